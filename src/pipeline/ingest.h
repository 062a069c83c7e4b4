#pragma once
// Load: files -> documents with articles, chunks and embeddings in the store's tables.
// Invariant: one transaction a document. What was committed stays, whatever happens after; a file
// that can't be read becomes a document with status "error" and the rest goes on; a file whose
// bytes are already there, whole, is left alone, so a load that was cut short is finished by
// running it again; one whose bytes stood at a path that is no more is that document, moved.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "pipeline/files.h"
#include "pipeline/host.h"
#include "pipeline/intake.h"
#include "store/source_roots.h"

namespace eider::pipeline {

/// One running load. Keeps a connection; not thread-safe.
class Ingest {
 public:
  /// Finds the files, makes the tables, opens the embedder, and remembers `path` for refreshes.
  static Result<Ingest> begin(Host& host, const Scope& scope, const std::string& path);

  /// The next file, committed; nothing when all are done. Status: "ok", "empty", "needs_ocr",
  /// "unchanged", "moved", "error". Errors end the load: kIo (disk full, read-only), kCancelled,
  /// kUnavailable.
  Result<std::optional<LoadedDocument>> next();

  std::size_t files() const { return files_.size(); }

 private:
  explicit Ingest(Intake intake) : intake_(std::move(intake)) {}

  Result<void> look_around(const std::string& path);
  Result<LoadedDocument> load(const std::string& file);
  const store::KnownDocument* known_at(const std::string& path) const;
  const store::KnownDocument* moved_from(const std::string& hash);

  Intake intake_;
  std::vector<std::string> files_;
  std::size_t at_ = 0;
  std::vector<UnreadableFolder> unreadable_;
  std::vector<store::SourceRoot> roots_;
  std::vector<store::KnownDocument> known_;
  std::map<std::string, std::size_t> by_path_;  // places in known_
  std::multimap<std::string, std::size_t> by_hash_;
};

/// Removes a store with all its documents; how many there were. Errors: kNotFound.
Result<std::int64_t> drop_store(Host& host, const Scope& scope);

}  // namespace eider::pipeline
