#include "corpus/tables/header.h"

#include <gtest/gtest.h>

#include "corpus/tables/testing.h"

namespace eider::tables {
namespace {

Texts names(const Rows& header, const Rows& rows = {{"x"}}) {
  const std::vector<TableCell> cells = cells_of(header, rows);
  const auto grid = grid_of(cells);
  Texts found;
  if (!grid) return found;
  for (const ColumnHead& column : head_of(*grid).columns) found.push_back(column.name);
  return found;
}

std::string unit(std::string_view header) {
  const auto found = unit_in_header(header);
  return found ? found->written : "";
}

std::string caption_unit(std::string_view caption) {
  const auto found = unit_in_caption(caption);
  return found ? found->written : "";
}

TEST(Header, TwoRowsAreJoinedAndSpansFilled) {
  EXPECT_EQ(
      names({{"线路", "车辆", "客流", "", "票价", ""}, {"", "", "2024", "2025", "2024", "2025"}}),
      (Texts{"线路", "车辆", "客流 / 2024", "客流 / 2025", "票价 / 2024", "票价 / 2025"}));
  // A span that the page names stands in each of its columns already; one over two rows likewise.
  EXPECT_EQ(names({{"線路", "2025年", "2025年"}, {"線路", "營收", "淨利"}}),
            (Texts{"線路", "2025年 / 營收", "2025年 / 淨利"}));
}

TEST(Header, ACellOverTwoRowsGivesItsTextToNoNeighbour) {
  EXPECT_EQ(names({{"Line", "Cars", ""}, {"", "", "2025"}}), (Texts{"Line", "Cars", "2025"}));
}

TEST(Header, NoHeaderGivesNumberedColumns) {
  EXPECT_EQ(names({}, {{"a", "b"}, {"c", "d", "e"}}), (Texts{"column_1", "column_2", "column_3"}));
  EXPECT_EQ(names({{"a"}}, {{"1", "2"}}), (Texts{"a", "column_2"}));
}

TEST(Header, NamesAreDistinctWithoutTheirCase) {
  EXPECT_EQ(names({{"EPS", "eps", "EPS", "eps_2"}}), (Texts{"EPS", "eps_2", "EPS_3", "eps_2_2"}));
}

TEST(Header, NamesHaveNoLineBreaksNorBrokenBytes) {
  EXPECT_EQ(names({{" 昨收盘\n(港元) ", std::string("a\0b", 3), "\xff"}}),
            (Texts{"昨收盘 (港元)", "a b", "\uFFFD"}));
}

TEST(Header, ALoneTextAboveIsTheTitle) {
  const std::vector<TableCell> cells = cells_of(
      {{"各线客流", "", ""}, {"港口周报", "港口周报", "港口周报"}, {"线路", "客流", "票价"}},
      {{"1"}});
  const auto grid = grid_of(cells);
  ASSERT_TRUE(grid);
  const TableHead head = head_of(*grid);
  EXPECT_EQ(head.title, "各线客流 港口周报");
  EXPECT_EQ(head.columns[2].name, "票价");
}

TEST(Header, ALoneTextBehindAnEmptyCellNamesItsColumns) {
  EXPECT_EQ(names({{"", "2025年", "", ""}, {"线路", "营收", "净利", "人数"}}),
            (Texts{"线路", "2025年 / 营收", "2025年 / 净利", "2025年 / 人数"}));
}

TEST(Header, ALoneTextWithoutAnythingBelowIsAName) {
  EXPECT_EQ(names({{"港口", "", ""}}), (Texts{"港口", "column_2", "column_3"}));
}

TEST(UnitInHeader, BracketsCommasAndPercentSigns) {
  EXPECT_EQ(unit("营收(亿元)"), "亿元");
  EXPECT_EQ(unit("營收（億元）"), "億元");
  EXPECT_EQ(unit("Revenue (US$ m)"), "US$ m");
  EXPECT_EQ(unit("Revenue [HK$'000]"), "HK$'000");
  EXPECT_EQ(unit("营收（同比，%）"), "%");
  EXPECT_EQ(unit("营收，亿元"), "亿元");
  EXPECT_EQ(unit("总市值 (百万港元/ 美元)"), "百万港元/ 美元");
  EXPECT_EQ(unit("占比%"), "%");
  EXPECT_EQ(unit("金額（人民幣，百萬元）"), "人民幣 百萬元");
  EXPECT_EQ(unit("营收(单位：万元)"), "万元");
  for (std::string_view text : {"营收", "营收(同比)", "Size (m)", "2025", "(", ")(", "%", ""}) {
    EXPECT_EQ(unit(text), "") << text;
  }
}

TEST(UnitInCaption, TheWordForUnitOrBrackets) {
  EXPECT_EQ(caption_unit("表1 各线收入（单位：万元）"), "万元");
  EXPECT_EQ(caption_unit("單位:百萬港元"), "百萬港元");
  EXPECT_EQ(caption_unit("Table 2. Income (in millions of US$)"), "in millions of US$");
  EXPECT_EQ(caption_unit("Unit: HK$'000; audited"), "HK$'000");
  EXPECT_EQ(caption_unit("图 3: 周访问量 (百万)"), "百万");
  EXPECT_EQ(caption_unit("单位：亿元、%"), "亿元");
  EXPECT_EQ(caption_unit("单位名称"), "");
  EXPECT_EQ(caption_unit(""), "");
}

}  // namespace
}  // namespace eider::tables
