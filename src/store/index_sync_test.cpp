#include "store/index_sync.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <string>

#include "store/index_rows.h"
#include "store/test_database.h"

namespace eider::store {
namespace {

/// A file with three documents, four chunks and their vectors.
class IndexSync : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(ensure_schema(connection(), catalog_));
    run("INSERT INTO eider.document (id, store, path, text, status) VALUES "
        "(1, 's', 'a', 'first text', 'ok'), (2, 's', 'b', '\u7b97\u529b', 'ok'), "
        "(3, 's', 'c', NULL, 'error'), (4, 'other', 'd', 'not ours', 'ok')");
    run("INSERT INTO eider.chunk (id, store, document_id, start, stop, title) VALUES "
        "(10, 's', 1, 0, 5, 'T'), (11, 's', 1, 6, 10, NULL), (12, 's', 2, 0, 6, NULL), "
        "(13, 's', 3, 0, 0, NULL), (14, 's', 99, 0, 0, NULL), (15, 'other', 4, 0, 3, NULL)");
    run("INSERT INTO eider.embedding VALUES ('s', 10, 1, 'm', [1, 2]), ('s', 11, 1, 'm', [3, 4]), "
        "('s', 12, 2, 'm', [5]), ('s', 13, 3, 'm', [5, 6]), ('s', 12, 2, 'other', [7, 8])");
  }
  void TearDown() override {
    std::filesystem::remove(path_);
    std::filesystem::remove(path_ + ".wal");
  }

  Connection connection() const { return database_.connection(); }
  void run(const std::string& sql) const {
    const auto done = connection().execute(sql);
    ASSERT_TRUE(done) << sql << ": " << done.error().message();
  }
  ContentSource source() const { return {connection(), catalog_, "s", "m", {}}; }
  StoreContents contents(const StoreContents* before = nullptr) const {
    auto read = read_contents(source(), before);
    EXPECT_TRUE(read) << read.error().message();
    return read.value_or(StoreContents());
  }

  const std::string path_ = testing::TempDir() + "index_sync.duckdb";
  const bool is_fresh_ = std::filesystem::remove(path_) || true;
  const TestDatabase database_{path_.c_str()};
  const Catalog catalog_{"index_sync"};
};

std::vector<std::int64_t> ids(const std::vector<ContentRow>& rows) {
  std::vector<std::int64_t> all;
  for (const ContentRow& row : rows) all.push_back(row.id);
  return all;
}

std::map<std::int64_t, std::uint64_t> hashes(const std::vector<ContentRow>& rows) {
  std::map<std::int64_t, std::uint64_t> all;
  for (const ContentRow& row : rows) all[row.id] = row.hash;
  return all;
}

TEST_F(IndexSync, WhatCounts) {
  const StoreContents now = contents();
  EXPECT_EQ(ids(now.documents), (std::vector<std::int64_t>{1, 2}));
  EXPECT_EQ(ids(now.chunks), (std::vector<std::int64_t>{10, 11, 12}));
  EXPECT_EQ(ids(now.embeddings), (std::vector<std::int64_t>{10, 11, 12}));
  EXPECT_EQ(now.dimensions, 2);
  EXPECT_EQ(now.with_chunks, 2);
}

/// Each change is seen in just the rows that it concerns, read anew or with what was before.
TEST_F(IndexSync, EveryKindOfChangeIsSeen) {
  const std::vector<std::pair<std::string, std::vector<std::int64_t>>> changes = {
      {"UPDATE eider.document SET text = 'First text' WHERE id = 1", {10, 11}},
      {"UPDATE eider.document SET path = 'elsewhere'", {}},
      {"UPDATE eider.chunk SET title = 'U' WHERE id = 10", {10}},
      {"UPDATE eider.chunk SET heading = 'H' WHERE id = 11", {11}},
      {"UPDATE eider.chunk SET stop = 4 WHERE id = 10", {10}},
      {"UPDATE eider.chunk SET start = 1 WHERE id = 10", {10}},
      {"UPDATE eider.chunk SET document_id = 2 WHERE id = 11", {11}},
      {"UPDATE eider.chunk SET store = 'other' WHERE id = 11", {11}},
      {"UPDATE eider.document SET text = NULL WHERE id = 2", {12}},
      {"DELETE FROM eider.chunk WHERE id = 10", {10}},
      {"DELETE FROM eider.document", {}},
  };
  StoreContents before = contents();
  for (const auto& [sql, changed] : changes) {
    run(sql);
    const StoreContents now = contents(&before);
    EXPECT_EQ(hashes(now.chunks), hashes(contents().chunks)) << sql;
    EXPECT_EQ(hashes(now.documents), hashes(contents().documents)) << sql;
    const auto old_hashes = hashes(before.chunks);
    const auto new_hashes = hashes(now.chunks);
    for (const auto& [id, hash] : old_hashes) {
      const auto found = new_hashes.find(id);
      const bool is_same = found != new_hashes.end() && found->second == hash;
      const bool expected = std::find(changed.begin(), changed.end(), id) == changed.end();
      if (!new_hashes.empty()) {
        EXPECT_EQ(is_same, expected) << sql << ": " << id;
      }
    }
    before = now;
  }
  EXPECT_TRUE(before.chunks.empty());
}

// What the short way relies on: DuckDB moves a row whose vector changes, and shows updates.
TEST_F(IndexSync, VectorsThatChangeMove) {
  run("CHECKPOINT");
  const StoreContents before = contents();
  EXPECT_NE(before.vector_layout, 0u);
  EXPECT_NE(before.document_layout, 0u);
  run("UPDATE eider.embedding SET vector = [9, 9] WHERE chunk_id = 10 AND model_hash = 'm'");
  const StoreContents now = contents(&before);
  EXPECT_NE(now.embeddings[0].row, before.embeddings[0].row);
  EXPECT_NE(now.embeddings[0].hash, before.embeddings[0].hash);
  EXPECT_EQ(now.embeddings[1].hash, before.embeddings[1].hash);
  EXPECT_EQ(hashes(now.embeddings), hashes(contents().embeddings));
  run("UPDATE eider.document SET text = 'other text' WHERE id = 1");
  EXPECT_EQ(contents().document_layout, 0u);
}

TEST_F(IndexSync, OfSeveralVectorsOneIsChosen) {
  run("INSERT INTO eider.embedding VALUES ('s', 10, 1, 'm', [8, 8]), ('s', 10, 1, 'm', [0, 1])");
  const StoreContents one = contents();
  run("DELETE FROM eider.embedding WHERE chunk_id = 10");
  run("INSERT INTO eider.embedding VALUES ('s', 10, 1, 'm', [0, 1]), ('s', 10, 1, 'm', [1, 2]), "
      "('s', 10, 1, 'm', [8, 8])");
  EXPECT_EQ(hashes(contents().embeddings), hashes(one.embeddings));
}

TEST_F(IndexSync, ContentIsReadByRow) {
  run("INSERT INTO eider.chunk (id, store, document_id, start, stop) VALUES "
      "(20, 's', 2, 1, 6), (21, 's', 1, 0, 99), (22, 's', 1, -1, 3), (23, 's', 2, 3, 6)");
  const StoreContents now = contents();
  std::map<std::int64_t, std::string> bodies;
  const auto read = read_chunks(source(), now, now.chunks, [&](const IndexedChunk& chunk) {
    bodies[chunk.id] = std::string(chunk.title) + "|" + std::string(chunk.body);
    return Result<void>();
  });
  ASSERT_TRUE(read) << read.error().message();
  const std::map<std::int64_t, std::string> expected = {
      {10, "T|first"}, {11, "|text"}, {12, "|\u7b97\u529b"}, {23, "|\u529b"}};
  EXPECT_EQ(bodies, expected);
  std::map<std::int64_t, float> firsts;
  const auto vectors = read_vectors(source(), std::span(now.embeddings).subspan(1),
                                    [&](std::int64_t id, std::span<const float> values) {
                                      firsts[id] = values.front();
                                      return Result<void>();
                                    });
  ASSERT_TRUE(vectors);
  EXPECT_EQ(firsts, (std::map<std::int64_t, float>{{11, 3.0F}, {12, 5.0F}}));
}

TEST(RunsOf, JoinWhatIsNear) {
  const std::vector<std::uint32_t> rows = {0, 1, 900, 5000, 5001, 1u << 31};
  const auto runs = runs_of(rows, 1000);
  ASSERT_EQ(runs.size(), 3u);
  EXPECT_EQ(runs[0].last, 900u);
  EXPECT_EQ(runs[1].first, 5000u);
  EXPECT_TRUE(runs_of({}, 10).empty());
}

TEST(FileStamps, ChangeWithEveryCommit) {
  const std::string path = testing::TempDir() + "stamped.duckdb";
  std::filesystem::remove(path);
  {
    const TestDatabase database(path.c_str());
    const Catalog catalog("stamped");
    const auto stamp = [&] {
      const auto place = database_place(database.connection(), catalog);
      EXPECT_TRUE(place);
      return file_stamp(*place, std::chrono::hours(1));
    };
    ASSERT_TRUE(ensure_schema(database.connection(), catalog));
    ASSERT_TRUE(database.connection().execute("CREATE TABLE t (x BIGINT)"));
    const FileStamp before = stamp();
    EXPECT_TRUE(before.same_files(stamp()));
    EXPECT_FALSE(before.is_settled);
    ASSERT_TRUE(database.connection().execute("INSERT INTO t VALUES (1)"));
    EXPECT_FALSE(before.same_files(stamp()));
    EXPECT_TRUE(before.same_data_file(stamp()));
    ASSERT_TRUE(database.connection().execute("CHECKPOINT"));
    EXPECT_FALSE(before.same_data_file(stamp()));
    const auto place = database_place(database.connection(), catalog);
    EXPECT_TRUE(file_stamp(*place, std::chrono::nanoseconds(0)).is_settled);
  }
  std::filesystem::remove(path);
  EXPECT_FALSE(file_stamp({}, std::chrono::nanoseconds(0)).is_settled);
}

}  // namespace
}  // namespace eider::store
