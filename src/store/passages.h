#pragma once
// What search shows: chunks with their text and what stands round them, and which of them a filter
// or a date lets through.

#include <cstdint>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/error.h"
#include "records/document.h"
#include "store/connection.h"
#include "store/filter.h"
#include "store/schema.h"

namespace eider::store {

/// A chunk with what a hit shows of it.
struct Passage {
  Chunk chunk;
  std::string path;
  std::string published_at;      // ISO 8601; of the article, else of the document
  std::string text;              // the chunk's bytes
  std::vector<float> embedding;  // empty where there is none of the asked model
};

/// All passages of a store in the order of their ids.
Result<std::vector<Passage>> read_passages(Connection connection, const Catalog& catalog,
                                           const std::string& store, const std::string& model_hash);

/// These chunks, in any order; one that is not there is left out.
Result<std::vector<Chunk>> chunks_of(Connection connection, const Catalog& catalog,
                                     std::span<const std::int64_t> ids);

/// The passages of these chunks by id, without embeddings; a chunk that lies outside its document's
/// text is left out.
Result<std::unordered_map<std::int64_t, Passage>> passages_of(Connection connection,
                                                              const Catalog& catalog,
                                                              std::span<const Chunk> chunks);

struct IndexedRows {
  std::string model_hash;  // "": chunks
  std::int64_t rows = 0;
};

/// How many chunks the store has, then how many of them each model has embedded, by hash.
Result<std::vector<IndexedRows>> count_indexed(Connection connection, const Catalog& catalog,
                                               const std::string& store);

/// A passage's text with that of its neighbours, parted where the passage stands.
struct Surroundings {
  std::string before;
  std::string after;
};

/// By chunk id: the document's bytes from the start of the `count`-th chunk before to the chunk,
/// and from it to the end of the `count`-th after, of the same article. Both empty for a chunk
/// that is not there.
Result<std::unordered_map<std::int64_t, Surroundings>> surroundings_of(
    Connection connection, const Catalog& catalog, std::span<const std::int64_t> ids,
    std::int64_t count);

/// Whether any chunk of the store is embedded by that model.
Result<bool> has_embeddings(Connection connection, const Catalog& catalog, const std::string& store,
                            const std::string& model_hash);

/// The ids of the chunks that pass, ascending. Errors: kInvalidArgument names the predicate.
Result<std::vector<std::int64_t>> passing_chunks(Connection connection, const Catalog& catalog,
                                                 const std::string& store,
                                                 const PassageFilter& filter);

}  // namespace eider::store
