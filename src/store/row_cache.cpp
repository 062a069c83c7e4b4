#include "store/row_cache.h"

#include "store/appender.h"

namespace eider::store {
namespace {

constexpr const char* kLookUp =
    "SELECT asked.at, cache.value, cache.thinking, cache.prompt_tokens, cache.answer_tokens, "
    "cache.finished FROM (SELECT unnest($1::VARCHAR[])::UUID AS key, "
    "unnest(range(len($1::VARCHAR[]))) AS at) asked JOIN {cache} cache ON cache.key = asked.key";

/// The time in UTC, as text that becomes a TIMESTAMP.
Result<std::string> time_in(Connection connection) {
  auto rows = connection.query("SELECT CAST(now() AT TIME ZONE 'UTC' AS TIMESTAMP)::VARCHAR");
  if (!rows) return std::unexpected(rows.error());
  rows->next();
  return std::string(rows->text(0));
}

}  // namespace

Result<std::vector<std::optional<CachedReply>>> cached_replies(Connection connection,
                                                               const Catalog& catalog,
                                                               std::span<const std::string> keys) {
  std::vector<std::optional<CachedReply>> replies(keys.size());
  if (keys.empty()) return replies;
  auto rows = connection.query(catalog.sql(kLookUp), List{Value(List(keys.begin(), keys.end()))});
  // No table yet: nothing was kept. A file of an older Eider that can't be written has none.
  if (!rows && rows.error().code == ErrorCode::kNotFound) return replies;
  if (!rows) return std::unexpected(rows.error());
  while (rows->next()) {
    auto& reply = replies[static_cast<std::size_t>(rows->integer(0))];
    reply = CachedReply{std::string(rows->text(1)), std::string(rows->text(2)), rows->integer(3),
                        rows->integer(4), rows->boolean(5)};
  }
  return replies;
}

Result<void> keep_replies(Connection connection, const Catalog& catalog,
                          std::span<const CacheRow> rows) {
  if (rows.empty()) return {};
  const auto now = time_in(connection);
  if (!now) return std::unexpected(now.error());
  auto transaction = Transaction::begin(connection);
  if (!transaction) return std::unexpected(transaction.error());
  auto appender = Appender::open(connection, catalog, "cache");
  if (!appender) return std::unexpected(appender.error());
  for (const CacheRow& row : rows) {
    const CachedReply& reply = row.reply;
    auto appended =
        appender->row({row.key, row.function, row.model, reply.value, text_or_null(reply.thinking),
                       reply.prompt_tokens, reply.answer_tokens, reply.finished, *now});
    if (!appended) return appended;
  }
  if (auto finished = appender->finish(); !finished) return finished;
  return transaction->commit();
}

Result<std::int64_t> clear_cache(Connection connection, const Catalog& catalog,
                                 const std::string& function) {
  auto rows = connection.query(catalog.sql("DELETE FROM {cache} WHERE $1 = '' OR function = $1"),
                               {function});
  if (!rows && rows.error().code == ErrorCode::kNotFound) return 0;
  if (!rows) return std::unexpected(rows.error());
  return rows->next() ? rows->integer(0) : 0;
}

}  // namespace eider::store
