// Two tables of real pages as typed relations, where the pages are at hand: their shape, types and
// units, and the hash of their values, which were compared with the pages cell by cell.

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

#include "base/sha256.h"
#include "corpus/parse/parse.h"
#include "corpus/tables/tables.h"
#include "corpus/tables/testing.h"

namespace eider {
namespace {

namespace fs = std::filesystem;
using tables::Relation;
using tables::Texts;

std::string read_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// Every table of the shared pages that has a column of numbers.
std::vector<Relation> data_tables() {
  std::vector<Relation> found;
  const fs::path folder = fs::path(EIDER_SHARED_DIR) / "corpus";
  if (!fs::is_directory(folder)) return found;
  for (const auto& entry : fs::directory_iterator(folder)) {
    const std::string bytes = read_file(entry.path());
    const auto parsed = parse::parse_document({entry.path().string(), bytes});
    if (!parsed) continue;
    std::map<std::int64_t, std::vector<TableCell>> cells;
    for (const TableCell& cell : parsed->cells) cells[cell.table].push_back(cell);
    for (const auto& [number, of_table] : cells) {
      auto made = tables::relation_of(of_table, "", tables::Typing::kTyped);
      EXPECT_TRUE(made);
      const bool numbers =
          made && std::any_of(made->columns.begin(), made->columns.end(),
                              [](auto& c) { return c.type != tables::ColumnType::kVarchar; });
      if (numbers) found.push_back(std::move(*made));
    }
  }
  std::sort(found.begin(), found.end(),
            [](const Relation& a, const Relation& b) { return a.rows < b.rows; });
  return found;
}

Texts types_of(const Relation& relation) {
  Texts types;
  for (const tables::Column& column : relation.columns) types.push_back(sql_type(column));
  return types;
}

// Names, then rows; a DECIMAL as the count of its last place.
std::string csv_of(const Relation& relation) {
  std::string csv;
  for (const tables::Column& column : relation.columns) csv += column.name + ",";
  for (std::size_t row = 0; row < static_cast<std::size_t>(relation.rows); ++row) {
    csv += '\n';
    for (const tables::Column& column : relation.columns)
      csv += tables::shown(column.values[row]) + ",";
  }
  return csv;
}

TEST(DataTables, AreExactAsTypedRelations) {
  const std::vector<Relation> found = data_tables();
  if (found.empty()) GTEST_SKIP() << "no " << EIDER_SHARED_DIR << "/corpus";
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].rows, 7);
  EXPECT_EQ(types_of(found[0]), (Texts{"VARCHAR", "VARCHAR", "VARCHAR", "DECIMAL(18,1)", "BIGINT",
                                       "DOUBLE", "DOUBLE", "BIGINT", "BIGINT"}));
  EXPECT_EQ(sha256(csv_of(found[0])),
            "1bf6debb50defeef3254b146ba528d2b3b4f66a5cd64abce050e2b78d2ab60a5");
  EXPECT_EQ(found[1].rows, 43);
  EXPECT_EQ(types_of(found[1]), (Texts{"VARCHAR", "VARCHAR", "DOUBLE", "DOUBLE", "TIME"}));
  EXPECT_EQ(sha256(csv_of(found[1])),
            "e5bee177208c3c8c8f83c5c7e4ad75c49fdc53bb4c24bba35c438b32147ff2d0");
  for (const Relation& relation : found) {
    for (const tables::Column& column : relation.columns) EXPECT_EQ(column.untyped, 0);
  }
  EXPECT_EQ(found[1].columns[3].unit, "%");
}

}  // namespace
}  // namespace eider
