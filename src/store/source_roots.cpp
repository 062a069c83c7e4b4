#include "store/source_roots.h"

namespace eider::store {

Result<std::vector<SourceRoot>> source_roots(Connection connection, const Catalog& catalog,
                                             const std::string& store) {
  auto rows = connection.query(
      catalog.sql("SELECT path, absolute_path, coalesce(device, 0) FROM {source_root} "
                  "WHERE store = $1 ORDER BY path"),
      {store});
  if (!rows) return std::unexpected(rows.error());
  std::vector<SourceRoot> roots;
  while (rows->next()) {
    roots.push_back({std::string(rows->text(0)), std::string(rows->text(1)), rows->integer(2)});
  }
  return roots;
}

Result<std::string> database_file(Connection connection, const Catalog& catalog) {
  auto rows =
      connection.query("SELECT coalesce(path, '') FROM duckdb_databases() WHERE database_name = $1",
                       {catalog.name()});
  if (!rows) return std::unexpected(rows.error());
  return rows->next() ? std::string(rows->text(0)) : std::string();
}

Result<void> remember_root(Connection connection, const Catalog& catalog, const std::string& store,
                           const SourceRoot& root) {
  auto same = connection.query(
      catalog.sql("SELECT count(*)::BIGINT FROM {source_root} WHERE store = $1 AND path = $2 AND "
                  "absolute_path = $3 AND device = $4"),
      {store, root.path, root.absolute_path, root.device});
  if (!same) return std::unexpected(same.error());
  if (same->next() && same->integer(0) == 1) return {};
  auto transaction = Transaction::begin(connection);
  if (!transaction) return std::unexpected(transaction.error());
  auto done = connection.query(
      catalog.sql("DELETE FROM {source_root} WHERE store = $1 AND path = $2"), {store, root.path});
  if (!done) return std::unexpected(done.error());
  done = connection.query(catalog.sql("INSERT INTO {source_root} VALUES ($1, $2, $3, $4)"),
                          {store, root.path, root.absolute_path, root.device});
  if (!done) return std::unexpected(done.error());
  return transaction->commit();
}

}  // namespace eider::store
