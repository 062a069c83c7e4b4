#include "pipeline/row_cache.h"

#include <utility>

#include "base/limits.h"
#include "pipeline/host.h"

namespace eider::pipeline {
namespace {

constexpr std::size_t kMaxLinesInMemory = 10'000;  // of usage, of errors

std::size_t bytes_of(const store::CacheRow& row) {
  constexpr std::size_t kOverhead = 256;
  return kOverhead + row.reply.value.size() + row.reply.thinking.size();
}

/// Runs `write` on a connection, where the tables are made first.
template <typename Write>
Result<void> in_tables(Host& host, const Scope& scope, Write write) {
  const auto lease = host.lease();
  if (!lease) return std::unexpected(lease.error());
  auto ready = host.ensure_schema(lease->connection(), scope);
  if (!ready) return ready;
  return write(lease->connection(), scope.tables());
}

/// What the table has, and then what is in memory.
template <typename Line, typename Read>
Result<std::vector<Line>> all_lines(Host& host, const Scope& scope, const std::deque<Line>& memory,
                                    Read read) {
  const auto lease = host.lease();
  if (!lease) return std::unexpected(lease.error());
  auto lines = read(lease->connection(), scope.tables());
  if (lines) lines->insert(lines->end(), memory.begin(), memory.end());
  return lines;
}

}  // namespace

Result<RowCache::Found> RowCache::find(Host& host, const Scope& scope,
                                       std::span<const std::string> keys) {
  const std::lock_guard lock(mutex_);
  const auto lease = host.lease();
  if (!lease) return std::unexpected(lease.error());
  auto found = store::cached_replies(lease->connection(), scope.tables(), keys);
  if (!found || memory_.empty()) return found;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const auto kept = memory_.find(keys[i]);
    if (!(*found)[i] && kept != memory_.end()) (*found)[i] = kept->second.reply;
  }
  return found;
}

void RowCache::keep(Host& host, const Scope& scope, std::vector<store::CacheRow> rows) {
  const std::lock_guard lock(mutex_);
  const auto written =
      in_tables(host, scope, [&](store::Connection connection, const store::Catalog& tables) {
        return store::keep_replies(connection, tables, rows);
      });
  if (written) return;
  for (store::CacheRow& row : rows) remember(std::move(row));
}

void RowCache::remember(store::CacheRow&& row) {
  const std::string key = row.key;
  const auto [entry, is_new] = memory_.try_emplace(key, std::move(row));
  if (!is_new) return;
  bytes_ += bytes_of(entry->second);
  ages_.push_back(key);
  while (bytes_ > kMaxRepliesInMemory && !ages_.empty()) {
    const auto oldest = memory_.extract(ages_.front());
    ages_.pop_front();
    if (!oldest.empty()) bytes_ -= bytes_of(oldest.mapped());
  }
}

Result<std::int64_t> RowCache::clear(Host& host, const Scope& scope, const std::string& function) {
  const std::lock_guard lock(mutex_);
  const auto lease = host.lease();
  if (!lease) return std::unexpected(lease.error());
  auto gone = store::clear_cache(lease->connection(), scope.tables(), function);
  const auto in_memory = std::erase_if(memory_, [&](const auto& entry) {
    return function.empty() || entry.second.function == function;
  });
  std::erase_if(ages_, [&](const std::string& key) { return !memory_.contains(key); });
  bytes_ = 0;
  for (const auto& [key, row] : memory_) bytes_ += bytes_of(row);
  // A file that can't be written has nothing that could go; what is in memory went.
  if (!gone && gone.error().code == ErrorCode::kIo && in_memory > 0) gone = 0;
  if (gone) *gone += static_cast<std::int64_t>(in_memory);
  return gone;
}

void RowCache::keep_usage(Host& host, const Scope& scope, store::Usage usage,
                          std::vector<store::RowError> errors) {
  const std::lock_guard lock(mutex_);
  const auto written =
      in_tables(host, scope, [&](store::Connection connection, const store::Catalog& tables) {
        return store::keep_usage(connection, tables, usage, errors);
      });
  if (written) return;
  usage_.push_back(std::move(usage));
  for (store::RowError& error : errors) errors_.push_back(std::move(error));
  while (usage_.size() > kMaxLinesInMemory) usage_.pop_front();
  while (errors_.size() > kMaxLinesInMemory) errors_.pop_front();
}

Result<std::vector<store::Usage>> RowCache::usage(Host& host, const Scope& scope) {
  const std::lock_guard lock(mutex_);
  return all_lines(host, scope, usage_, &store::usage_of);
}

Result<std::vector<store::RowError>> RowCache::errors(Host& host, const Scope& scope) {
  const std::lock_guard lock(mutex_);
  return all_lines(host, scope, errors_, &store::row_errors);
}

}  // namespace eider::pipeline
