#include <gtest/gtest.h>

#include "corpus/parse/table_rows.h"
#include "corpus/parse/testing.h"

namespace eider::parse {
namespace {

TEST(Tables, PipesWithEscapesAndEmphasis) {
  EXPECT_EQ(split_pipe_row("| **甲** | 乙\\|丙 |  |"), (Texts{"甲", "乙|丙", ""}));
  EXPECT_TRUE(is_separator_row(split_pipe_row("| --- | :-: |")));
  EXPECT_FALSE(is_separator_row({}));
  EXPECT_FALSE(is_pipe_row("|"));
}

TEST(Tables, ANestedTableIsFlattened) {
  EXPECT_EQ(split_pipe_row("| |  |  | | --- | --- | | **01** | 老桥封闭 | |"),
            (Texts{"01", "老桥封闭"}));
}

TEST(Tables, AFirstRowOfValuesIsNoHeader) {
  ParsedDocument parsed = parse_ok("a.txt", "1\t12.5\t3%\n2\t13.1\t4%\n3\t13.4\t5%\n");
  ASSERT_EQ(parsed.cells.size(), 9u);
  for (const TableCell& cell : parsed.cells) EXPECT_FALSE(cell.header) << cell.text;
}

TEST(Tables, ADashAloneIsACell) {
  EXPECT_EQ(split_pipe_row("| 环线 | - |  | 1.5 |"), (Texts{"环线", "-", "", "1.5"}));
  ParsedDocument parsed = parse_ok(
      "a.md",
      "| 線路 | 客流 |\n| - | - |\n| 甲 | 1 |\n| - | - |\n| 乙 | 2 |\n| --- | --- |\n| 丙 | 3 |\n");
  ASSERT_EQ(parsed.cells.size(), 10u);
  for (const TableCell& cell : parsed.cells) EXPECT_EQ(cell.header, cell.row == 0) << cell.text;
  EXPECT_EQ(parsed.cells[4].text, "-");
}

TEST(Tables, ASecondHeaderRowBelowTheRule) {
  ParsedDocument parsed = parse_ok("a.md",
                                   "| 线路 | 客流 |  |\n| --- | --- | --- |\n|  | 2024 | 2025 |\n| "
                                   "甲 | 1 | 2 |\n| 乙 | 3 | 4 |\n");
  for (const TableCell& cell : parsed.cells) EXPECT_EQ(cell.header, cell.row < 2) << cell.text;
}

TEST(Tables, TabsWithATwoRowHeader) {
  ParsedDocument parsed =
      parse_ok("a.txt",
               "代码\t名称\t利润\t\n\t\t2024\t2025\n0700\t海角港务\t19.5\t22.2\n"
               "9999\t城南电车\t12.0\t12.9\n");
  ASSERT_EQ(parsed.cells.size(), 16u);
  for (const TableCell& cell : parsed.cells) EXPECT_EQ(cell.header, cell.row < 2) << cell.text;
  EXPECT_EQ(parsed.cells[15].text, "12.9");
  EXPECT_EQ(parsed.cells[15].column, 3);
}

TEST(Tables, ATitleRowInsideTheTableIsHeader) {
  ParsedDocument parsed =
      parse_ok("a.txt", "电车销量汇总\t\t\n公司\t销量\t增长\n甲\t1\t2\n乙\t3\t4\n");
  ASSERT_EQ(parsed.cells.size(), 12u);
  EXPECT_TRUE(parsed.cells[0].header);
  EXPECT_TRUE(parsed.cells[3].header);
  EXPECT_FALSE(parsed.cells[6].header);
}

TEST(Tables, ALoneTabIsText) {
  ParsedDocument parsed = parse_ok("a.txt", "甲\t乙\n\n丙的一段话写在这里，没有表格。\n");
  EXPECT_TRUE(parsed.cells.empty());
}

TEST(Tables, CaptionsAreKept) {
  ParsedDocument parsed =
      parse_ok("a.md",
               "图3：电车销量（万辆）\n\n| 年 | 销量 |\n| --- | --- |\n| 2025 | 3 |\n\n"
               "资料来源：海角统计局\n\n销量连续三年上升，今年首次超过三万辆。\n");
  EXPECT_EQ(texts(parsed, BlockKind::kCaption),
            (Texts{"图3：电车销量（万辆）", "资料来源：海角统计局"}));
}

}  // namespace
}  // namespace eider::parse
