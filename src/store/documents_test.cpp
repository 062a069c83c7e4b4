#include "store/documents.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <set>

#include "store/known_documents.h"
#include "store/passages.h"
#include "store/source_roots.h"
#include "store/test_database.h"

namespace eider::store {
namespace {

const Catalog kCatalog("memory");

NewDocument sample(const std::string& path, const std::string& text) {
  NewDocument d;
  d.parsed.document.store = "news";
  d.parsed.document.path = path;
  d.parsed.document.source_hash = "hash of " + text;
  d.parsed.document.published_at = "2026-05-01";
  d.parsed.document.text = text;
  d.parsed.document.status = "ok";
  const auto size = static_cast<std::int64_t>(text.size());
  Article article;
  article.title = "Title";
  article.span = {0, size};
  d.parsed.articles.push_back(article);
  d.parsed.blocks.push_back({BlockKind::kParagraph, 0, {0, size}, {0, size}, 0});
  d.chunks.push_back({0, 0, 0, {0, size}, "Title", ""});
  d.embeddings.push_back({0, "model", {0.6f, 0.8f}});
  return d;
}

TEST(Documents, WrittenAndReadBack) {
  const TestDatabase database;
  ASSERT_TRUE(ensure_schema(database.connection(), kCatalog));
  const auto id = write_document(database.connection(), kCatalog, sample("a.txt", "正文。"), 0);
  ASSERT_TRUE(id) << id.error().message();
  const auto passages = read_passages(database.connection(), kCatalog, "news", "model");
  ASSERT_TRUE(passages) << passages.error().message();
  ASSERT_EQ(passages->size(), 1u);
  EXPECT_EQ((*passages)[0].text, "正文。");
  EXPECT_EQ((*passages)[0].path, "a.txt");
  EXPECT_EQ((*passages)[0].published_at, "2026-05-01");
  EXPECT_EQ((*passages)[0].embedding, (std::vector<float>{0.6f, 0.8f}));
  EXPECT_EQ((*passages)[0].chunk.document_id, *id);
}

TEST(Documents, WhatIsCommittedMovesIntoTheFileWhileAReaderLooksOn) {
  const std::string path = testing::TempDir() + "checkpoints.duckdb";
  std::filesystem::remove(path);
  const TestDatabase database(path.c_str());
  const Catalog catalog("checkpoints");
  ASSERT_TRUE(ensure_schema(database.connection(), catalog));
  duckdb_connection reader = nullptr;
  duckdb_connect(static_cast<duckdb_database>(database.handle()), &reader);
  ASSERT_TRUE(Connection(reader).execute("BEGIN TRANSACTION READ ONLY; FROM eider.document"));
  auto writer = DocumentWriter::open(database.connection(), catalog, "news");
  ASSERT_TRUE(writer) << writer.error().message();
  const std::string text(1u << 20, 'x');
  for (int i = 0; i < 9; ++i) {
    ASSERT_TRUE(writer->write(sample(std::to_string(i) + ".txt", text + std::to_string(i)), 0));
  }
  EXPECT_GT(std::filesystem::file_size(path), 1u << 17);
  EXPECT_LT(std::filesystem::file_size(path + ".wal"), 5u << 20);
  duckdb_disconnect(&reader);
}

TEST(Documents, InADatabaseWithAQuoteInItsName) {
  const TestDatabase database;
  const Catalog catalog("it's");
  ASSERT_TRUE(database.connection().execute("ATTACH ':memory:' AS \"it's\""));
  ASSERT_TRUE(ensure_schema(database.connection(), catalog));
  const auto id = write_document(database.connection(), catalog, sample("a.txt", "x"), 0);
  ASSERT_TRUE(id) << id.error().message();
  EXPECT_EQ(database.one("SELECT count(*) FROM \"it's\".eider.document"), "1");
}

TEST(Documents, ReplacedWhole) {
  const TestDatabase database;
  ASSERT_TRUE(ensure_schema(database.connection(), kCatalog));
  const auto first = write_document(database.connection(), kCatalog, sample("a.txt", "old"), 0);
  const auto second =
      write_document(database.connection(), kCatalog, sample("a.txt", "new"), first.value());
  ASSERT_TRUE(second) << second.error().message();
  EXPECT_EQ(database.one("SELECT string_agg(text) FROM eider.document"), "new");
  for (const char* table : {"article", "block", "chunk", "embedding"}) {
    EXPECT_EQ(database.one(std::string("SELECT count(*) FROM eider.") + table), "1") << table;
  }
}

TEST(Documents, NothingStaysOfAFailedWrite) {
  const TestDatabase database;
  ASSERT_TRUE(ensure_schema(database.connection(), kCatalog));
  NewDocument broken = sample("a.txt", "x");
  broken.parsed.document.published_at = "no date";
  EXPECT_FALSE(write_document(database.connection(), kCatalog, broken, 0));
  EXPECT_EQ(database.one("SELECT count(*) FROM eider.document"), "0");
  EXPECT_EQ(database.one("SELECT count(*) FROM eider.chunk"), "0");
}

TEST(Documents, ReplacedUnderItsId) {
  const TestDatabase database;
  ASSERT_TRUE(ensure_schema(database.connection(), kCatalog));
  const auto first = write_document(database.connection(), kCatalog, sample("a.txt", "old"), 0);
  auto stored = read_document(database.connection(), kCatalog, first.value(), "model");
  ASSERT_TRUE(stored) << stored.error().message();
  EXPECT_EQ(stored->text, "old");
  ASSERT_EQ(stored->chunks.size(), 1u);
  ASSERT_EQ(stored->embeddings.size(), 1u);
  NewDocument newer = sample("b.txt", "old");
  newer.chunks[0].id = stored->chunks[0].id;  // the article gets a new id
  EXPECT_EQ(write_document(database.connection(), kCatalog, newer, *first).value(), *first);
  const auto again = read_document(database.connection(), kCatalog, *first, "model").value();
  EXPECT_EQ(again.chunks[0].id, stored->chunks[0].id);
  EXPECT_NE(again.articles[0].id, stored->articles[0].id);
  EXPECT_EQ(database.one("SELECT article_id FROM eider.chunk"),
            std::to_string(again.articles[0].id));
  EXPECT_FALSE(read_document(database.connection(), kCatalog, 999, "model"));
}

TEST(Documents, KnownWithCounts) {
  const TestDatabase database;
  ASSERT_TRUE(ensure_schema(database.connection(), kCatalog));
  ASSERT_TRUE(write_document(database.connection(), kCatalog, sample("a.txt", "x"), 0));
  const auto known = known_documents(database.connection(), kCatalog, "news", "model");
  ASSERT_TRUE(known) << known.error().message();
  ASSERT_EQ(known->size(), 1u);
  EXPECT_EQ(known->front().path, "a.txt");
  EXPECT_EQ(known->front().chunks, 1);
  EXPECT_EQ(known->front().embedded, 1);
  EXPECT_EQ(known_documents(database.connection(), kCatalog, "news", "other")->front().embedded, 0);
  EXPECT_TRUE(known_documents(database.connection(), kCatalog, "elsewhere", "model")->empty());
}

TEST(Documents, PagesAndOriginsOfDatesAreKept) {
  const TestDatabase database;
  ASSERT_TRUE(ensure_schema(database.connection(), kCatalog));
  NewDocument paged = sample("a.pdf", "x");
  paged.parsed.document.published_from = "page";
  paged.parsed.document.url = "https://news.example/a";
  paged.parsed.articles[0].language = "zh";
  paged.parsed.blocks[0].box = {3, 1.5f, 2.5f, 10, 20};
  ASSERT_TRUE(write_document(database.connection(), kCatalog, paged, 0));
  ASSERT_TRUE(write_document(database.connection(), kCatalog, sample("b.txt", "y"), 0));
  EXPECT_EQ(
      database.one("SELECT list((page, box_left, box_bottom) ORDER BY page) FROM eider.block"),
      "[(3, 1.5, 20.0), (NULL, NULL, NULL)]");
  EXPECT_EQ(database.one("SELECT (url, published_from, event_from) FROM eider.document WHERE "
                         "path = 'a.pdf'"),
            "('https://news.example/a', page, NULL)");
  const auto ids = passing_chunks(database.connection(), kCatalog, "news",
                                  {"language = 'zh' AND published_from = 'page'", ""});
  ASSERT_TRUE(ids) << ids.error().message();
  EXPECT_EQ(ids->size(), 1u);
}

TEST(Roots, RememberedOnceAPath) {
  const TestDatabase database;
  ASSERT_TRUE(ensure_schema(database.connection(), kCatalog));
  for (const char* absolute : {"/home/a/news", "/home/a/news", "/home/b/news"}) {
    ASSERT_TRUE(remember_root(database.connection(), kCatalog, "s", {"news", absolute, 7}));
  }
  ASSERT_TRUE(remember_root(database.connection(), kCatalog, "s", {"mail", "/mail", 7}));
  const auto roots = source_roots(database.connection(), kCatalog, "s").value();
  ASSERT_EQ(roots.size(), 2u);
  EXPECT_EQ(roots[1].path, "news");
  EXPECT_EQ(roots[1].absolute_path, "/home/b/news");
  EXPECT_TRUE(source_roots(database.connection(), kCatalog, "t").value().empty());
}

TEST(Documents, DropLeavesOtherStores) {
  const TestDatabase database;
  ASSERT_TRUE(ensure_schema(database.connection(), kCatalog));
  ASSERT_TRUE(write_document(database.connection(), kCatalog, sample("a.txt", "x"), 0));
  NewDocument other = sample("b.txt", "y");
  other.parsed.document.store = "mail";
  ASSERT_TRUE(write_document(database.connection(), kCatalog, other, 0));
  EXPECT_EQ(drop_store(database.connection(), kCatalog, "news").value(), 1);
  EXPECT_EQ(store_names(database.connection(), kCatalog).value(), std::vector<std::string>{"mail"});
  EXPECT_EQ(database.one("SELECT count(*) FROM eider.chunk"), "1");
}

TEST(Passages, OfSomeChunks) {
  const TestDatabase database;
  ASSERT_TRUE(ensure_schema(database.connection(), kCatalog));
  EXPECT_FALSE(has_embeddings(database.connection(), kCatalog, "news", "model").value());
  ASSERT_TRUE(write_document(database.connection(), kCatalog, sample("a.txt", "x"), 0));
  ASSERT_TRUE(write_document(database.connection(), kCatalog, sample("b.txt", "y"), 0));
  const auto all = read_passages(database.connection(), kCatalog, "news", "");
  ASSERT_TRUE(all);
  ASSERT_EQ(all->size(), 2u);
  const std::int64_t second = (*all)[1].chunk.id;
  const std::vector<std::int64_t> ids = {second, -7};
  const auto passages = [&] {
    const auto chunks = chunks_of(database.connection(), kCatalog, ids);
    EXPECT_TRUE(chunks);
    return passages_of(database.connection(), kCatalog, *chunks);
  };
  const auto some = passages();
  ASSERT_TRUE(some) << some.error().message();
  ASSERT_EQ(some->size(), 1u);
  const Passage& passage = some->at(second);
  EXPECT_EQ(passage.text, (*all)[1].text);
  EXPECT_EQ(passage.path, "b.txt");
  EXPECT_EQ(passage.published_at, (*all)[1].published_at);
  EXPECT_TRUE(passages_of(database.connection(), kCatalog, {}).value().empty());
  EXPECT_TRUE(chunks_of(database.connection(), kCatalog, {}).value().empty());
  EXPECT_TRUE(has_embeddings(database.connection(), kCatalog, "news", "model").value());
  ASSERT_TRUE(database.connection().execute("UPDATE eider.chunk SET stop = 1000000"));
  EXPECT_TRUE(passages().value().empty());
}

TEST(Passages, FilterAndDate) {
  const TestDatabase database;
  ASSERT_TRUE(ensure_schema(database.connection(), kCatalog));
  ASSERT_TRUE(write_document(database.connection(), kCatalog, sample("a.txt", "x"), 0));
  const auto count = [&](const PassageFilter& filter) {
    const auto ids = passing_chunks(database.connection(), kCatalog, "news", filter);
    return ids ? static_cast<int>(ids->size()) : -1;
  };
  EXPECT_EQ(count({"published_at >= DATE '2026-05-01'", ""}), 1);
  EXPECT_EQ(count({"title = 'other'", ""}), 0);
  EXPECT_EQ(count({"", "2026-05-01"}), 1);
  EXPECT_EQ(count({"", "2026-04-30"}), 0);
  const auto wrong = passing_chunks(database.connection(), kCatalog, "news", {"nonsense", ""});
  ASSERT_FALSE(wrong);
  EXPECT_NE(wrong.error().message().find("filter nonsense"), std::string::npos);
}

TEST(Documents, IdsOfARolledBackTransactionAreNotGivenOn) {
  TestDatabase database;
  ASSERT_TRUE(ensure_schema(database.connection(), kCatalog));
  auto writer = DocumentWriter::open(database.connection(), kCatalog, "news");
  auto second = DocumentWriter::open(database.connection(), kCatalog, "news");
  ASSERT_TRUE(writer && second);
  std::set<std::int64_t> ids;
  NewDocument broken = sample("broken.txt", "x");
  broken.parsed.document.published_at = "no date";
  for (int i = 0; i < 20; ++i) {
    const std::string path = std::to_string(i);
    for (DocumentWriter* each : {&*writer, &*second}) {
      const auto id = each->write(sample(path, "text " + path), 0);
      ASSERT_TRUE(id) << id.error().message();
      EXPECT_TRUE(ids.insert(*id).second);
    }
    EXPECT_TRUE(i % 5 != 4 || !writer->write(broken, 0));
  }
  // What is committed is behind the sequence, as a database opened after a crash finds it.
  EXPECT_EQ(database.one("SELECT count(*) FROM eider.document WHERE id >= nextval('eider.id')"),
            "0");
}

}  // namespace
}  // namespace eider::store
