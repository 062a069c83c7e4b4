#include "pipeline/ingest.h"

#include <utility>

#include "base/sha256.h"
#include "corpus/chunk/chunk.h"
#include "corpus/embed/embed.h"
#include "corpus/parse/parse.h"
#include "pipeline/files.h"
#include "text/utf8.h"

namespace eider::pipeline {
namespace {

bool is_whole(const store::KnownDocument& known, const std::string& hash, bool with_embeddings) {
  if (known.source_hash != hash || known.status == "error") return false;
  return !with_embeddings || known.embedded == known.chunks;
}

/// The path as it can be stored and shown: U+FFFD for every byte that is not UTF-8.
std::string shown_path(const std::string& path) {
  std::string shown;
  for (std::size_t at = 0; at < path.size();) {
    const text::CodePoint c = text::decode(path, at);
    text::append(shown, c.value);
    at += c.size;
  }
  return shown;
}

Result<std::string> read_named_file(const std::string& file, const std::string& path) {
  if (file == path) return read_file(file);
  return fail(ErrorCode::kUnsupported, "the file's name is not UTF-8", path, "rename it");
}

store::NewDocument failed_document(const Error& error) {
  store::NewDocument document;
  document.parsed.document.status = "error";
  document.parsed.document.error = error.message();
  return document;
}

/// The file can't be used, but the load can go on.
bool concerns_one_file(const Error& error) {
  switch (error.code) {
    case ErrorCode::kCorrupt:
    case ErrorCode::kUnsupported:
    case ErrorCode::kLimit:
    case ErrorCode::kNotFound:
    case ErrorCode::kIo:
      return true;
    default:
      return false;
  }
}

}  // namespace

Result<Ingest> Ingest::begin(Host& host, const Scope& scope, const std::string& path) {
  if (scope.store.empty()) return fail(ErrorCode::kInvalidArgument, "the store's name is empty");
  auto files = files_under(path);
  if (!files) return std::unexpected(files.error());
  auto lease = host.lease();
  if (!lease) return std::unexpected(lease.error());
  Ingest ingest(std::move(*lease), scope, host);
  const auto connection = ingest.lease_.connection();
  if (auto made = host.ensure_schema(connection, scope); !made) {
    return std::unexpected(made.error());
  }
  auto embedder = host.embedder(scope.models);
  if (!embedder) return std::unexpected(embedder.error());
  ingest.embedder_ = std::move(*embedder);
  const std::string hash = ingest.embedder_ ? ingest.embedder_->hash() : "";
  auto known = store::known_documents(connection, scope.tables(), scope.store, hash);
  if (!known) return std::unexpected(known.error());
  ingest.known_ = std::move(*known);
  ingest.files_ = std::move(*files);
  return ingest;
}

Result<std::optional<LoadedDocument>> Ingest::next() {
  if (at_ == files_.size()) return std::nullopt;
  if (cancel_.cancelled()) return fail(ErrorCode::kCancelled, "the load was stopped");
  auto loaded = load(files_[at_++]);
  if (!loaded) return std::unexpected(loaded.error());
  return std::move(*loaded);
}

Result<LoadedDocument> Ingest::load(const std::string& file) {
  store::NewDocument document;
  std::string hash;
  const std::string path = shown_path(file);
  auto bytes = read_named_file(file, path);
  if (bytes) {
    hash = sha256(*bytes);
    const auto known = known_.find(path);
    if (known != known_.end() && is_whole(known->second, hash, embedder_ != nullptr)) {
      return LoadedDocument{known->second.id,    path, "unchanged", "", known->second.articles,
                            known->second.chunks};
    }
    auto parsed = parse({path, *bytes});
    if (!parsed && parsed.error().code == ErrorCode::kCancelled) {
      return std::unexpected(parsed.error());
    }
    auto derived = parsed ? derive(std::move(*parsed)) : failed_document(parsed.error());
    if (!derived && !concerns_one_file(derived.error())) return std::unexpected(derived.error());
    document = derived ? std::move(*derived) : failed_document(derived.error());
  } else {
    document = failed_document(bytes.error());
  }
  document.parsed.document.path = path;
  document.parsed.document.store = scope_.store;
  document.parsed.document.source_hash = hash;
  return write(document);
}

Result<ParsedDocument> Ingest::parse(const parse::SourceFile& file) {
  return is_read_apart(file) ? apart_.read(file, cancel_) : parse::parse_document(file);
}

Result<store::NewDocument> Ingest::derive(ParsedDocument parsed) const {
  store::NewDocument document;
  document.parsed = std::move(parsed);
  document.chunks = chunk::chunk_document(document.parsed);
  if (!embedder_ || document.chunks.empty()) return document;
  std::vector<embed::ChunkText> texts;
  for (const Chunk& chunk : document.chunks) {
    texts.push_back({&chunk, slice(document.parsed.document.text, chunk.span)});
  }
  auto embeddings = embed::embed_chunks(texts, *embedder_, cancel_);
  if (!embeddings) return std::unexpected(embeddings.error());
  document.embeddings = std::move(*embeddings);
  return document;
}

Result<LoadedDocument> Ingest::write(const store::NewDocument& document) {
  const Document& head = document.parsed.document;
  const auto known = known_.find(head.path);
  const std::int64_t replaced = known == known_.end() ? 0 : known->second.id;
  const auto id = store::write_document(lease_.connection(), scope_.tables(), document, replaced);
  if (!id) return std::unexpected(id.error());
  return LoadedDocument{*id,
                        head.path,
                        head.status,
                        head.error,
                        static_cast<std::int64_t>(document.parsed.articles.size()),
                        static_cast<std::int64_t>(document.chunks.size())};
}

Result<std::int64_t> drop_store(Host& host, const Scope& scope) {
  auto lease = host.lease();
  if (!lease) return std::unexpected(lease.error());
  const auto present = store::open_schema(lease->connection(), scope.tables());
  if (!present) return std::unexpected(present.error());
  std::int64_t documents = 0;
  if (*present) {
    const auto dropped = store::drop_store(lease->connection(), scope.tables(), scope.store);
    if (!dropped) return std::unexpected(dropped.error());
    documents = *dropped;
  }
  if (documents == 0) {
    return fail(ErrorCode::kNotFound, "there is no such store", "store " + scope.store);
  }
  return documents;
}

}  // namespace eider::pipeline
