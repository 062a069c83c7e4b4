#include "pipeline/intake.h"

#include <utility>

#include "corpus/chunk/chunk.h"
#include "corpus/embed/embed.h"
#include "corpus/parse/parse.h"
#include "pipeline/carry_over.h"
#include "pipeline/duplicates.h"
#include "store/embedding_models.h"

namespace eider::pipeline {
namespace {

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

Result<Intake> Intake::open(Host& host, const Scope& scope) {
  if (scope.store.empty()) return fail(ErrorCode::kInvalidArgument, "the store's name is empty");
  auto lease = host.lease();
  if (!lease) return std::unexpected(lease.error());
  if (auto made = host.ensure_schema(lease->connection(), scope); !made) {
    return std::unexpected(made.error());
  }
  auto places = host.meeting_places(lease->connection(), scope);
  if (!places) return std::unexpected(places.error());
  Intake intake(std::move(*lease), scope, host, std::move(*places));
  auto embedder = host.embedder(scope.models);
  if (!embedder) return std::unexpected(embedder.error());
  intake.embedder_ = std::move(*embedder);
  return intake;
}

Result<Holdings> Intake::look_around() const {
  auto file = store::database_file(connection(), tables());
  if (!file) return std::unexpected(file.error());
  auto roots = store::source_roots(connection(), tables(), scope_.store);
  if (!roots) return std::unexpected(roots.error());
  auto documents = store::known_documents(connection(), tables(), scope_.store, model_hash());
  if (!documents) return std::unexpected(documents.error());
  return Holdings{std::move(*file), std::move(*roots), std::move(*documents)};
}

bool Intake::is_whole(const store::KnownDocument& known, const std::string& hash) const {
  if (known.source_hash != hash || known.file_bytes < 0) return false;
  return !embedder_ || known.embedded == known.chunks;
}

Result<LoadedDocument> Intake::take(const FileContent& file, const store::KnownDocument* replaced) {
  const std::int64_t replaced_id = replaced ? replaced->id : 0;
  auto parsed = parse({file.path, file.bytes});
  if (!parsed && parsed.error().code == ErrorCode::kCancelled) {
    return std::unexpected(parsed.error());
  }
  auto document =
      parsed ? derive(std::move(*parsed), replaced_id) : failed_document(parsed.error());
  if (!document && !concerns_one_file(document.error())) {
    return std::unexpected(document.error());
  }
  if (!document) document = failed_document(document.error());
  document->parsed.document.path = file.path;
  document->parsed.document.source_hash = file.hash;
  document->file_bytes = static_cast<std::int64_t>(file.bytes.size());
  return write(std::move(*document), replaced_id);
}

Result<LoadedDocument> Intake::refuse(const std::string& path, const Error& error,
                                      const store::KnownDocument* known) {
  const bool said = known && known->status == "error" && known->error == error.message();
  if (said || (known && known->status != "error")) {
    return LoadedDocument{known->id,       path,         "error", error.message(),
                          known->articles, known->chunks};
  }
  store::NewDocument document = failed_document(error);
  document.parsed.document.path = path;
  return write(std::move(document), known ? known->id : 0);
}

Result<void> Intake::finish() const {
  if (!embedder_) return {};
  const auto gone =
      store::remove_superseded_embeddings(connection(), tables(), scope_.store, model_hash());
  if (!gone) return std::unexpected(gone.error());
  return {};
}

Result<ParsedDocument> Intake::parse(const parse::SourceFile& file) {
  return is_read_apart(file) ? apart_.read(file, cancel_) : parse::parse_document(file);
}

Result<store::NewDocument> Intake::derive(ParsedDocument parsed, std::int64_t replaced_id) const {
  store::NewDocument document;
  document.parsed = std::move(parsed);
  document.chunks = chunk::chunk_document(document.parsed);
  document.signatures = signatures_of(document.parsed);
  if (replaced_id != 0) {
    const auto old = store::read_document(connection(), tables(), replaced_id, model_hash());
    if (!old) return std::unexpected(Error{ErrorCode::kUnavailable, old.error().message(), "", ""});
    carry_over(*old, document);
  }
  if (auto embedded = embed(document); !embedded) return std::unexpected(embedded.error());
  return document;
}

Result<void> Intake::embed(store::NewDocument& document) const {
  document.embeddings.resize(embedder_ ? document.chunks.size() : 0);
  std::vector<embed::ChunkText> texts;
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < document.embeddings.size(); ++i) {
    if (!document.embeddings[i].values.empty()) continue;
    const Chunk& chunk = document.chunks[i];
    texts.push_back({&chunk, slice(document.parsed.document.text, chunk.span)});
    places.push_back(i);
  }
  if (texts.empty()) return {};
  auto embeddings = embed::embed_chunks(texts, *embedder_, cancel_);
  if (!embeddings) return std::unexpected(embeddings.error());
  for (std::size_t i = 0; i < places.size(); ++i) {
    document.embeddings[places[i]] = std::move((*embeddings)[i]);
  }
  return {};
}

Result<LoadedDocument> Intake::write(store::NewDocument document, std::int64_t replaced_id) {
  document.parsed.document.store = scope_.store;
  const auto id = writer_.write(document, replaced_id);
  if (!id) return std::unexpected(id.error());
  const Document& head = document.parsed.document;
  return LoadedDocument{*id,
                        head.path,
                        head.status,
                        head.error,
                        static_cast<std::int64_t>(document.parsed.articles.size()),
                        static_cast<std::int64_t>(document.chunks.size())};
}

}  // namespace eider::pipeline
