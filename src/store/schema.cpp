#include "store/schema.h"

#include <array>
#include <cstdint>

namespace eider::store {
namespace {

// Versions 3 and 4 added only tables that a file which can't be written does without:
// index_segment; cache, usage and row_error.
constexpr std::int64_t kReadableVersion = 2;

// What a new database gets. A column that came after version 1 stands at its table's end, where
// ADD COLUMN puts it, so that every file of a version has the same columns in the same order.
constexpr std::array kStatements = {
    "CREATE TABLE IF NOT EXISTS {schema_version} (version BIGINT)",
    "CREATE SEQUENCE IF NOT EXISTS {id}",

    "CREATE TABLE IF NOT EXISTS {document} (id BIGINT PRIMARY KEY, store VARCHAR NOT NULL, "
    "path VARCHAR NOT NULL, source_hash VARCHAR, media_type VARCHAR, title VARCHAR, "
    "source VARCHAR, published_at TIMESTAMP, event_at TIMESTAMP, fetched_at TIMESTAMP, "
    "language VARCHAR, script VARCHAR, text VARCHAR, status VARCHAR NOT NULL, error VARCHAR, "
    "url VARCHAR, published_from VARCHAR, event_from VARCHAR, fetched_from VARCHAR, "
    "file_bytes BIGINT, duplicate_of BIGINT, duplicate_similarity DOUBLE)",
    "CREATE TABLE IF NOT EXISTS {article} (id BIGINT PRIMARY KEY, store VARCHAR NOT NULL, "
    "document_id BIGINT NOT NULL, ordinal BIGINT, title VARCHAR, kicker VARCHAR, "
    "byline VARCHAR, source_credit VARCHAR, section VARCHAR, published_at TIMESTAMP, "
    "start BIGINT, stop BIGINT, event_at TIMESTAMP, published_from VARCHAR, event_from VARCHAR, "
    "language VARCHAR, script VARCHAR, duplicate_of BIGINT, duplicate_similarity DOUBLE)",
    "CREATE TABLE IF NOT EXISTS {block} (store VARCHAR NOT NULL, document_id BIGINT NOT NULL, "
    "article_id BIGINT, ordinal BIGINT, kind VARCHAR, depth BIGINT, start BIGINT, stop BIGINT, "
    "source_start BIGINT, source_stop BIGINT, page BIGINT, box_left FLOAT, box_top FLOAT, "
    "box_right FLOAT, box_bottom FLOAT)",
    "CREATE TABLE IF NOT EXISTS {table_cell} (store VARCHAR NOT NULL, "
    "document_id BIGINT NOT NULL, table_number BIGINT, row_number BIGINT, column_number BIGINT, "
    "header BOOLEAN, text VARCHAR, start BIGINT, stop BIGINT)",
    "CREATE TABLE IF NOT EXISTS {chunk} (id BIGINT PRIMARY KEY, store VARCHAR NOT NULL, "
    "document_id BIGINT NOT NULL, article_id BIGINT, start BIGINT, stop BIGINT, title VARCHAR, "
    "heading VARCHAR)",
    "CREATE TABLE IF NOT EXISTS {embedding} (store VARCHAR NOT NULL, chunk_id BIGINT NOT NULL, "
    "document_id BIGINT NOT NULL, model_hash VARCHAR, vector FLOAT[])",
    "CREATE TABLE IF NOT EXISTS {source_root} (store VARCHAR NOT NULL, path VARCHAR NOT NULL, "
    "absolute_path VARCHAR NOT NULL, device BIGINT)",
    "CREATE TABLE IF NOT EXISTS {signature} (store VARCHAR NOT NULL, document_id BIGINT NOT NULL, "
    "unit_id BIGINT NOT NULL, article BOOLEAN NOT NULL, published_at TIMESTAMP, "
    "source_hash VARCHAR, content_hash VARCHAR, minhash BLOB, root_id BIGINT NOT NULL)",
    // Compressed BLOBs cost 250 ms and more a part read.
    "CREATE TABLE IF NOT EXISTS {index_segment} (store VARCHAR NOT NULL, kind VARCHAR NOT NULL, "
    "model_hash VARCHAR NOT NULL, number BIGINT NOT NULL, part BIGINT NOT NULL, "
    "rows BIGINT NOT NULL, bytes BLOB NOT NULL USING COMPRESSION uncompressed, "
    "PRIMARY KEY (store, kind, model_hash, number, part))",

    "CREATE TABLE IF NOT EXISTS {cache} (key UUID NOT NULL, function VARCHAR NOT NULL, "
    "model VARCHAR, value VARCHAR, thinking VARCHAR, prompt_tokens BIGINT, answer_tokens BIGINT, "
    "finished BOOLEAN, made_at TIMESTAMP)",
    "CREATE TABLE IF NOT EXISTS {usage} (began_at TIMESTAMP, function VARCHAR NOT NULL, "
    "model VARCHAR, rows BIGINT, calls BIGINT, cached BIGINT, prompt_tokens BIGINT, "
    "answer_tokens BIGINT, seconds DOUBLE, errors BIGINT)",
    "CREATE TABLE IF NOT EXISTS {row_error} (met_at TIMESTAMP, function VARCHAR NOT NULL, "
    "model VARCHAR, row_number BIGINT, input VARCHAR, error VARCHAR, remedy VARCHAR)",

    "CREATE TABLE IF NOT EXISTS {company} (id BIGINT PRIMARY KEY, name VARCHAR, "
    "name_en VARCHAR, name_hant VARCHAR, ticker VARCHAR, exchange VARCHAR, currency VARCHAR, "
    "contexts VARCHAR[], blocks VARCHAR[], source VARCHAR, checked_on DATE)",
    "CREATE TABLE IF NOT EXISTS {alias} (company_id BIGINT, alias VARCHAR)",
    "CREATE TABLE IF NOT EXISTS {theme} (id BIGINT PRIMARY KEY, store VARCHAR NOT NULL, "
    "name VARCHAR NOT NULL, as_of DATE, built_at TIMESTAMP)",
    "CREATE TABLE IF NOT EXISTS {theme_keyword} (theme_id BIGINT, ordinal BIGINT, term VARCHAR, "
    "language VARCHAR, origin VARCHAR, weight DOUBLE)",
    "CREATE TABLE IF NOT EXISTS {mention} (theme_id BIGINT, company_id BIGINT, "
    "document_id BIGINT, article_id BIGINT, start BIGINT, stop BIGINT, alias VARCHAR, "
    "role VARCHAR)",
    "CREATE TABLE IF NOT EXISTS {evidence} (theme_id BIGINT, company_id BIGINT, "
    "ordinal BIGINT, document_id BIGINT, article_id BIGINT, path VARCHAR, start BIGINT, "
    "stop BIGINT, quote VARCHAR, term VARCHAR)",
    "CREATE TABLE IF NOT EXISTS {index_member} (theme_id BIGINT, ordinal BIGINT, "
    "company_id BIGINT, company VARCHAR, security VARCHAR, weight DOUBLE, share DOUBLE, "
    "score DOUBLE, events BIGINT, hits BIGINT, rejected VARCHAR)",
    "CREATE TABLE IF NOT EXISTS {index_level} (theme_id BIGINT, level_date DATE, price DOUBLE, "
    "total DOUBLE)",
};

// From version 1, which had no pages, no origins of dates, no duplicates and no roots.
constexpr std::array kColumnsOfVersion2 = {
    "{document} ADD COLUMN url VARCHAR",
    "{document} ADD COLUMN published_from VARCHAR",
    "{document} ADD COLUMN event_from VARCHAR",
    "{document} ADD COLUMN fetched_from VARCHAR",
    "{document} ADD COLUMN file_bytes BIGINT",
    "{document} ADD COLUMN duplicate_of BIGINT",
    "{document} ADD COLUMN duplicate_similarity DOUBLE",
    "{article} ADD COLUMN event_at TIMESTAMP",
    "{article} ADD COLUMN published_from VARCHAR",
    "{article} ADD COLUMN event_from VARCHAR",
    "{article} ADD COLUMN language VARCHAR",
    "{article} ADD COLUMN script VARCHAR",
    "{article} ADD COLUMN duplicate_of BIGINT",
    "{article} ADD COLUMN duplicate_similarity DOUBLE",
    "{block} ADD COLUMN page BIGINT",
    "{block} ADD COLUMN box_left FLOAT",
    "{block} ADD COLUMN box_top FLOAT",
    "{block} ADD COLUMN box_right FLOAT",
    "{block} ADD COLUMN box_bottom FLOAT",
};

Result<std::int64_t> version_of(Connection connection, const Catalog& catalog) {
  auto rows = connection.query(
      catalog.sql("SELECT coalesce(max(version), 0)::BIGINT FROM {schema_version}"));
  if (!rows) return std::unexpected(rows.error());
  rows->next();
  return rows->integer(0);
}

}  // namespace

std::string Catalog::table(std::string_view table) const {
  return quote_name(name_) + ".eider." + std::string(table);
}

std::string Catalog::literal(std::string_view name) const {
  std::string quoted = "'";
  for (const char c : table(name)) {
    if (c == '\'') quoted += '\'';
    quoted += c;
  }
  return quoted + "'";
}

std::string Catalog::sql(std::string_view statement) const {
  std::string text;
  for (std::size_t at = 0; at < statement.size();) {
    const std::size_t open = statement.find('{', at);
    const std::size_t close = statement.find('}', open);
    if (open == std::string_view::npos || close == std::string_view::npos) {
      text += statement.substr(at);
      break;
    }
    text += statement.substr(at, open - at);
    text += table(statement.substr(open + 1, close - open - 1));
    at = close + 1;
  }
  return text;
}

namespace {

/// The version of the tables, 0 where there are none. Errors: kUnsupported for a newer one.
Result<std::int64_t> stored_version(Connection connection, const Catalog& catalog) {
  auto rows = connection.query(
      "SELECT count(*)::BIGINT FROM duckdb_tables() WHERE database_name = $1 AND "
      "schema_name = 'eider' AND table_name = 'schema_version'",
      {catalog.name()});
  if (!rows) return std::unexpected(rows.error());
  rows->next();
  if (rows->integer(0) == 0) return 0;
  const auto version = version_of(connection, catalog);
  if (version && *version > kSchemaVersion) {
    return fail(ErrorCode::kUnsupported,
                "its eider tables are of version " + std::to_string(*version) +
                    ", this Eider knows " + std::to_string(kSchemaVersion),
                catalog.name(), "use a newer Eider");
  }
  return version;
}

/// Brings the tables of `version` to this one, or makes them: all or nothing.
Result<void> make_schema(Connection connection, const Catalog& catalog, std::int64_t version) {
  auto transaction = Transaction::begin(connection);
  if (!transaction) return std::unexpected(transaction.error());
  std::string script = "CREATE SCHEMA IF NOT EXISTS " + quote_name(catalog.name()) + ".eider;";
  if (version == 1) {
    for (const char* column : kColumnsOfVersion2) {
      script += "ALTER TABLE " + catalog.sql(column) + ";";
    }
  }
  // The keys of signatures, which a load makes out of them: in files of version 2.
  script += catalog.sql("DROP TABLE IF EXISTS {signature_band};");
  for (const char* statement : kStatements) script += catalog.sql(statement) + ";";
  script += catalog.sql("DELETE FROM {schema_version}; INSERT INTO {schema_version} VALUES (") +
            std::to_string(kSchemaVersion) + ")";
  if (auto made = connection.execute(script); !made) return made;
  return transaction->commit();
}

Error cannot_upgrade(const Error& error, const Catalog& catalog, std::int64_t version) {
  return {error.code,
          "its eider tables are of version " + std::to_string(version) +
              " and can't be brought to " + std::to_string(kSchemaVersion) + ": " + error.what,
          catalog.name(), "open the database once for writing and ask again"};
}

}  // namespace

Result<bool> open_schema(Connection connection, const Catalog& catalog) {
  const auto version = stored_version(connection, catalog);
  if (!version) return std::unexpected(version.error());
  if (*version == 0 || *version == kSchemaVersion) return *version != 0;
  const auto made = make_schema(connection, catalog, *version);
  if (made) return true;
  // Another connection may have been first.
  const auto again = stored_version(connection, catalog);
  if (again && *again == kSchemaVersion) return true;
  if (again && *again >= kReadableVersion && made.error().code == ErrorCode::kIo) return true;
  return std::unexpected(cannot_upgrade(made.error(), catalog, *version));
}

Result<void> ensure_schema(Connection connection, const Catalog& catalog) {
  const auto present = open_schema(connection, catalog);
  if (!present) return std::unexpected(present.error());
  return *present ? Result<void>() : make_schema(connection, catalog, 0);
}

}  // namespace eider::store
