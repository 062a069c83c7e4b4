#pragma once
// What a load and a refresh must know of the documents that are there already.

#include <cstdint>
#include <string>
#include <vector>

#include "base/error.h"
#include "records/document.h"
#include "store/connection.h"
#include "store/schema.h"

namespace eider::store {

struct KnownDocument {
  std::int64_t id = 0;
  std::string path;
  std::string source_hash;
  std::string status;
  std::string error;
  std::int64_t file_bytes = -1;  // -1: unknown, for a document that an older Eider has read
  std::int64_t articles = 0;
  std::int64_t chunks = 0;
  std::int64_t embedded = 0;  // chunks with an embedding of the asked model
};

/// Every document of the store, by id.
Result<std::vector<KnownDocument>> known_documents(Connection connection, const Catalog& catalog,
                                                   const std::string& store,
                                                   const std::string& model_hash);

/// A document as it stands in the tables, as far as a newer reading of it can keep anything.
struct StoredDocument {
  std::string text;
  std::vector<Article> articles;      // ids and spans, in order
  std::vector<Chunk> chunks;          // in order
  std::vector<Embedding> embeddings;  // of the asked model
  std::vector<Embedding> others;      // of other models
};

/// Errors: kNotFound for an id that is not there.
Result<StoredDocument> read_document(Connection connection, const Catalog& catalog, std::int64_t id,
                                     const std::string& model_hash);

}  // namespace eider::store
