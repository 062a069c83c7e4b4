#pragma once
// Load: files -> documents with articles, chunks and embeddings in the store's tables.
// Invariant: one transaction a document. What was committed stays, whatever happens after; a file
// that can't be read becomes a document with status "error" and the rest goes on; a file whose
// bytes are already there, whole, is left alone, so a load that was cut short is finished by
// running it again.

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/cancel.h"
#include "base/error.h"
#include "pipeline/host.h"
#include "pipeline/read_apart.h"
#include "store/documents.h"

namespace eider::pipeline {

struct LoadedDocument {
  std::int64_t id = 0;
  std::string path;
  std::string status;  // "ok", "unchanged", "empty", "error"
  std::string error;
  std::int64_t articles = 0;
  std::int64_t chunks = 0;
};

/// One running load. Keeps a connection; not thread-safe.
class Ingest {
 public:
  /// Finds the files, makes the tables, opens the embedder.
  static Result<Ingest> begin(Host& host, const Scope& scope, const std::string& path);

  /// The next file, committed; nothing when all are done. Errors end the load: kIo (disk full,
  /// read-only), kCancelled, kUnavailable.
  Result<std::optional<LoadedDocument>> next();

  std::size_t files() const { return files_.size(); }

 private:
  Ingest(store::Lease lease, Scope scope, const Host& host)
      : lease_(std::move(lease)),
        scope_(std::move(scope)),
        cancel_(host.cancel_flag()),
        apart_(host.reader_command()) {}

  Result<LoadedDocument> load(const std::string& file);
  Result<ParsedDocument> parse(const parse::SourceFile& file);
  Result<store::NewDocument> derive(ParsedDocument parsed) const;
  Result<LoadedDocument> write(const store::NewDocument& document);

  store::Lease lease_;
  Scope scope_;
  CancelFlag cancel_;
  ApartReader apart_;
  std::shared_ptr<models::Embedder> embedder_;
  std::vector<std::string> files_;
  std::size_t at_ = 0;
  std::map<std::string, store::KnownDocument> known_;
};

/// Removes a store with all its documents; how many there were. Errors: kNotFound.
Result<std::int64_t> drop_store(Host& host, const Scope& scope);

}  // namespace eider::pipeline
