#pragma once
// Articles -> words that may be keywords, found by counting, without a dictionary.
//
// A candidate is a run of 2 to 6 Han characters, or of 1 to 3 Latin words, that
// - stands in at least two articles and in at most half of them: what is everywhere says nothing;
// - holds together: however it is cut in two, the parts' normalised pointwise mutual information
//   (Bouma 2009; 0 by chance, 1 if they only occur together) is kMinCohesion or more;
// - has free ends: the entropy of its neighbours is kMinFreedom nats or more on both sides
//   (Chen & Ma 2002 and others; a sentence mark counts as a neighbour of its own);
// - is not mostly a part of one longer candidate.
// Counted longest part first (a run is counted only where its head is frequent), so that memory
// follows the frequent runs. A corpus above kMaxCountedBytes is sampled evenly.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace eider::theme {

inline constexpr std::size_t kMaxCountedBytes = 3u << 20;
inline constexpr double kMinCohesion = 0.5;
inline constexpr double kMinFreedom = 0.6;

struct TermCandidate {
  std::string term;  // as first written in the articles
  std::string folded;
  std::int64_t articles = 0;     // that hold it
  std::int64_t occurrences = 0;  // in all of them
  double salience = 0;           // articles * log(all / articles) * log(1 + parts)
};

/// At most `limit`, by salience, then folded text. Fewer than eight articles are counted by line
/// instead, so that a single long document has candidates too.
std::vector<TermCandidate> term_candidates(const std::vector<std::string_view>& articles,
                                           std::size_t limit);

}  // namespace eider::theme
