#include "corpus/tables/column.h"

#include <gtest/gtest.h>

#include "corpus/tables/testing.h"

namespace eider::tables {
namespace {

Column typed(const std::string& name, const Texts& cells, std::string_view caption = "") {
  std::vector<const std::string*> pointers;
  for (const std::string& cell : cells) pointers.push_back(&cell);
  return typed_column({name, unit_in_header(name)}, pointers, unit_in_caption(caption));
}

// "BIGINT [unit]: 1, 2" and " !n" where n cells are untyped.
std::string read(const std::string& name, const Texts& cells, std::string_view caption = "") {
  const Column column = typed(name, cells, caption);
  std::string text = sql_type(column);
  if (!column.unit.empty()) text += " [" + column.unit + "]";
  if (column.untyped > 0) text += " !" + std::to_string(column.untyped);
  std::string values;
  for (const std::string& value : shown(column)) values += (values.empty() ? "" : "; ") + value;
  return text + ": " + values;
}

TEST(Column, WholeNumbersAndFractions) {
  EXPECT_EQ(read("客流", {"1,234", "56", ""}), "BIGINT: 1234; 56; NULL");
  EXPECT_EQ(read("客流", {"1,234.5", "56"}), "DOUBLE: 1234.5; 56");
  EXPECT_EQ(read("客流", {"１２", "－３"}), "BIGINT: 12; -3");
}

TEST(Column, MoneyWithFractionsIsExact) {
  EXPECT_EQ(read("票价(元)", {"2.50", "3.75", "4"}), "DECIMAL(18,2) [元]: 250; 375; 400");
  EXPECT_EQ(read("價格", {"HK$0.1", "HK$0.25"}), "DECIMAL(18,2) [HK$]: 10; 25");
  EXPECT_EQ(read("Price (US$)", {"0.1234567890123456789"}), "VARCHAR: 0.1234567890123456789");
  EXPECT_EQ(read("Price (US$)", {"123456789012345678", "0.5"}),
            "DOUBLE [US$]: 1.23456789012346e+17; 0.5");
}

TEST(Column, OneUnitForAll) {
  EXPECT_EQ(read("营收", {"8.15亿元", "3200万元", "0"}), "BIGINT [元]: 815000000; 32000000; 0");
  EXPECT_EQ(read("營收(億元)", {"8.15", "3,200萬", "1億元"}), "DECIMAL(18,2) [億元]: 815; 32; 100");
  EXPECT_EQ(read("Revenue (US$ m)", {"1,200.5", "US$3bn"}), "DECIMAL(18,1) [US$ m]: 12005; 30000");
  EXPECT_EQ(read("用户", {"3.5万", "800"}), "BIGINT: 35000; 800");
  EXPECT_EQ(read("增速", {"3.5%", "▼0.5%", "2‰"}), "DOUBLE [%]: 3.5; -0.5; 0.2");
  EXPECT_EQ(read("利差", {"1.2个百分点", "25bp"}), "DOUBLE [个百分点]: 1.2; 0.25");
}

TEST(Column, UnitsThatDoNotMeetStayText) {
  EXPECT_EQ(read("金额", {"$3", "€4", "$5"}), "VARCHAR !1: $3; €4; $5");
  EXPECT_EQ(read("金额", {"3%", "4", "5%"}), "VARCHAR !1: 3%; 4; 5%");
  EXPECT_EQ(read("金额(元)", {"3", "4%", "5"}), "VARCHAR !1: 3; 4%; 5");
}

TEST(Column, WhatCannotBeTypedStaysTextAndIsCounted) {
  EXPECT_EQ(read("客流", {"12", "13", "约14", "15"}), "VARCHAR !1: 12; 13; 约14; 15");
  EXPECT_EQ(read("名称", {"港口线", "2号线", "7"}), "VARCHAR: 港口线; 2号线; 7");
}

TEST(Column, CodesKeepTheirZeros) {
  EXPECT_EQ(read("代码", {"000001", "600519"}), "VARCHAR !1: 000001; 600519");
  EXPECT_EQ(read("代码", {"0700.HK", "9999.HK"}), "VARCHAR: 0700.HK; 9999.HK");
}

TEST(Column, BlanksAreNull) {
  EXPECT_EQ(read("客流", {"1", "-", "—", "N/A", "不适用", "不適用", "", "暂无", "无"}),
            "BIGINT: 1; NULL; NULL; NULL; NULL; NULL; NULL; NULL; NULL");
  EXPECT_EQ(read("备注", {"好", "-", "N/A", "", "无"}), "VARCHAR: 好; NULL; NULL; NULL; 无");
  EXPECT_EQ(read("备注", {"", "-"}), "VARCHAR: NULL; NULL");
  EXPECT_EQ(read("备注", {}), "VARCHAR: ");
}

TEST(Column, DatesTimesAndTimestamps) {
  EXPECT_EQ(read("日期", {"2026年5月1日", "2026/5/2", "May 3, 2026", "-"}),
            "DATE: 2026-05-01; 2026-05-02; 2026-05-03; NULL");
  EXPECT_EQ(read("Time", {"2026-05-01 08:30", "2026-05-02"}),
            "TIMESTAMP: 2026-05-01T08:30:00; 2026-05-02");
  EXPECT_EQ(read("停留", {"00:06:34", "1:02:03"}), "TIME: 00:06:34; 01:02:03");
  EXPECT_EQ(read("停留", {"00:06:34", "25:00:00"}), "VARCHAR !1: 00:06:34; 25:00:00");
  EXPECT_EQ(read("停留", {"12:30"}), "VARCHAR: 12:30");
  EXPECT_EQ(read("季度", {"Q1 2026", "Q2 2026"}), "VARCHAR: Q1 2026; Q2 2026");
  EXPECT_EQ(read("日期", {"5月1日", "2026年5月"}), "VARCHAR: 5月1日; 2026年5月");
  EXPECT_EQ(read("Date", {"5/1/2026"}), "VARCHAR: 5/1/2026");
}

TEST(Column, YesAndNo) {
  EXPECT_EQ(read("上市", {"是", "否", "-"}), "BOOLEAN: true; false; NULL");
  EXPECT_EQ(read("Listed", {"Yes", "no"}), "BOOLEAN: true; false");
  EXPECT_EQ(read("支持", {"✓", ""}), "BOOLEAN: true; NULL");
  EXPECT_EQ(read("支持", {"是", "no"}), "VARCHAR !1: 是; no");
}

TEST(Column, ACaptionsUnitCountsForPlainNumbersOnly) {
  EXPECT_EQ(read("营收", {"12.5", "3亿"}, "单位：万元"), "DECIMAL(18,1) [万元]: 125; 300000");
  EXPECT_EQ(read("增速", {"12.5%"}, "单位：万元"), "DOUBLE [%]: 12.5");
  EXPECT_EQ(read("净利(亿元)", {"12"}, "单位：万元"), "BIGINT [亿元]: 12");
  EXPECT_EQ(read("年份", {"2024", "2025"}, "单位：万元"), "BIGINT: 2024; 2025");
  EXPECT_EQ(read("名称", {"甲"}, "单位：万元"), "VARCHAR: 甲");
}

TEST(Column, BracketedRowNumbersAreNoLosses) {
  EXPECT_EQ(read("序号", {"(1)", "(2)", "(3)"}), "VARCHAR: (1); (2); (3)");
  EXPECT_EQ(read("利润", {"(1)", "(12)"}), "BIGINT: -1; -12");
}

TEST(Column, RawIsWhatTheCellsSay) {
  const Texts cells = {"1,234", "-", ""};
  const Column column =
      raw_column({"客流", std::nullopt}, {&cells[0], &cells[1], &cells[2], nullptr});
  EXPECT_EQ(shown(column), (Texts{"1,234", "-", "", "NULL"}));
}

}  // namespace
}  // namespace eider::tables
