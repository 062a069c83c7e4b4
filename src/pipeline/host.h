#pragma once
// Host: what Eider keeps for one open database: connections, the models' names, search indices.
// Everything the pipeline does starts from one. Threads: all members may be called from several.

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/cancel.h"
#include "base/error.h"
#include "pipeline/model_house.h"
#include "pipeline/resident_index.h"
#include "pipeline/row_cache.h"
#include "pipeline/row_executor.h"
#include "store/meeting_places.h"
#include "store/pool.h"
#include "store/schema.h"

namespace eider::pipeline {

/// Where a request works and with which models.
struct Scope {
  std::string catalog;  // the database that holds schema eider
  std::string store = "default";
  ModelNames models;
  std::string search_path;  // the caller's, for the names of its own tables

  store::Catalog tables() const { return store::Catalog(catalog); }
};

/// Opens the model that rows ask.
using OpenRows = std::function<Result<std::unique_ptr<models::RowEngine>>(const ModelNames& names,
                                                                          std::int64_t threads)>;

class Host {
 public:
  /// `reader_command` starts the process that reads files which may be hostile.
  Host(std::shared_ptr<store::Pool> pool, std::vector<std::string> reader_command,
       OpenRows open_rows = &open_row_engine)
      : pool_(std::move(pool)),
        reader_command_(std::move(reader_command)),
        open_rows_(std::move(open_rows)) {}

  Result<store::Lease> lease() { return pool_->lease(); }
  void release() { pool_->release(); }
  CancelSource& cancel_source() { return cancel_source_; }
  CancelFlag cancel_flag() const { return CancelFlag(cancel_source_); }
  const std::vector<std::string>& reader_command() const { return reader_command_; }

  /// The tables, made where they are missing; two first loads at once don't make them twice.
  Result<void> ensure_schema(store::Connection connection, const Scope& scope);

  /// A request's models: opened when first needed and held, so that the next request finds them
  /// open. Errors: of open_generator and open_embedder.
  Result<std::shared_ptr<models::Generator>> generator(const ModelNames& names);
  Result<std::shared_ptr<models::Embedder>> embedder(const ModelNames& names);

  /// Where rows ask a request's generator: one for all queries of this database that run with as
  /// many threads. Held like the models. Errors: of open_row_engine.
  Result<std::shared_ptr<RowExecutor>> row_executor(const ModelNames& names, std::int64_t threads);
  RowCache& row_cache() { return row_cache_; }

  /// Where the store's duplicates are met: one for all loads and refreshes that run at once.
  Result<std::shared_ptr<store::MeetingPlaces>> meeting_places(store::Connection connection,
                                                               const Scope& scope);

  /// Runs the search on the store's indices, in a transaction of the connection's own.
  /// Errors: those of ResidentIndex::search_in, of embedder_hash.
  Result<void> search_in(store::Connection connection, const Scope& scope,
                         const ResidentIndex::Search& search);
  /// Brings the store's indices up to date, as after a load. What fails here the next search
  /// does, or reports.
  void keep_up(const Scope& scope);
  /// The indices of a store and embedder, as they are in memory.
  std::shared_ptr<ResidentIndex> resident_index(const Scope& scope, const std::string& model_hash);

 private:
  std::shared_ptr<store::Pool> pool_;
  std::vector<std::string> reader_command_;
  OpenRows open_rows_;
  CancelSource cancel_source_;
  RowCache row_cache_;
  std::mutex executors_mutex_;  // of the next two
  std::map<std::string, std::weak_ptr<RowExecutor>> executors_;
  std::shared_ptr<RowExecutor> executor_;  // the last one asked for
  std::mutex schema_mutex_;
  std::mutex places_mutex_;
  std::map<std::string, std::weak_ptr<store::MeetingPlaces>> places_;
  std::mutex mutex_;  // of what follows
  std::map<std::string, std::shared_ptr<ResidentIndex>> resident_;
  std::shared_ptr<models::Generator> generator_;
  std::shared_ptr<models::Embedder> embedder_;
};

}  // namespace eider::pipeline
