#include "store/index_segments.h"

#include <algorithm>

#include "store/appender.h"

namespace eider::store {
namespace {

constexpr const char* kOfSegment = "store = $1 AND kind = $2 AND model_hash = $3 AND number = $4";

List parameters(const IndexKey& key, std::int64_t number) {
  return {key.store, key.kind, key.model_hash, number};
}

Result<bool> has_table(Connection connection, const Catalog& catalog) {
  auto rows = connection.query(
      "SELECT count(*)::BIGINT FROM duckdb_tables() WHERE database_name = $1 AND "
      "schema_name = 'eider' AND table_name = 'index_segment'",
      {catalog.name()});
  if (!rows) return std::unexpected(rows.error());
  return rows->next() && rows->integer(0) == 1;
}

}  // namespace

Result<std::vector<StoredSegment>> stored_segments(Connection connection, const Catalog& catalog,
                                                   const std::string& store) {
  const auto there = has_table(connection, catalog);
  if (!there) return std::unexpected(there.error());
  std::vector<StoredSegment> segments;
  if (!*there) return segments;
  auto rows = connection.query(
      catalog.sql("SELECT kind, model_hash, number, max(rows), count(*)::BIGINT, "
                  "sum(octet_length(bytes))::BIGINT FROM {index_segment} WHERE store = $1 "
                  "GROUP BY kind, model_hash, number ORDER BY kind, model_hash, number"),
      {store});
  if (!rows) return std::unexpected(rows.error());
  while (rows->next()) {
    segments.push_back({{store, std::string(rows->text(0)), std::string(rows->text(1))},
                        rows->integer(2),
                        rows->integer(3),
                        rows->integer(4),
                        rows->integer(5)});
  }
  return segments;
}

Result<std::string> read_segment(Connection connection, const Catalog& catalog,
                                 const StoredSegment& segment) {
  std::string bytes;
  bytes.reserve(static_cast<std::size_t>(std::max<std::int64_t>(segment.bytes, 0)));
  List of_part = parameters(segment.key, segment.number);
  of_part.emplace_back(std::int64_t{0});
  for (std::int64_t part = 0; part < segment.parts; ++part) {
    of_part.back() = part;
    auto rows = connection.query(
        catalog.sql("SELECT bytes FROM {index_segment} WHERE ") + kOfSegment + " AND part = $5",
        of_part);
    if (!rows) return std::unexpected(rows.error());
    if (!rows->next()) {
      return fail(ErrorCode::kCorrupt, "part " + std::to_string(part) + " is missing",
                  segment.key.kind + " segment " + std::to_string(segment.number));
    }
    bytes += rows->text(0);
  }
  return bytes;
}

Result<void> write_segment(Connection connection, const Catalog& catalog,
                           const StoredSegment& segment, std::string_view bytes) {
  auto appender = Appender::open(connection, catalog, "index_segment");
  if (!appender) return std::unexpected(appender.error());
  std::int64_t part = 0;
  for (std::size_t at = 0; at == 0 || at < bytes.size(); at += kSegmentPartBytes) {
    const auto added = appender->row({segment.key.store, segment.key.kind, segment.key.model_hash,
                                      segment.number, part++, segment.rows,
                                      Blob{std::string(bytes.substr(at, kSegmentPartBytes))}});
    if (!added) return added;
  }
  return appender->finish();
}

Result<void> remove_segment(Connection connection, const Catalog& catalog, const IndexKey& key,
                            std::int64_t number) {
  auto gone = connection.query(catalog.sql("DELETE FROM {index_segment} WHERE ") + kOfSegment,
                               parameters(key, number));
  if (!gone) return std::unexpected(gone.error());
  return {};
}

}  // namespace eider::store
