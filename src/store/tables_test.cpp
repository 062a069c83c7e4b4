#include "store/tables.h"

#include <gtest/gtest.h>

#include "store/documents.h"
#include "store/test_database.h"

namespace eider::store {
namespace {

const Catalog kCatalog("memory");

// One heading and `tables` tables of one cell each, the last of which has no place in the text.
NewDocument sample(const std::string& path, int tables) {
  NewDocument d;
  d.parsed.document.store = "news";
  d.parsed.document.path = path;
  d.parsed.document.title = "港口";
  d.parsed.document.text = "运营\n\n線路 | 12";
  d.parsed.document.status = "ok";
  d.parsed.articles.push_back({});
  d.parsed.blocks.push_back({BlockKind::kHeading, 1, {0, 6}, {0, 6}, 0, {}});
  d.parsed.blocks.push_back({BlockKind::kTable, 0, {8, 19}, {8, 19}, 0, {}});
  for (int i = 0; i < tables; ++i) {
    const bool last = i + 1 == tables;
    d.parsed.cells.push_back({i, 1, 0, false, "12", last ? Span{} : Span{17, 19}});
    d.parsed.cells.push_back({i, 0, 0, true, "線路", Span{8, 14}});
  }
  return d;
}

std::int64_t write(const TestDatabase& database, const std::string& path, int tables) {
  const auto id = write_document(database.connection(), kCatalog, sample(path, tables), 0);
  EXPECT_TRUE(id) << (id ? "" : id.error().message());
  return id.value_or(0);
}

std::vector<std::string> paths_at(const TestDatabase& database, const std::string& path) {
  const auto found = documents_at(database.connection(), kCatalog, "news", path);
  std::vector<std::string> paths;
  for (const TabledDocument& document : found.value()) paths.push_back(document.path);
  return paths;
}

TEST(StoredTables, AreFoundByDocument) {
  const TestDatabase database;
  ASSERT_TRUE(ensure_schema(database.connection(), kCatalog));
  const std::int64_t first = write(database, "a/x.md", 2);
  const std::int64_t none = write(database, "a/y.md", 0);
  const auto all = tabled_documents(database.connection(), kCatalog, "news");
  ASSERT_TRUE(all) << all.error().message();
  ASSERT_EQ(all->size(), 1u);
  EXPECT_EQ((*all)[0].id, first);
  EXPECT_EQ((*all)[0].tables, (std::vector<std::int64_t>{0, 1}));
  const auto one = tabled_document(database.connection(), kCatalog, "news", none);
  ASSERT_TRUE(one.value().has_value());
  EXPECT_TRUE((*one)->tables.empty());
  EXPECT_FALSE(tabled_document(database.connection(), kCatalog, "other", none).value());
  EXPECT_FALSE(tabled_document(database.connection(), kCatalog, "news", 999).value());
}

TEST(StoredTables, APathIsTakenWholeFirstThenFromItsEnd) {
  const TestDatabase database;
  ASSERT_TRUE(ensure_schema(database.connection(), kCatalog));
  for (const char* path : {"x.md", "a/x.md", "b/x.md", "c\\it's 100%.md"}) write(database, path, 1);
  EXPECT_EQ(paths_at(database, "x.md"), (std::vector<std::string>{"x.md"}));
  EXPECT_EQ(paths_at(database, "a/x.md"), (std::vector<std::string>{"a/x.md"}));
  EXPECT_EQ(paths_at(database, "it's 100%.md"), (std::vector<std::string>{"c\\it's 100%.md"}));
  EXPECT_TRUE(paths_at(database, ".md").empty());
  EXPECT_TRUE(paths_at(database, "%").empty());
  EXPECT_TRUE(paths_at(database, "").empty());
  write(database, "d/e/f.md", 1);
  write(database, "g/e/f.md", 1);
  EXPECT_EQ(paths_at(database, "e/f.md"), (std::vector<std::string>{"d/e/f.md", "g/e/f.md"}));
  EXPECT_EQ(some_paths(database.connection(), kCatalog, "news", 2).value(),
            (std::vector<std::string>{"a/x.md", "b/x.md"}));
}

TEST(StoredTables, CellsComeInOrderAndPlacelessOnesHaveNoOffsets) {
  const TestDatabase database;
  ASSERT_TRUE(ensure_schema(database.connection(), kCatalog));
  const std::int64_t id = write(database, "a.md", 1);
  const auto cells = read_table_cells(database.connection(), kCatalog, id, 0);
  ASSERT_TRUE(cells) << cells.error().message();
  ASSERT_EQ(cells->size(), 2u);
  EXPECT_TRUE((*cells)[0].header);
  EXPECT_EQ((*cells)[0].text, "線路");
  EXPECT_EQ((*cells)[0].span, (Span{8, 14}));
  EXPECT_EQ((*cells)[1].text, "12");
  EXPECT_EQ((*cells)[1].span, Span{});
  EXPECT_EQ(database.one("SELECT count(*) FROM eider.table_cell WHERE start IS NULL"), "1");
  EXPECT_TRUE(read_table_cells(database.connection(), kCatalog, id, 7).value().empty());
}

TEST(StoredTables, TheLayoutHasTextAndBlocks) {
  const TestDatabase database;
  ASSERT_TRUE(ensure_schema(database.connection(), kCatalog));
  const auto layout = read_layout(database.connection(), kCatalog, write(database, "a.md", 1));
  ASSERT_TRUE(layout) << layout.error().message();
  EXPECT_EQ(layout->document.title, "港口");
  ASSERT_EQ(layout->blocks.size(), 2u);
  EXPECT_EQ(layout->blocks[1].kind, BlockKind::kTable);
  EXPECT_EQ(slice(layout->document.text, layout->blocks[0].span), "运营");
}

}  // namespace
}  // namespace eider::store
