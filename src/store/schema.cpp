#include "store/schema.h"

#include <array>
#include <cstdint>

namespace eider::store {
namespace {

constexpr std::int64_t kSchemaVersion = 1;

constexpr std::array kStatements = {
    "CREATE TABLE IF NOT EXISTS {schema_version} (version BIGINT)",
    "CREATE SEQUENCE IF NOT EXISTS {id}",

    "CREATE TABLE IF NOT EXISTS {document} (id BIGINT PRIMARY KEY, store VARCHAR NOT NULL, "
    "path VARCHAR NOT NULL, source_hash VARCHAR, media_type VARCHAR, title VARCHAR, "
    "source VARCHAR, published_at TIMESTAMP, event_at TIMESTAMP, fetched_at TIMESTAMP, "
    "language VARCHAR, script VARCHAR, text VARCHAR, status VARCHAR NOT NULL, error VARCHAR)",
    "CREATE TABLE IF NOT EXISTS {article} (id BIGINT PRIMARY KEY, store VARCHAR NOT NULL, "
    "document_id BIGINT NOT NULL, ordinal BIGINT, title VARCHAR, kicker VARCHAR, "
    "byline VARCHAR, source_credit VARCHAR, section VARCHAR, published_at TIMESTAMP, "
    "start BIGINT, stop BIGINT)",
    "CREATE TABLE IF NOT EXISTS {block} (store VARCHAR NOT NULL, document_id BIGINT NOT NULL, "
    "article_id BIGINT, ordinal BIGINT, kind VARCHAR, depth BIGINT, start BIGINT, stop BIGINT, "
    "source_start BIGINT, source_stop BIGINT)",
    "CREATE TABLE IF NOT EXISTS {table_cell} (store VARCHAR NOT NULL, "
    "document_id BIGINT NOT NULL, table_number BIGINT, row_number BIGINT, column_number BIGINT, "
    "header BOOLEAN, text VARCHAR, start BIGINT, stop BIGINT)",
    "CREATE TABLE IF NOT EXISTS {chunk} (id BIGINT PRIMARY KEY, store VARCHAR NOT NULL, "
    "document_id BIGINT NOT NULL, article_id BIGINT, start BIGINT, stop BIGINT, title VARCHAR, "
    "heading VARCHAR)",
    "CREATE TABLE IF NOT EXISTS {embedding} (store VARCHAR NOT NULL, chunk_id BIGINT NOT NULL, "
    "document_id BIGINT NOT NULL, model_hash VARCHAR, vector FLOAT[])",

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

Result<bool> has_schema(Connection connection, const Catalog& catalog) {
  auto rows = connection.query(
      "SELECT count(*)::BIGINT FROM duckdb_tables() WHERE database_name = $1 AND "
      "schema_name = 'eider' AND table_name = 'schema_version'",
      {catalog.name()});
  if (!rows) return std::unexpected(rows.error());
  rows->next();
  if (rows->integer(0) == 0) return false;
  const auto version = version_of(connection, catalog);
  if (!version) return std::unexpected(version.error());
  if (*version > kSchemaVersion) {
    return fail(ErrorCode::kUnsupported,
                "its eider tables are of version " + std::to_string(*version) +
                    ", this Eider knows " + std::to_string(kSchemaVersion),
                catalog.name(), "use a newer Eider");
  }
  return *version > 0;
}

Result<void> ensure_schema(Connection connection, const Catalog& catalog) {
  const auto present = has_schema(connection, catalog);
  if (!present) return std::unexpected(present.error());
  if (*present) return {};
  auto transaction = Transaction::begin(connection);
  if (!transaction) return std::unexpected(transaction.error());
  std::string script = "CREATE SCHEMA IF NOT EXISTS " + quote_name(catalog.name()) + ".eider;";
  for (const char* statement : kStatements) script += catalog.sql(statement) + ";";
  script +=
      catalog.sql("INSERT INTO {schema_version} VALUES (") + std::to_string(kSchemaVersion) + ")";
  if (auto made = connection.execute(script); !made) return made;
  return transaction->commit();
}

}  // namespace eider::store
