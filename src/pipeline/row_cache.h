#pragma once
// RowCache: replies by key, in the database's own table; in memory where that can't be written
// (read-only, no room, no connection to spare), up to kMaxRepliesInMemory bytes, then the oldest
// go. Invariant: one connection at a time, however many threads ask.

#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/error.h"
#include "store/row_cache.h"
#include "store/row_usage.h"

namespace eider::pipeline {

class Host;
struct Scope;

class RowCache {
 public:
  using Found = std::vector<std::optional<store::CachedReply>>;

  /// One entry a key, in their order. Errors: of the table.
  Result<Found> find(Host& host, const Scope& scope, std::span<const std::string> keys);
  void keep(Host& host, const Scope& scope, std::vector<store::CacheRow> rows);
  /// Of a function, of all where it is empty. Gives how many rows went. Errors: of the table.
  Result<std::int64_t> clear(Host& host, const Scope& scope, const std::string& function);

  void keep_usage(Host& host, const Scope& scope, store::Usage usage,
                  std::vector<store::RowError> errors);
  /// The table's, then those in memory.
  Result<std::vector<store::Usage>> usage(Host& host, const Scope& scope);
  Result<std::vector<store::RowError>> errors(Host& host, const Scope& scope);

 private:
  void remember(store::CacheRow&& row);

  std::mutex mutex_;
  std::unordered_map<std::string, store::CacheRow> memory_;
  std::deque<std::string> ages_;  // keys of `memory_`, the oldest first
  std::size_t bytes_ = 0;
  std::deque<store::Usage> usage_;
  std::deque<store::RowError> errors_;
};

}  // namespace eider::pipeline
