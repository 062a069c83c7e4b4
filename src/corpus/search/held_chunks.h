#pragma once
// HeldChunks: chunks in memory with both their indices. For stores that are read whole,
// measurements and tests; input: chunks -> output: what search() takes.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/cancel.h"
#include "base/error.h"
#include "corpus/search/search_index.h"
#include "records/answer.h"
#include "records/document.h"

namespace eider::search {

struct FoundChunk;

struct HeldChunk {
  Chunk chunk;
  std::string text;              // the bytes of chunk.span
  std::string path;              // of its document
  std::string published_at;      // of its article, else of its document
  std::vector<float> embedding;  // empty: not embedded (yet)
};

/// Threads: after build() all members only read.
class HeldChunks {
 public:
  /// Errors: kInvalidArgument (embeddings of different dimensions or without direction),
  /// kLimit, kCancelled.
  static Result<HeldChunks> build(std::vector<HeldChunk> chunks, const CancelFlag& cancel = {});

  std::size_t size() const { return chunks_.size(); }
  bool has_vectors() const { return vectors_.has_value(); }
  /// Views into this object.
  SearchIndex view() const;
  TextsOf texts_of() const;
  /// What a hit shows of each chunk, in their order.
  std::vector<Hit> hits(std::span<const FoundChunk> found) const;

 private:
  Result<void> add(HeldChunk& chunk);

  std::vector<HeldChunk> chunks_;  // their embeddings are moved into the vector index
  std::unordered_map<std::int64_t, std::size_t> places_;  // by chunk id
  keyword_index::KeywordIndex keywords_;
  std::optional<vector_index::VectorIndex> vectors_;
};

}  // namespace eider::search
