#pragma once
// The chunks that a question may be answered by, each with both scores.
// Input: weighted words and a vector -> output: the union of the best by words and the nearest by
// vector. Up to kExhaustiveChunks chunks these are all that share a word or are embedded.
// Invariant: ascending ids; both scores are there whichever list a chunk came from.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/error.h"
#include "corpus/search/search_index.h"

namespace eider::search {

// Above this many chunks the two lists are cut to kListLength, or to k where that is more.
inline constexpr std::size_t kExhaustiveChunks = 20'000;
inline constexpr std::size_t kListLength = 200;

struct Candidate {
  std::int64_t id = 0;
  double keyword_score = 0;       // BM25 over the words' upper bound
  std::optional<double> cosine;   // none: not embedded, or no query vector
  std::int64_t keyword_rank = 0;  // 1 is the best; 0: not in the list
  std::int64_t vector_rank = 0;
};

struct CandidateRequest {
  std::span<const keyword_index::QuestionWord> words;
  double upper_bound = 1;                 // of the words' scores
  std::span<const float> query_vector;    // empty: by words alone
  std::span<const std::int64_t> allowed;  // ascending ids; looked at only where `filtered`
  bool filtered = false;
  std::optional<std::size_t> k;  // hits wanted; none: all matches
  std::size_t exhaustive_up_to = kExhaustiveChunks;
};

/// Where all matches are wanted: every chunk that shares a word, and the kListLength nearest.
/// Errors: of the indices.
Result<std::vector<Candidate>> candidates(const SearchIndex& search_index,
                                          const CandidateRequest& request);

}  // namespace eider::search
