#include "pipeline/host.h"

#include <utility>

namespace eider::pipeline {
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

Result<std::shared_ptr<RowExecutor>> Host::row_executor(const ModelNames& names,
                                                        std::int64_t threads) {
  const std::string key =
      names.folder + '\x1f' + names.generator + '\x1f' + std::to_string(threads);
  // Held while a model is opened, so that two threads don't open it twice.
  const std::lock_guard lock(executors_mutex_);
  std::erase_if(executors_, [](const auto& entry) { return entry.second.expired(); });
  if (const auto open = executors_[key].lock(); open && !open->broken()) return executor_ = open;
  executor_.reset();  // so that there is room for the next
  auto engine = open_rows_(names, threads);
  if (!engine) return std::unexpected(engine.error());
  executor_ = std::make_shared<RowExecutor>(std::move(*engine));
  executors_[key] = executor_;
  return executor_;
}

Result<std::shared_ptr<store::MeetingPlaces>> Host::meeting_places(store::Connection connection,
                                                                   const Scope& scope) {
  // Held while they are read: a second load would else begin with what the first has not read yet.
  const std::lock_guard lock(places_mutex_);
  std::weak_ptr<store::MeetingPlaces>& known = places_[scope.catalog + '\x1f' + scope.store];
  if (auto places = known.lock()) return places;
  auto places = std::make_shared<store::MeetingPlaces>();
  auto read = places->read(connection, scope.tables(), scope.store);
  if (!read) return std::unexpected(read.error());
  known = places;
  return places;
}

std::shared_ptr<ResidentIndex> Host::resident_index(const Scope& scope,
                                                    const std::string& model_hash) {
  const std::string key = scope.catalog + '\x1f' + scope.store + '\x1f' + model_hash;
  const std::lock_guard lock(mutex_);
  std::shared_ptr<ResidentIndex>& resident = resident_[key];
  if (!resident) resident = std::make_shared<ResidentIndex>();
  return resident;
}

Result<void> Host::search_in(store::Connection connection, const Scope& scope,
                             const ResidentIndex::Search& search) {
  const auto hash = embedder_hash(scope.models);
  if (!hash) return std::unexpected(hash.error());
  const store::ContentSource source{connection, scope.tables(), scope.store, *hash, cancel_flag()};
  return resident_index(scope, *hash)->search_in(source, search);
}

void Host::keep_up(const Scope& scope) {
  const auto lease = this->lease();
  if (!lease) return;
  const auto nothing = [](const ResidentView&) { return Result<void>(); };
  static_cast<void>(search_in(lease->connection(), scope, nothing));
}

}  // namespace eider::pipeline
