#include "store/pool.h"

#include <chrono>
#include <cstdlib>
#include <limits>
#include <thread>
#include <utility>

#include "store/duckdb_api.h"

namespace eider::store {
namespace {

constexpr std::size_t kPoolConnections = 4;
constexpr std::chrono::milliseconds kReaperPause{100};

void disconnect(void* handle) {
  auto connection = static_cast<duckdb_connection>(handle);
  duckdb_disconnect(&connection);
}

/// How many connections the database has; more than any pool where it can't be told.
std::int64_t connections_of(Connection connection) {
  auto rows = connection.query("SELECT count::BIGINT FROM duckdb_connection_count()");
  if (!rows || !rows->next()) return std::numeric_limits<std::int64_t>::max();
  return rows->integer(0);
}

/// Held by a reaper while it asks DuckDB, and for ever by a process that ends: DuckDB's own statics
/// go after the exit handlers that were registered later than they were made.
std::mutex& reapers_turn() {
  static auto* const turn = new std::mutex;  // never destroyed: a reaper may wait to the very end
  return *turn;
}

void stop_reapers_at_exit() {
  [[maybe_unused]] static const int registered = std::atexit([] { reapers_turn().lock(); });
}

}  // namespace

Lease::Lease(std::shared_ptr<Pool> pool, void* handle) : pool_(std::move(pool)), handle_(handle) {}

Lease::Lease(Lease&& other) noexcept
    : pool_(std::move(other.pool_)), handle_(std::exchange(other.handle_, nullptr)) {}

Lease::~Lease() {
  if (pool_ && handle_) pool_->give_back(handle_);
}

Result<std::shared_ptr<Pool>> Pool::open(void* database) {
  auto pool = std::make_shared<Pool>();
  for (std::size_t i = 0; i < kPoolConnections; ++i) {
    duckdb_connection connection = nullptr;
    if (duckdb_connect(static_cast<duckdb_database>(database), &connection) == DuckDBError) {
      return fail(ErrorCode::kUnavailable, "no connection to the database could be made");
    }
    pool->free_.push_back(connection);
  }
  pool->size_ = kPoolConnections;
  return pool;
}

Pool::~Pool() { release(); }

Result<Lease> Pool::lease() {
  const std::lock_guard lock(mutex_);
  if (released_) {
    return fail(ErrorCode::kUnavailable, "the database was closed after LOAD eider", "",
                "open it again and LOAD eider");
  }
  if (free_.empty()) {
    return fail(ErrorCode::kUnavailable, "too many Eider requests at once in this database", "",
                "wait for one of them to end");
  }
  void* handle = free_.back();
  free_.pop_back();
  return Lease(shared_from_this(), handle);
}

void Pool::give_back(void* handle) {
  const std::lock_guard lock(mutex_);
  if (released_) {
    disconnect(handle);
  } else {
    free_.push_back(handle);
  }
}

void Pool::release() {
  const std::lock_guard lock(mutex_);
  close_free();
}

void Pool::close_free() {
  released_ = true;
  for (void* handle : free_) disconnect(handle);
  free_.clear();
}

bool Pool::reap() {
  const std::lock_guard lock(mutex_);
  if (released_) return true;
  if (free_.size() != size_) return false;  // a callback is at work
  if (connections_of(Connection(free_.front())) > static_cast<std::int64_t>(size_)) return false;
  close_free();
  return true;
}

void Pool::start_reaper() {
  stop_reapers_at_exit();
  // Detached: it must outlive LOAD, and it ends by itself with the pool.
  std::thread([weak = weak_from_this()] {
    for (;;) {
      std::this_thread::sleep_for(kReaperPause);
      const std::lock_guard turn(reapers_turn());
      const auto pool = weak.lock();
      if (!pool || pool->reap()) return;
    }
  }).detach();
}

}  // namespace eider::store
