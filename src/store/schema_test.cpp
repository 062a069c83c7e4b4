#include "store/schema.h"

#include <gtest/gtest.h>

#include <array>
#include <filesystem>

#include "store/documents.h"
#include "store/index_segments.h"
#include "store/passages.h"
#include "store/test_database.h"

namespace eider::store {
namespace {

const Catalog kCatalog("memory");

// The tables of version 1, as Eider 0.1.0 made them.
constexpr std::array kVersion1 = {
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

/// A file of version 1 with one document.
std::string version_1() {
  const Catalog& catalog = kCatalog;
  std::string script = "CREATE SCHEMA memory.eider;";
  for (const char* statement : kVersion1) script += catalog.sql(statement) + ";";
  return script +
         catalog.sql(
             "INSERT INTO {schema_version} VALUES (1);"
             "INSERT INTO {document} VALUES (nextval('memory.eider.id'), 'news', 'a.txt', "
             "'hash', 'text/plain', 'Title', NULL, '2026-05-01', NULL, NULL, 'en', 'Latn', "
             "'An old text.', 'ok', NULL);"
             "INSERT INTO {article} VALUES (nextval('memory.eider.id'), 'news', 1, 0, "
             "'Title', NULL, NULL, NULL, NULL, NULL, 0, 12);"
             "INSERT INTO {block} VALUES ('news', 1, 2, 0, 'paragraph', 0, 0, 12, 0, 12);"
             "INSERT INTO {chunk} VALUES (nextval('memory.eider.id'), 'news', 1, 2, 0, 12, "
             "'Title', NULL)");
}

std::string columns(const TestDatabase& database) {
  return database.one(
      "SELECT string_agg(concat_ws(' ', table_name, column_index, column_name, data_type, "
      "is_nullable), chr(10) ORDER BY table_name, column_index) FROM duckdb_columns() "
      "WHERE schema_name = 'eider'");
}

TEST(Schema, NewerVersionIsRefused) {
  const TestDatabase database;
  ASSERT_TRUE(ensure_schema(database.connection(), kCatalog));
  ASSERT_TRUE(database.connection().execute("UPDATE eider.schema_version SET version = 99"));
  const auto refused = ensure_schema(database.connection(), kCatalog);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kUnsupported);
}

TEST(Schema, TwiceIsOnce) {
  const TestDatabase database;
  ASSERT_TRUE(ensure_schema(database.connection(), kCatalog));
  ASSERT_TRUE(ensure_schema(database.connection(), kCatalog));
  EXPECT_EQ(database.one("SELECT count(*) FROM eider.schema_version"), "1");
}

TEST(Schema, OneOfVersion1IsBroughtToThisOne) {
  const TestDatabase fresh;
  ASSERT_TRUE(ensure_schema(fresh.connection(), kCatalog));
  const TestDatabase old;
  ASSERT_TRUE(old.connection().execute(version_1()));
  ASSERT_NE(columns(fresh), columns(old));
  EXPECT_TRUE(open_schema(old.connection(), kCatalog).value());
  EXPECT_EQ(columns(fresh), columns(old));
  EXPECT_EQ(old.one("SELECT list(version) FROM eider.schema_version"), "[4]");
}

// A file of version 3 is one of version 4 without its new tables, and so on.
constexpr const char* kBackToVersion3 =
    "DROP TABLE eider.cache; DROP TABLE eider.usage; DROP TABLE eider.row_error; "
    "UPDATE eider.schema_version SET version = 3";
constexpr const char* kBackToVersion2 =
    "DROP TABLE eider.cache; DROP TABLE eider.usage; DROP TABLE eider.row_error; "
    "DROP TABLE eider.index_segment; UPDATE eider.schema_version SET version = 2";

TEST(Schema, OneOfVersion3IsBroughtToThisOne) {
  const TestDatabase fresh;
  ASSERT_TRUE(ensure_schema(fresh.connection(), kCatalog));
  const TestDatabase old;
  ASSERT_TRUE(ensure_schema(old.connection(), kCatalog));
  ASSERT_TRUE(old.connection().execute(kBackToVersion3));
  ASSERT_NE(columns(fresh), columns(old));
  EXPECT_TRUE(open_schema(old.connection(), kCatalog).value());
  EXPECT_EQ(columns(fresh), columns(old));
  EXPECT_EQ(old.one("SELECT list(version) FROM eider.schema_version"), "[4]");
}

TEST(Schema, OneOfVersion2IsBroughtToThisOne) {
  const TestDatabase fresh;
  ASSERT_TRUE(ensure_schema(fresh.connection(), kCatalog));
  const TestDatabase old;
  ASSERT_TRUE(ensure_schema(old.connection(), kCatalog));
  ASSERT_TRUE(old.connection().execute(kBackToVersion2));
  ASSERT_NE(columns(fresh), columns(old));
  EXPECT_TRUE(open_schema(old.connection(), kCatalog).value());
  EXPECT_EQ(columns(fresh), columns(old));
  EXPECT_EQ(old.one("SELECT list(version) FROM eider.schema_version"), "[4]");
}

TEST(Schema, AReadOnlyFileOfVersion2IsReadAsItIs) {
  const std::string path = testing::TempDir() + "eider_version_2.duckdb";
  std::filesystem::remove(path);
  const Catalog old("eider_version_2");
  {
    const TestDatabase database(path.c_str());
    ASSERT_TRUE(ensure_schema(database.connection(), old));
    ASSERT_TRUE(database.connection().execute(kBackToVersion2));
  }
  const TestDatabase database;
  ASSERT_TRUE(database.connection().execute("ATTACH '" + path + "' (READ_ONLY)"));
  EXPECT_TRUE(open_schema(database.connection(), old).value());
  EXPECT_TRUE(stored_segments(database.connection(), old, "news").value().empty());
  std::filesystem::remove(path);
}

TEST(Schema, WhatVersion1HeldIsReadAndReplaced) {
  const TestDatabase database;
  ASSERT_TRUE(database.connection().execute(version_1()));
  ASSERT_TRUE(ensure_schema(database.connection(), kCatalog));
  const auto passages = read_passages(database.connection(), kCatalog, "news", "");
  ASSERT_TRUE(passages) << passages.error().message();
  ASSERT_EQ(passages->size(), 1u);
  EXPECT_EQ((*passages)[0].text, "An old text.");
  EXPECT_TRUE(passing_chunks(database.connection(), kCatalog, "news", {"language = 'en'", ""}));
  NewDocument document;
  document.parsed.document.store = "news";
  document.parsed.document.path = "a.txt";
  document.parsed.document.status = "ok";
  const auto written = write_document(database.connection(), kCatalog, document, 1);
  EXPECT_TRUE(written) << written.error().message();
  EXPECT_EQ(database.one("SELECT count(*) FROM eider.chunk"), "0");
}

TEST(Schema, AReadOnlyFileOfVersion1SaysWhatToDo) {
  const std::string path = testing::TempDir() + "eider_version_1.duckdb";
  std::filesystem::remove(path);
  ASSERT_TRUE(TestDatabase().connection().execute(
      "ATTACH '" + path + "' AS old; CREATE SCHEMA old.eider; " +
      "CREATE TABLE old.eider.schema_version AS SELECT 1::BIGINT AS version; DETACH old"));
  const TestDatabase database;
  ASSERT_TRUE(database.connection().execute("ATTACH '" + path + "' AS old (READ_ONLY)"));
  const auto refused = open_schema(database.connection(), Catalog("old"));
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().message().find("of version 1"), std::string::npos);
  EXPECT_NE(refused.error().message().find("once for writing"), std::string::npos);
  std::filesystem::remove(path);
}

TEST(Schema, AFailedMigrationLeavesVersion1) {
  const TestDatabase database;
  ASSERT_TRUE(database.connection().execute(version_1()));
  // A column of the new version that is there already: the last ALTER but one of its table fails.
  ASSERT_TRUE(database.connection().execute("ALTER TABLE eider.block ADD COLUMN box_right FLOAT"));
  const std::string before = columns(database);
  EXPECT_FALSE(open_schema(database.connection(), kCatalog));
  EXPECT_EQ(columns(database), before);
  EXPECT_EQ(database.one("SELECT max(version) FROM eider.schema_version"), "1");
}

}  // namespace
}  // namespace eider::store
