#pragma once
// Index segments: the bytes of the two indices beside the rows that they were made from, in table
// eider.index_segment. Input: an index's key, numbers and bytes -> output: the same bytes.
// What the bytes say is the indices' business; here they are cut into parts and joined.
// Invariant: parts count from 0 without a gap, and every one but the last is full.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "store/connection.h"
#include "store/schema.h"

namespace eider::store {

/// Which index of which store.
struct IndexKey {
  std::string store;
  std::string kind;        // "keyword" or "vector"
  std::string model_hash;  // of the embedder; "" for words
};

struct StoredSegment {
  IndexKey key;
  std::int64_t number = 0;
  std::int64_t rows = 0;
  std::int64_t parts = 0;
  std::int64_t bytes = 0;
};

/// One part: DuckDB reads a row whole, and memory must not double with the segment.
inline constexpr std::size_t kSegmentPartBytes = 8u << 20;

/// The segments of all indices of the store, by kind, model and number; none in a read-only file
/// whose tables are of version 2.
Result<std::vector<StoredSegment>> stored_segments(Connection connection, const Catalog& catalog,
                                                   const std::string& store);

/// Errors: kCorrupt (a part is missing), kUnavailable (memory_limit).
Result<std::string> read_segment(Connection connection, const Catalog& catalog,
                                 const StoredSegment& segment);

/// Writes a segment of `key` that is not there yet, in the caller's transaction.
Result<void> write_segment(Connection connection, const Catalog& catalog,
                           const StoredSegment& segment, std::string_view bytes);

/// Removes one segment, in the caller's transaction.
Result<void> remove_segment(Connection connection, const Catalog& catalog, const IndexKey& key,
                            std::int64_t number);

}  // namespace eider::store
