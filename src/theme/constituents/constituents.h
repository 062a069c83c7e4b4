#pragma once
// Mentions and keywords -> Constituents: which companies belong to a theme, and with what weight.
//
// A company's events are the stories that name it as subject (near-duplicates count once,
// constituents/events.h); its hits are the events in which a keyword stands near the name
// (constituents/closeness.h). share = hits / events; score = the lower bound of the share
// (constituents/wilson.h), so that one report of one weighs less than nine of ten; weights follow
// the scores under a cap (constituents/weights.h).
// Invariant: members' weights add up to 1; every member has evidence, every quote is exactly
// text[start, stop) of its document; the order of the input changes nothing.

#include <cstdint>
#include <vector>

#include "base/cancel.h"
#include "base/error.h"
#include "records/theme.h"
#include "theme/constituents/reports.h"

namespace eider::theme {

inline constexpr double kDefaultCap = 0.15;
inline constexpr std::int64_t kMinEvents = 1;
inline constexpr std::int64_t kMinHits = 1;
inline constexpr double kMinScore = 0.05;  // one hit in three events passes, one in four does not
inline constexpr std::size_t kMaxEvidence = 3;

struct ConstituentRules {
  double cap = kDefaultCap;  // above 0, at most 1
  std::int64_t min_events = kMinEvents;
  std::int64_t min_hits = kMinHits;
  double min_score = kMinScore;
  std::size_t max_evidence = kMaxEvidence;
};

/// Members by weight, then name; after them the named companies that are no members, by name, each
/// with the reason. Companies the news never name are left out. Evidence comes from distinct
/// events: quotes that hold both name and keyword first, then the newest, then the longest term.
/// Errors: kInvalidArgument (no keyword, a cap out of range), kCancelled.
Result<std::vector<Constituent>> constituents(const ThemeNews& news, const ConstituentRules& rules,
                                              const CancelFlag& cancel);

}  // namespace eider::theme
