#pragma once
// The content of the chunks and embeddings that an index lacks, read in runs of rows so that
// memory does not grow with the store.

#include <cstdint>
#include <functional>
#include <span>
#include <string_view>

#include "base/span.h"
#include "store/index_sync.h"

namespace eider::store {

struct IndexedChunk {
  std::int64_t id = 0;
  std::string_view title;
  std::string_view heading;
  std::string_view body;
};

/// Whether a chunk can be cut there: inside the text, between characters.
bool is_span_of(std::string_view text, Span span);

/// Gives each of `wanted` (of contents.chunks, in order of ids) once, in any order; not those whose
/// span lies outside their document's text or cuts a character. The views live for one call.
Result<void> read_chunks(const ContentSource& source, const StoreContents& contents,
                         std::span<const ContentRow> wanted,
                         const std::function<Result<void>(const IndexedChunk&)>& take);

/// Gives each of `wanted` (of contents.embeddings) once, in any order.
Result<void> read_vectors(
    const ContentSource& source, std::span<const ContentRow> wanted,
    const std::function<Result<void>(std::int64_t id, std::span<const float> values)>& take);

}  // namespace eider::store
