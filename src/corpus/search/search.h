#pragma once
// Question -> Hits: keyword and vector scores fused, the best twenty reranked.
//   score = BM25 / upper bound + cosine weight * z(cosine) [+ window weight * window share]
// z is taken over the store's embedded chunks, per question; the bracket is for the best twenty,
// which it can only lift, so hits are in order of score. Dividing by the bound keeps a question
// whose words the store lacks (English on Chinese text) from drowning the cosine.
// Invariant: same input, same hits; ties go to the lower document, then chunk number.

#include <cstdint>
#include <string>
#include <vector>

#include "base/error.h"
#include "corpus/search/search_index.h"
#include "records/answer.h"

namespace eider::search {

/// How much each term counts. The defaults were chosen by bench/retrieval_bench on the even
/// questions of the retrieval sets for multilingual-e5-small.
struct SearchWeights {
  double words = 1;      // BM25 over its upper bound
  double cosine = 0.06;  // z of the cosine
  double window = 0.1;   // share of the best two-sentence window
};

struct SearchRequest {
  std::string question;
  std::int64_t k = 5;               // most hits wanted, 1 to kMaxHits
  std::vector<float> query_vector;  // the question's embedding; empty: search by words alone
  std::vector<bool> allowed;        // by place in SearchIndex::chunks(); empty: all chunks
  SearchWeights weights;
};

/// At most k hits, the best first. By words alone (no query vector, or no chunk is embedded) only
/// chunks that share a word with the question; else as many as are allowed.
/// Errors: kInvalidArgument (empty question, k below 1, vector or `allowed` of another size),
/// kLimit (question, k).
Result<std::vector<Hit>> search(const SearchIndex& search_index, const SearchRequest& request);

}  // namespace eider::search
