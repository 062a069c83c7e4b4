#include "pipeline/host.h"

#include <unordered_set>
#include <utility>

#include "store/passages.h"

namespace eider::pipeline {
namespace {

Result<Shelf> read_shelf(store::Connection connection, const Scope& scope,
                         const std::string& model_hash, const CancelFlag& cancel) {
  auto passages = store::read_passages(connection, scope.tables(), scope.store, model_hash);
  if (!passages) return std::unexpected(passages.error());
  std::vector<search::HeldChunk> chunks;
  std::unordered_set<std::int64_t> documents;
  chunks.reserve(passages->size());
  for (store::Passage& passage : *passages) {
    documents.insert(passage.chunk.document_id);
    chunks.push_back({std::move(passage.chunk), std::move(passage.text), std::move(passage.path),
                      std::move(passage.published_at), std::move(passage.embedding)});
  }
  auto built = search::HeldChunks::build(std::move(chunks), cancel);
  if (!built) return std::unexpected(built.error());
  Shelf shelf;
  shelf.documents = static_cast<std::int64_t>(documents.size());
  shelf.chunks = std::make_shared<const search::HeldChunks>(std::move(*built));
  return shelf;
}

}  // namespace

Result<void> Host::ensure_schema(store::Connection connection, const Scope& scope) {
  const std::lock_guard lock(schema_mutex_);
  return store::ensure_schema(connection, scope.tables());
}

Result<std::shared_ptr<models::Generator>> Host::generator(const ModelNames& names) {
  auto opened = open_generator(names);
  if (!opened) return opened;
  const std::lock_guard lock(mutex_);
  generator_ = *opened;
  return opened;
}

Result<std::shared_ptr<models::Embedder>> Host::embedder(const ModelNames& names) {
  auto opened = open_embedder(names);
  if (!opened || !*opened) return opened;
  const std::lock_guard lock(mutex_);
  embedder_ = *opened;
  return opened;
}

Result<Shelf> Host::shelf(store::Connection connection, const Scope& scope,
                          const std::string& model_hash) {
  const std::string key = scope.catalog + '\x1f' + scope.store + '\x1f' + model_hash;
  // Read before the rows: rows that come in between make the stamp old, never the index.
  const auto stamp = store::passages_stamp(connection, scope.tables(), scope.store);
  if (!stamp) return std::unexpected(stamp.error());
  {
    const std::lock_guard lock(mutex_);
    const auto found = shelves_.find(key);
    if (found != shelves_.end() && found->second.stamp == *stamp) return found->second;
  }
  auto shelf = read_shelf(connection, scope, model_hash, cancel_flag());
  if (!shelf) return std::unexpected(shelf.error());
  shelf->stamp = *stamp;
  const std::lock_guard lock(mutex_);
  shelves_[key] = *shelf;
  return *shelf;
}

}  // namespace eider::pipeline
