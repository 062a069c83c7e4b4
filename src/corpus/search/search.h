#pragma once
// Question -> the chunks that answer it: keyword and vector scores fused, the best reranked.
//   score = words * BM25 / upper bound + cosine * z(cosine)
//           [+ windows * share of the best sentences + cover * BM25 of the text / bound
//            + runs * share of the question that the text says as the question does]
// z is taken over the store's embedded chunks, per question; the bracket is for the best kReranked,
// which it can only lift, so answers are in order of score. Dividing by the bound keeps a question
// whose words the store lacks from drowning the cosine.
// Invariant: same input, same answer; ties go to the lower chunk id.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/error.h"
#include "corpus/search/search_index.h"
#include "records/answer.h"
#include "records/document.h"

namespace eider::search {

/// How much each term counts. The defaults were chosen by bench/retrieval_bench on the even
/// questions of the retrieval sets for multilingual-e5-small.
struct SearchWeights {
  double words = 1;
  double cosine = 0.08;
  double windows = 0.8;
  double cover = 0;
  double runs = 0.5;
};

/// For an English question to Chinese text (asked.h), whose words are guesses from a word list.
inline constexpr SearchWeights kAcrossWeights = {
    .words = 1, .cosine = 0.15, .windows = 0.4, .cover = 0.5, .runs = 0};

struct SearchRequest {
  std::string question;
  std::optional<std::int64_t> k = 5;  // most chunks wanted, 1 to kMaxHits; none: all matches
  std::vector<float> query_vector;    // the question's embedding; empty: by words alone
  std::vector<std::int64_t> allowed;  // ascending chunk ids; looked at only where `filtered`
  bool filtered = false;
  SearchWeights weights;
  SearchWeights across = kAcrossWeights;
  bool word_for_word = false;  // nothing dropped, nothing translated: to measure what that gains
};

struct FoundChunk {
  std::int64_t id = 0;
  double score = 0;
  double keyword_score = 0;            // BM25 over its upper bound, 0 to 1
  std::optional<double> vector_score;  // cosine; none: not embedded, or searched by words alone
  std::int64_t keyword_rank = 0;       // place in the list by words, 0: not in it
  std::int64_t vector_rank = 0;        // and by vectors
};

/// The hit of a found chunk, but for its rank, path, date and text, which search does not know.
Hit hit_of(const FoundChunk& found, const Chunk& chunk);

/// At most k chunks, the best first. By words alone (no query vector, or no chunk is embedded) only
/// chunks that share a word with the question; else as many as there are, up to the length of the
/// two lists (candidates.h). All matches (no k) are the chunks that share a word with the question
/// and those nearest by vector.
/// Errors: kInvalidArgument (empty question, k below 1, a vector of another size), kLimit
/// (question, k), those of `texts_of`.
Result<std::vector<FoundChunk>> search(const SearchIndex& search_index,
                                       const SearchRequest& request, const TextsOf& texts_of);

}  // namespace eider::search
