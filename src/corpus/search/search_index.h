#pragma once
// SearchIndex: a store's chunks with their keyword index and, where they are embedded, their
// vectors. Input: chunks as stored -> output: what search() reads.
// Invariant: chunks are in order of document and chunk number; a chunk's place in this order is
// its number in every score list here. A chunk without embedding is found by its words alone.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/cancel.h"
#include "base/error.h"
#include "corpus/keyword_index/keyword_index.h"
#include "corpus/vector_index/flat_vector_index.h"
#include "records/document.h"

namespace eider::search {

struct SearchChunk {
  Chunk chunk;
  std::string text;              // the bytes of chunk.span
  std::string path;              // of its document
  std::string published_at;      // of its article, else of its document
  std::vector<float> embedding;  // empty: not embedded (yet)
};

/// Threads: after build() all members only read.
class SearchIndex {
 public:
  /// Errors: kInvalidArgument (embeddings of different dimensions or without direction),
  /// kLimit, kCancelled.
  static Result<SearchIndex> build(std::vector<SearchChunk> chunks, const CancelFlag& cancel = {});

  /// In order; their embeddings are moved into the vector index and empty here.
  const std::vector<SearchChunk>& chunks() const { return chunks_; }
  const keyword_index::KeywordIndex& keyword_index() const { return keyword_index_; }
  bool has_vectors() const { return vector_index_.has_value(); }

  /// The cosine of each chunk with the query, nothing for a chunk that is not embedded.
  /// Errors: kInvalidArgument (no vectors here, other dimensions, no direction).
  Result<std::vector<std::optional<float>>> cosines(std::span<const float> query) const;

 private:
  Result<void> add_embeddings();

  std::vector<SearchChunk> chunks_;
  keyword_index::KeywordIndex keyword_index_;
  std::optional<vector_index::FlatVectorIndex> vector_index_;
  std::vector<std::size_t> embedded_;  // row of the vector index -> chunk
};

}  // namespace eider::search
