#pragma once
// Pool: the few connections an extension may keep. Inside a callback no connection can be had, so
// they are made at LOAD; but kept connections pin the database. A reaper lets go of them when
// only the pool itself is still connected. Invariant: leasing never waits.

#include <memory>
#include <mutex>
#include <vector>

#include "base/error.h"
#include "store/connection.h"

namespace eider::store {

class Pool;

/// A connection for the time of one callback; goes back to the pool when destroyed.
class Lease {
 public:
  Lease(std::shared_ptr<Pool> pool, void* handle);
  Lease(Lease&& other) noexcept;
  Lease& operator=(Lease&&) = delete;
  ~Lease();
  Connection connection() const { return Connection(handle_); }

 private:
  std::shared_ptr<Pool> pool_;
  void* handle_;
};

class Pool : public std::enable_shared_from_this<Pool> {
 public:
  /// `database` is a duckdb_database. Errors: kUnavailable when no connection can be made.
  static Result<std::shared_ptr<Pool>> open(void* database);
  Pool() = default;
  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;
  ~Pool();

  /// Errors: kUnavailable when all are in use, or when the database was closed in between.
  Result<Lease> lease();
  /// Lets go of every connection not in use; the database can close. No lease after this.
  void release();
  /// Starts the thread that releases the pool when nobody else is connected.
  void start_reaper();

 private:
  friend class Lease;
  void give_back(void* handle);
  bool reap();
  void close_free();  // under the mutex

  std::mutex mutex_;
  std::vector<void*> free_;
  std::size_t size_ = 0;
  bool released_ = false;
};

}  // namespace eider::store
