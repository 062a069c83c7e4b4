#pragma once
// Intake: one file -> a document with articles, chunks and embeddings in the store's tables,
// committed. What a load and a refresh do with each file.
// Invariant: one transaction a document; what was committed stays, whatever happens after.

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/cancel.h"
#include "base/error.h"
#include "corpus/parse/parse.h"
#include "pipeline/host.h"
#include "pipeline/read_apart.h"
#include "store/documents.h"
#include "store/known_documents.h"
#include "store/source_roots.h"

namespace eider::pipeline {

/// What became of a file, as a row of eider_load and eider_refresh.
struct LoadedDocument {
  std::int64_t id = 0;  // 0: no document
  std::string path;
  std::string status;
  std::string error;
  std::int64_t articles = 0;
  std::int64_t chunks = 0;
};

/// A file that was read.
struct FileContent {
  std::string path;  // as it is stored
  std::string bytes;
  std::string hash;
};

/// What a load must know of its store.
struct Holdings {
  std::string database_file;  // "" for a database in memory
  std::vector<store::SourceRoot> roots;
  std::vector<store::KnownDocument> documents;
};

/// Keeps a connection; not thread-safe.
class Intake {
 public:
  /// Makes the tables and opens the embedder. Errors: kInvalidArgument (a store without a name),
  /// kIo, kUnavailable, the embedder's.
  static Result<Intake> open(Host& host, const Scope& scope);

  /// What the store holds as the load begins.
  Result<Holdings> look_around() const;
  /// Whether the document holds all that taking a file of this hash would give it.
  bool is_whole(const store::KnownDocument& known, const std::string& hash) const;

  /// Reads the file into a document: a new one, or the replaced one under its id. A file that
  /// can't be parsed becomes a document with status "error". Errors, which end a load: kIo (disk
  /// full, read-only), kCancelled, kUnavailable.
  Result<LoadedDocument> take(const FileContent& file, const store::KnownDocument* replaced);
  /// For a file that could not be read: a document that says so; one with content stays as it is.
  Result<LoadedDocument> refuse(const std::string& path, const Error& error,
                                const store::KnownDocument* known);
  /// Removes a document; its duplicates find another root.
  Result<void> remove(std::int64_t id) { return writer_.remove(id); }

  /// After the last file: the vectors of another model go once this one's cover the store.
  Result<void> finish() const;

  store::Connection connection() const { return lease_.connection(); }
  const Scope& scope() const { return scope_; }
  store::Catalog tables() const { return scope_.tables(); }
  const CancelFlag& cancel() const { return cancel_; }

 private:
  Intake(store::Lease lease, Scope scope, const Host& host,
         std::shared_ptr<store::MeetingPlaces> places)
      : lease_(std::move(lease)),
        scope_(std::move(scope)),
        cancel_(host.cancel_flag()),
        apart_(host.reader_command()),
        writer_(lease_.connection(), scope_.tables(), scope_.store, std::move(places)) {}

  std::string model_hash() const { return embedder_ ? embedder_->hash() : ""; }
  Result<ParsedDocument> parse(const parse::SourceFile& file);
  Result<store::NewDocument> derive(ParsedDocument parsed, std::int64_t replaced_id) const;
  Result<void> embed(store::NewDocument& document) const;
  Result<LoadedDocument> write(store::NewDocument document, std::int64_t replaced_id);

  store::Lease lease_;
  Scope scope_;
  CancelFlag cancel_;
  ApartReader apart_;
  store::DocumentWriter writer_;
  std::shared_ptr<models::Embedder> embedder_;
};

}  // namespace eider::pipeline
