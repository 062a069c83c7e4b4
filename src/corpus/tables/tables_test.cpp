#include "corpus/tables/tables.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/limits.h"
#include "corpus/tables/testing.h"

namespace eider::tables {
namespace {

Relation relation(const std::vector<TableCell>& cells, std::string_view caption = "",
                  Typing typing = Typing::kTyped) {
  auto made = relation_of(cells, caption, typing);
  EXPECT_TRUE(made) << (made ? "" : made.error().message());
  return made ? *made : Relation{};
}

Texts types(const Relation& made) {
  Texts found;
  for (const Column& column : made.columns) found.push_back(sql_type(column));
  return found;
}

const Rows kHeader = {
    {"各线客流", "", "", ""}, {"线路", "客流", "", "平均候车"}, {"", "2024 (M)", "2025 (M)", ""}};
const Rows kRows = {{"港口线", "12.50", "↓ - 3.90", "00:06:34"}, {"山城線", "8", "—", "00:05:10"}};

TEST(Relation, TypesNamesUnitsAndTitle) {
  const Relation made = relation(cells_of(kHeader, kRows));
  EXPECT_EQ(made.title, "各线客流");
  EXPECT_EQ(made.rows, 2);
  ASSERT_EQ(made.columns.size(), 4u);
  EXPECT_EQ(made.columns[1].name, "客流 / 2024 (M)");
  EXPECT_EQ(made.columns[2].name, "客流 / 2025 (M)");
  EXPECT_EQ(made.columns[3].name, "平均候车");
  EXPECT_EQ(made.columns[1].unit, "M");
  EXPECT_EQ(types(made), (Texts{"VARCHAR", "DOUBLE", "DOUBLE", "TIME"}));
  EXPECT_EQ(shown(made.columns[2]), (Texts{"-3.9", "NULL"}));
}

TEST(Relation, RawKeepsEveryText) {
  const Relation made = relation(cells_of(kHeader, kRows), "", Typing::kRaw);
  EXPECT_EQ(types(made), (Texts{"VARCHAR", "VARCHAR", "VARCHAR", "VARCHAR"}));
  EXPECT_EQ(shown(made.columns[2]), (Texts{"↓ - 3.90", "—"}));
}

TEST(Relation, OrderOfTheCellsDoesNotCount) {
  std::vector<TableCell> cells = cells_of(kHeader, kRows);
  std::reverse(cells.begin(), cells.end());
  EXPECT_EQ(shown(relation(cells).columns[0]), (Texts{"港口线", "山城線"}));
}

TEST(Relation, RowsMayBeShortAndRowNumbersMayJump) {
  std::vector<TableCell> cells = cells_of({{"a", "b"}}, {{"1"}, {"2", "3"}});
  cells.back().row = 900;
  cells[cells.size() - 2].row = 900;
  const Relation made = relation(cells);
  EXPECT_EQ(made.rows, 2);
  EXPECT_EQ(shown(made.columns[1]), (Texts{"NULL", "3"}));
}

TEST(Relation, AHeaderRepeatedOnTheNextPageIsNoRow) {
  const Relation made = relation(
      cells_of({{"线路", "客流"}}, {{"甲", "1"}, {"线路", "客流"}, {"乙", "2"}, {"丙", ""}}));
  EXPECT_EQ(shown(made.columns[1]), (Texts{"1", "2", "NULL"}));
}

TEST(Relation, TheTitlesUnitCounts) {
  const Relation made =
      relation(cells_of({{"收入（单位：万元）", ""}, {"线路", "收入"}}, {{"甲", "1.5"}}));
  EXPECT_EQ(made.columns[1].unit, "万元");
  EXPECT_EQ(relation(cells_of({{"线路", "收入"}}, {{"甲", "1"}}), "表1（亿元）").columns[1].unit,
            "亿元");
}

TEST(Relation, NothingAndHeaderOnly) {
  EXPECT_TRUE(relation({}).columns.empty());
  const Relation made = relation(cells_of({{"a", "b"}}, {}));
  EXPECT_EQ(made.rows, 0);
  EXPECT_EQ(types(made), (Texts{"VARCHAR", "VARCHAR"}));
}

TEST(Relation, BrokenBytesStayText) {
  const Relation made = relation(cells_of({{"a"}}, {{"\xff"}, {"1\xe4\xba"}}));
  EXPECT_EQ(types(made), (Texts{"VARCHAR"}));
}

TEST(Relation, TooWideAndTooLargeAreRefused) {
  std::vector<TableCell> wide = {
      {0, 0, static_cast<std::int64_t>(kMaxTableColumns), false, "x", {}}};
  EXPECT_EQ(relation_of(wide, "", Typing::kTyped).error().code, ErrorCode::kLimit);
  std::vector<TableCell> large = {
      {0, 0, static_cast<std::int64_t>(kMaxTableColumns) - 1, false, "x", {}}};
  for (std::int64_t row = 1; row < 20'000; ++row) large.push_back({0, row, 0, false, "1", {}});
  EXPECT_EQ(relation_of(large, "", Typing::kTyped).error().code, ErrorCode::kLimit);
}

}  // namespace
}  // namespace eider::tables
