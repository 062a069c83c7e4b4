#pragma once
// Documents and all that is derived from them: the writer. (known_documents.h reads.)
// Invariant: a document is written whole or not at all.

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/error.h"
#include "records/document.h"
#include "store/checkpoints.h"
#include "store/connection.h"
#include "store/duplicate_roots.h"
#include "store/id_block.h"
#include "store/meeting_places.h"
#include "store/schema.h"

namespace eider::store {

/// What identifies the contents of a document and of its articles, for duplicates.
struct DocumentSignatures {
  ContentSignature document;
  std::vector<ContentSignature> articles;  // one an article, in order
};

/// A document with its parts. An article or a chunk that has an id keeps it (it stood in the
/// document that is replaced), the others get theirs. `chunks[i].article_id` is an article's
/// ordinal; `embeddings` is empty or has one entry a chunk, in order.
struct NewDocument {
  ParsedDocument parsed;
  std::int64_t file_bytes = 0;
  std::vector<Chunk> chunks;
  std::vector<Embedding> embeddings;
  std::vector<Embedding> others;  // of other models, by the ids of chunks that keep theirs
  DocumentSignatures signatures;
  bool keeps_quotes = false;  // what themes quote of the replaced document still stands in this one
};

/// Writes and removes the documents of one store, each in a transaction of its own. Not
/// thread-safe; several writers of a store at once share their places, so that each finds the
/// others' roots.
class DocumentWriter {
 public:
  /// Reads the places of the store itself.
  static Result<DocumentWriter> open(Connection connection, const Catalog& catalog,
                                     const std::string& store);
  /// `places` holds the roots of the store.
  DocumentWriter(Connection connection, Catalog catalog, std::string store,
                 std::shared_ptr<MeetingPlaces> places)
      : connection_(connection),
        catalog_(std::move(catalog)),
        store_(std::move(store)),
        places_(std::move(places)) {}

  /// Writes the document, links it to its duplicates, and gives its id: `replaced_id` where it
  /// takes the place of a document (0: of none), else a new one.
  Result<std::int64_t> write(const NewDocument& document, std::int64_t replaced_id);
  /// Removes a document with all that was derived from it; its duplicates find another root.
  Result<void> remove(std::int64_t id);

 private:
  Result<std::int64_t> write_whole(const NewDocument& document, std::int64_t replaced_id);

  Connection connection_;
  Catalog catalog_;
  std::string store_;
  std::shared_ptr<MeetingPlaces> places_;
  IdBlock free_ids_;
  Checkpoints checkpoints_;
};

/// Of one document: a DocumentWriter for it alone.
Result<std::int64_t> write_document(Connection connection, const Catalog& catalog,
                                    const NewDocument& document, std::int64_t replaced_id);

/// Removes every document of the store with all that was derived from them, and its themes.
/// Returns how many documents.
Result<std::int64_t> drop_store(Connection connection, const Catalog& catalog,
                                const std::string& store);

/// The stores by name, in order.
Result<std::vector<std::string>> store_names(Connection connection, const Catalog& catalog);

}  // namespace eider::store
