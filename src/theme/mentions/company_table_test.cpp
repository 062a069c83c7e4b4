#include "theme/mentions/company_table.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "theme/mentions/listing.h"

namespace eider::theme {
namespace {

using Names = std::vector<std::string>;

constexpr std::string_view kTable =
    "company,name_en,name_hant,ticker,exchange,currency,aliases,context,blocks,source,checked_on\n"
    "机器人,Siasun Robot,機器人,300024,SZSE,CNY,新松|新松机器人,新松|300024,聊天机器人| 工业机器人 "
    ",名录,2026-05-01\n"
    "商汤,SenseTime,商湯,20,HKEX,HKD,\"商汤集团|商汤科技\",,,,\n";

TEST(ReadCompanies, EveryWrittenFormIsAnAlias) {
  const auto companies = read_companies(kTable);
  ASSERT_TRUE(companies) << companies.error().message();
  ASSERT_EQ(companies->size(), 2u);
  const Company& robot = (*companies)[0];
  EXPECT_EQ(robot.id, 1);
  EXPECT_EQ(robot.ticker, "300024");
  EXPECT_EQ(robot.aliases,
            (Names{"机器人", "Siasun Robot", "機器人", "新松", "新松机器人", "300024.SZ"}));
  EXPECT_EQ(robot.contexts, (Names{"新松", "300024"}));
  EXPECT_EQ(robot.blocks, (Names{"聊天机器人", "工业机器人"}));
  EXPECT_EQ(robot.checked_on, "2026-05-01");
  EXPECT_EQ((*companies)[1].aliases,
            (Names{"商汤", "SenseTime", "商湯", "商汤集团", "商汤科技", "0020.HK", "00020.HK"}));
}

TEST(ReadCompanies, ASecondListingIsTheSameCompany) {
  const auto companies = read_companies(
      "ticker,exchange,company,aliases\n"
      "BABA,NYSE,阿里巴巴,Alibaba\n"
      "09988,HKEX,阿里巴巴,Alibaba|阿里云\n");
  ASSERT_TRUE(companies) << companies.error().message();
  ASSERT_EQ(companies->size(), 1u);
  EXPECT_EQ((*companies)[0].ticker, "BABA");
  EXPECT_EQ((*companies)[0].exchange, "NYSE");
  const Names& aliases = (*companies)[0].aliases;
  EXPECT_EQ(std::ranges::count(aliases, "Alibaba"), 1);
  EXPECT_EQ(std::ranges::count(aliases, "9988.HK"), 1);
  EXPECT_EQ(std::ranges::count(aliases, "阿里云"), 1);
}

TEST(ReadCompanies, EveryBadRowIsNamed) {
  const auto companies = read_companies(
      "company,ticker,exchange,checked_on\n"
      "甲,1,SSE,\n"
      ",2,SSE,\n"
      "乙,3 3,SSE,yesterday\n"
      "丙,1,SSE,\n"
      "丁,4\n");
  ASSERT_FALSE(companies);
  EXPECT_EQ(companies.error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(companies.error().what,
            "5 bad values: line 3, column company: empty; line 4, column ticker: not a code: "
            "'3 3'; line 4, column checked_on: not a date: 'yesterday'; line 5, column ticker: "
            "1.SSE stands in line 2 already; line 6, column (all): 2 fields instead of 4");
}

TEST(ReadCompanies, ALongListOfComplaintsIsCounted) {
  std::string csv = "company,ticker,exchange\n";
  for (int i = 0; i < 50; ++i) csv += ",1" + std::to_string(i) + ",SSE\n";
  const auto companies = read_companies(csv);
  ASSERT_FALSE(companies);
  EXPECT_TRUE(companies.error().what.starts_with("50 bad values: line 2"));
  EXPECT_TRUE(companies.error().what.ends_with("and 30 more")) << companies.error().what;
}

TEST(ReadCompanies, ColumnsAreChecked) {
  const auto unknown = read_companies("company,ticker,exchange,alias\n");
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().what, "unknown column 'alias'");
  const auto missing = read_companies("company,ticker\n");
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().what, "column 'exchange' is missing");
  const auto twice = read_companies("company,ticker,exchange,company\n");
  ASSERT_FALSE(twice);
  EXPECT_EQ(twice.error().what, "column 'company' stands twice");
}

TEST(ReadCompanies, EmptyTextIsRefusedAndAHeaderAloneIsNot) {
  EXPECT_FALSE(read_companies(""));
  EXPECT_FALSE(read_companies("\n\n"));
  const auto none = read_companies("company,ticker,exchange\n");
  ASSERT_TRUE(none);
  EXPECT_TRUE(none->empty());
}

TEST(ReadCompanies, BytesThatAreNotUtf8AreNamed) {
  const auto companies = read_companies("company,ticker,exchange\n\xc9\xcc\xcc\xc0,1,SSE\n");
  ASSERT_FALSE(companies);
  EXPECT_EQ(companies.error().code, ErrorCode::kCorrupt);
  EXPECT_EQ(companies.error().where, "byte 24");
}

TEST(ListingNames, AsNewsWriteThem) {
  EXPECT_EQ(listing_names("300024", "SZSE"), (Names{"300024.SZ"}));
  EXPECT_EQ(listing_names("688256", "SSE"), (Names{"688256.SH"}));
  EXPECT_EQ(listing_names("00700", "HKEX"), (Names{"0700.HK", "00700.HK"}));
  EXPECT_EQ(listing_names("NVDA", "NASDAQ"),
            (Names{"NVDA.US", "NVDA.O", "NASDAQ:NVDA", "NASDAQ: NVDA"}));
  EXPECT_EQ(listing_names("2330", "TWSE"), (Names{"2330.TW"}));
  EXPECT_EQ(listing_names("000001", "SZ"), (Names{"000001.SZ"}));
}

}  // namespace
}  // namespace eider::theme
