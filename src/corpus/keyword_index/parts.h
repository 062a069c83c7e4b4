#pragma once
// The parts of a keyword index, and one question over all of them.

#include <span>
#include <vector>

#include "base/error.h"
#include "corpus/keyword_index/bm25.h"
#include "corpus/keyword_index/delta.h"
#include "corpus/keyword_index/keyword_index.h"
#include "corpus/keyword_index/live_segment.h"

namespace eider::keyword_index {

/// No id is alive twice.
struct Parts {
  std::vector<LiveSegment> segments;  // oldest first
  Delta delta;

  Statistics statistics() const;
  /// How many live chunks hold the word.
  std::uint64_t holding(std::uint64_t hash) const;
};

// As KeywordIndex has them.
Result<std::vector<KeywordHit>> best_of(const Parts& parts, std::span<const QuestionWord> question,
                                        const BestRequest& request);
std::vector<float> scores_of(const Parts& parts, std::span<const QuestionWord> question,
                             std::span<const std::int64_t> ids);
std::vector<KeywordHit> all_scores_of(const Parts& parts, std::span<const QuestionWord> question);

}  // namespace eider::keyword_index
