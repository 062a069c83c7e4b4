#pragma once
// Documents and all that is derived from them: one writer, one reader.
// Invariant: a document is written whole, in the caller's transaction, or not at all.

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/error.h"
#include "records/document.h"
#include "store/connection.h"
#include "store/schema.h"

namespace eider::store {

/// What a load must know of a document that is already there.
struct KnownDocument {
  std::int64_t id = 0;
  std::string source_hash;
  std::string status;
  std::int64_t articles = 0;
  std::int64_t chunks = 0;
  std::int64_t embedded = 0;  // chunks with an embedding of the asked model
};

/// Every document of the store by path.
Result<std::map<std::string, KnownDocument>> known_documents(Connection connection,
                                                             const Catalog& catalog,
                                                             const std::string& store,
                                                             const std::string& model_hash);

/// A document with its parts, before it has ids. `chunks[i].article_id` is an article's ordinal;
/// `embeddings` is empty or has one entry a chunk, in order.
struct NewDocument {
  ParsedDocument parsed;
  std::vector<Chunk> chunks;
  std::vector<Embedding> embeddings;
};

/// Writes the document and gives it its id; one that is there under the same path goes first.
Result<std::int64_t> write_document(Connection connection, const Catalog& catalog,
                                    const NewDocument& document, std::int64_t replaced_id);

/// Removes every document of the store with all that was derived from them, and its themes.
/// Returns how many documents.
Result<std::int64_t> drop_store(Connection connection, const Catalog& catalog,
                                const std::string& store);

/// The stores by name, in order.
Result<std::vector<std::string>> store_names(Connection connection, const Catalog& catalog);

}  // namespace eider::store
