#pragma once
// What search reads: the chunks of a store with their text and embeddings, and which of them a
// filter or a date lets through.

#include <cstdint>
#include <string>
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

/// Changes whenever a chunk or an embedding of the store comes or goes, and when a document
/// changes or moves.
Result<std::string> passages_stamp(Connection connection, const Catalog& catalog,
                                   const std::string& store);

/// The ids of the chunks that pass, ascending. Errors: kInvalidArgument names the predicate.
Result<std::vector<std::int64_t>> passing_chunks(Connection connection, const Catalog& catalog,
                                                 const std::string& store,
                                                 const PassageFilter& filter);

}  // namespace eider::store
