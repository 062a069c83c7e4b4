#pragma once
// What an index must hold: the ids of a store's chunks and embeddings with a hash of what they
// say, as one transaction sees them, so that it can be compared with what an index was made from.
// Input: tables chunk, document, embedding -> output: rows (id, hash), by id.
// Invariant: equal hashes mean equal content (but for one chance in 2^64). A chunk counts where
// its document has a text, an embedding where its chunk counts; of several embeddings of a chunk
// by one model, the one of the lowest hash.

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/cancel.h"
#include "base/error.h"
#include "store/chunk_places.h"
#include "store/connection.h"
#include "store/file_stamp.h"
#include "store/schema.h"

namespace eider::store {

struct ContentRow {
  std::int64_t id = 0;
  std::uint64_t hash = 0;
  std::uint32_t row = 0;     // DuckDB's rowid
  std::uint32_t values = 0;  // of an embedding
};

/// The row of that id in rows that are in order of their ids, or nullptr.
const ContentRow* find_row(std::span<const ContentRow> rows, std::int64_t id);

struct StoreContents {
  std::vector<ContentRow> documents;  // that have a text
  std::vector<ContentRow> chunks;
  std::vector<ContentRow> embeddings;
  std::int64_t dimensions = 0;   // the most frequent of the embeddings; 0 where there are none
  std::int64_t with_chunks = 0;  // documents that have chunks
  ChunkPlaces places;            // of the chunks
  // How DuckDB keeps the two tables: the same while rows keep their rowids and their values, if no
  // checkpoint comes in between; 0 where values may have been changed in place.
  std::uint64_t document_layout = 0;
  std::uint64_t vector_layout = 0;
};

/// Where to read, in a transaction that is open.
struct ContentSource {
  Connection connection;
  Catalog catalog;
  std::string store;
  std::string model_hash;
  CancelFlag cancel{};
};

/// `before`, if any, is what an earlier transaction saw, without a checkpoint in between: then
/// only rows that came after it are read, for while no checkpoint moves rows, a rowid is never
/// used again, and DuckDB changes a value in place only where pragma_storage_info shows updates.
/// Errors: kCancelled, kLimit (2^32 rows), DuckDB's.
Result<StoreContents> read_contents(const ContentSource& source, const StoreContents* before);

/// Runs of ascending rows, near together and not too long, as first and last.
struct RowRun {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
};
std::vector<RowRun> runs_of(std::span<const std::uint32_t> rows, std::uint32_t longest);

}  // namespace eider::store
