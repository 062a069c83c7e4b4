#pragma once
// SearchIndex: what search() looks a question up in. A view over a store's two indices, which know
// chunks by their ids and hold no texts; the caller keeps them alive and unchanged meanwhile.
// A chunk without embedding is in the keyword index alone and is found by its words.

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "base/error.h"
#include "corpus/keyword_index/keyword_index.h"
#include "corpus/vector_index/vector_index.h"

namespace eider::search {

struct SearchIndex {
  const keyword_index::KeywordIndex* keywords = nullptr;  // never null in a search
  const vector_index::VectorIndex* vectors = nullptr;     // of cosines; null: nothing is embedded

  bool has_vectors() const { return vectors != nullptr && vectors->size() > 0; }
};

/// What a chunk is reranked by.
struct ChunkText {
  std::string title;
  std::string text;
};

/// Reads chunks: one ChunkText an id, in the order of the ids. Called with few ids.
using TextsOf = std::function<Result<std::vector<ChunkText>>(std::span<const std::int64_t> ids)>;

}  // namespace eider::search
