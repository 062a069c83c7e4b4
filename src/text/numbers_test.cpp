#include "text/numbers.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace eider::text {
namespace {

// "815000000 CNY", "-3.9 %", "0.3 %^-1 scaled": number, code and power of the unit; "none".
std::string read(std::string_view text) {
  const auto quantity = parse_quantity(text);
  if (!quantity) return "none";
  std::string shown = std::to_string(quantity->number.digits);
  if (quantity->number.exponent != 0) shown += "e" + std::to_string(quantity->number.exponent);
  if (!quantity->unit.code.empty()) shown += " " + quantity->unit.code;
  if (quantity->unit.power != 0) shown += "^" + std::to_string(quantity->unit.power);
  return shown;
}

std::string unit(std::string_view text) {
  const auto found = parse_unit(text);
  if (!found) return "none";
  return found->code + "^" + std::to_string(found->power);
}

TEST(Numbers, GroupsAndPoints) {
  EXPECT_EQ(read("0"), "0");
  EXPECT_EQ(read(" 42 "), "42");
  EXPECT_EQ(read("1,234.5"), "12345e-1");
  EXPECT_EQ(read("3,549,273"), "3549273");
  EXPECT_EQ(read("635.10"), "6351e-1");
  EXPECT_EQ(read("1,000,000"), "1e6");
  EXPECT_EQ(read("1'234'567.89"), "123456789e-2");
  EXPECT_EQ(read("1 234 567"), "1234567");
  EXPECT_EQ(read("1\u00a0234,5"), "12345e-1");
  EXPECT_EQ(read("1.234,5"), "12345e-1");
  EXPECT_EQ(read(".5"), "5e-1");
  EXPECT_EQ(read("1.2e-6"), "12e-7");
  EXPECT_EQ(read("1E5"), "1e5");
}

TEST(Numbers, WhatCouldMeanTwoThingsIsNone) {
  for (std::string_view text : {"1,5",        "12 34",
                                "1 234",      "1.234.567",
                                "1,23,456",   "1,2345",
                                "1..5",       "5.",
                                "007",        "00.5",
                                "0,123",      "10-20",
                                "2026-05-01", "12:30",
                                "1/2",        "3G",
                                "4m",         "v1",
                                "IPv6",       "192.168.100.200",
                                "1e999",      "1234567890123456789"}) {
    EXPECT_EQ(read(text), "none") << text;
  }
}

TEST(Numbers, SuperscriptsFractionsAndCirclesAreNoDigits) {
  for (std::string_view text : {"12²", "10³", "½", "3½", "①", "12①", "㎡", "5㎡", "x₁"}) {
    EXPECT_EQ(read(text), "none") << text;
  }
}

TEST(Numbers, FullWidthDigitsAndMarks) {
  EXPECT_EQ(read("１，２３４．５"), "12345e-1");
  EXPECT_EQ(read("－３．５％"), "-35e-1 %");
  EXPECT_EQ(read("（１２３）"), "-123");
  EXPECT_EQ(read("＋７"), "7");
}

TEST(Numbers, SignsOfEveryKind) {
  for (std::string_view dash : {"-", "−", "–", "—", "－", "﹣", "‐", "‑", "- "}) {
    EXPECT_EQ(read(std::string(dash) + "12.5"), "-125e-1") << dash;
  }
  EXPECT_EQ(read("+12"), "12");
  EXPECT_EQ(read("-$3.2"), "-32e-1 $");
  EXPECT_EQ(read("$-3.2"), "-32e-1 $");
  EXPECT_EQ(read("--3"), "none");
  EXPECT_EQ(read("±3"), "none");
  EXPECT_EQ(read("-"), "none");
}

TEST(Numbers, BracketsOfAccounts) {
  EXPECT_EQ(read("(1,234)"), "-1234");
  EXPECT_EQ(read("(12.3%)"), "-123e-1 %");
  EXPECT_EQ(read("(12.3)%"), "-123e-1 %");
  EXPECT_EQ(read("$(1,234)"), "-1234 $");
  EXPECT_EQ(read("(-3.9%)"), "-39e-1 %");
  EXPECT_EQ(read("(+3.9%)"), "none");
  EXPECT_EQ(read("(3"), "none");
  EXPECT_EQ(read("3)"), "none");
  EXPECT_EQ(read("()"), "none");
  EXPECT_TRUE(parse_quantity("(5)")->bracketed);
}

TEST(Numbers, ArrowsAndTrianglesAreSigns) {
  EXPECT_EQ(read("↑ 0.04%"), "4e-2 %");
  EXPECT_EQ(read("↓ - 3.90%"), "-39e-1 %");
  EXPECT_EQ(read("↓3.90%"), "-39e-1 %");
  EXPECT_EQ(read("▲0.5%"), "5e-1 %");
  EXPECT_EQ(read("▼ 0.5"), "-5e-1");
  EXPECT_EQ(read("0.5%▼"), "-5e-1 %");
  EXPECT_EQ(read("△1.2"), "12e-1");
  EXPECT_EQ(read("▽1.2"), "-12e-1");
  EXPECT_EQ(read("⬆️3"), "3");
  EXPECT_EQ(read("↑ -3%"), "none");
  EXPECT_EQ(read("↓ +3%"), "none");
  EXPECT_EQ(read("↑"), "none");
}

TEST(Numbers, ScalesMultiplyExactly) {
  EXPECT_EQ(read("8.15亿"), "815e6");
  EXPECT_EQ(*parse_quantity("8.15亿")->number.in_places(0), 815'000'000);
  EXPECT_EQ(read("3.2萬"), "32e3");
  EXPECT_EQ(read("1.2百万"), "12e5");
  EXPECT_EQ(read("5千"), "5e3");
  EXPECT_EQ(read("2兆"), "2e12");
  EXPECT_EQ(read("1.5万亿"), "15e11");
  EXPECT_EQ(read("3亿5000万"), "35e7");
  EXPECT_EQ(read("1亿2,345.6万"), "123456e3");
  EXPECT_EQ(read("3.5 million"), "35e5");
  EXPECT_EQ(read("12bn"), "12e9");
  EXPECT_EQ(read("1.3 Trillion"), "13e11");
  EXPECT_EQ(read("262.5M"), "2625e5");
  EXPECT_EQ(read("10K"), "1e4");
  EXPECT_TRUE(parse_quantity("8.15亿")->scaled);
  EXPECT_FALSE(parse_quantity("8.15")->scaled);
  EXPECT_EQ(read("3万5亿"), "none");
  EXPECT_EQ(read("1万2"), "none");
  EXPECT_EQ(read("1亿99999万"), "none");
  EXPECT_EQ(read("亿"), "none");
}

TEST(Numbers, CurrenciesOfBothScriptsAndSides) {
  EXPECT_EQ(read("8.15亿元"), "815e6 yuan");
  EXPECT_EQ(read("8.15億元人民幣"), "815e6 CNY");
  EXPECT_EQ(read("人民币8亿元"), "8e8 CNY");
  EXPECT_EQ(read("RMB 1,200"), "12e2 CNY");
  EXPECT_EQ(read("¥12.5"), "125e-1 yen or yuan");
  EXPECT_EQ(read("￥12.5"), "125e-1 yen or yuan");
  EXPECT_EQ(read("379.4港元"), "3794e-1 HKD");
  EXPECT_EQ(read("HK$ 379.4"), "3794e-1 HKD");
  EXPECT_EQ(read("US$12.3bn"), "123e8 USD");
  EXPECT_EQ(read("$12m"), "12e6 $");
  EXPECT_EQ(read("12.3 billion US dollars"), "123e8 USD");
  EXPECT_EQ(read("3億美元"), "3e8 USD");
  EXPECT_EQ(read("1.2 billion yuan"), "12e8 yuan");
  EXPECT_EQ(read("¥1.2亿元"), "12e7 yuan");
  EXPECT_EQ(read("NT$300"), "3e2 TWD");
  EXPECT_EQ(read("新臺幣300億元"), "3e10 TWD");
  EXPECT_EQ(read("€4.5"), "45e-1 EUR");
  EXPECT_EQ(read("£4.5m"), "45e5 GBP");
  EXPECT_EQ(read("12.5元/股"), "125e-1 yuan/share");
  EXPECT_EQ(read("$5 €"), "none");
  EXPECT_EQ(read("5元美元欧元"), "none");
}

TEST(Numbers, RatiosAndMeasures) {
  EXPECT_EQ(read("19.10%"), "191e-1 %");
  EXPECT_EQ(read("3‰"), "3 %^-1");
  EXPECT_EQ(read("1.2个百分点"), "12e-1 pp");
  EXPECT_EQ(read("1.2個百分點"), "12e-1 pp");
  EXPECT_EQ(read("25 bps"), "25 pp^-2");
  EXPECT_EQ(read("5 percent"), "5 %");
  EXPECT_EQ(read("3.5万辆"), "35e3 辆");
  EXPECT_EQ(read("3.5萬輛"), "35e3 辆");
  EXPECT_EQ(parse_quantity("3.5萬輛")->unit.written, "輛");
  EXPECT_EQ(read("18x"), "18 times");
  EXPECT_EQ(read("5 km"), "5 km");
  EXPECT_EQ(read("12 kmh"), "none");
  EXPECT_EQ(read("5%%"), "none");
  EXPECT_EQ(read("5pct"), "none");  // percent in English news, percentage points in Chinese ones
  EXPECT_EQ(read("+1.2pcts"), "12e-1 pp");
}

TEST(Numbers, FootnoteMarksGo) {
  for (std::string_view text : {"1,234*", "1,234**", "1,234 †", "1,234[1]", "1,234[12]", "1,234注1",
                                "1,234（注1）", "1,234(註)", "1,234[1]*"}) {
    EXPECT_EQ(read(text), "1234") << text;
  }
  for (std::string_view text : {"*", "[1]", "注1", "100注", "1,234(1)", "1,234[a]"}) {
    EXPECT_EQ(read(text), "none") << text;
  }
}

TEST(Numbers, EmptyTextBrokenBytesAndLongText) {
  EXPECT_EQ(read(""), "none");
  EXPECT_EQ(read("  \t"), "none");
  EXPECT_EQ(read("\xff"), "none");
  EXPECT_EQ(read("12\xff"), "none");
  EXPECT_EQ(read("\xe4\xba"), "none");
  EXPECT_EQ(read(std::string(100'000, '1')), "none");
  EXPECT_EQ(read(std::string("1\0002", 3)), "none");
}

TEST(Numbers, UnitsOfHeaders) {
  EXPECT_EQ(unit("亿元"), "yuan^8");
  EXPECT_EQ(unit("億元"), "yuan^8");
  EXPECT_EQ(unit("人民币百万元"), "CNY^6");
  EXPECT_EQ(unit("US$ m"), "USD^6");
  EXPECT_EQ(unit("US$ million"), "USD^6");
  EXPECT_EQ(unit("in millions of US$"), "USD^6");
  EXPECT_EQ(unit("HK$'000"), "HKD^3");
  EXPECT_EQ(unit("RMB’000"), "CNY^3");
  EXPECT_EQ(unit("百万港元/ 美元"), "HKD/USD^6");
  EXPECT_EQ(unit("港元/ 美元"), "HKD/USD^0");
  EXPECT_EQ(unit("元/股"), "yuan/share^0");
  EXPECT_EQ(unit("M"), "^6");
  EXPECT_EQ(unit("万辆"), "辆^4");
  EXPECT_EQ(unit("%"), "%^0");
  EXPECT_EQ(unit("‰"), "%^-1");
  EXPECT_EQ(parse_unit("百萬港元")->written, "百萬港元");
  for (std::string_view text :
       {"", "m", "同比", "2025", "元元元美元欧元", "/", "元/", "%%", "of"}) {
    EXPECT_EQ(unit(text), "none") << text;
  }
}

TEST(Decimals, AreExact) {
  EXPECT_EQ((Decimal{123, 4}.in_places(2)), 123'000'000);
  EXPECT_EQ((Decimal{123, -2}.in_places(2)), 123);
  EXPECT_EQ((Decimal{123, -2}.in_places(1)), std::nullopt);
  EXPECT_EQ((Decimal{1, 19}.in_places(0)), std::nullopt);
  EXPECT_EQ((Decimal{0, 0}.in_places(30)), 0);
  EXPECT_EQ((Decimal{1, -1}.to_double()), 0.1);
  EXPECT_EQ((Decimal{6351, -1}.to_double()), 635.1);
  EXPECT_EQ(sum_of({5, -1}, {5, -1}), (Decimal{1, 0}));
  EXPECT_EQ(sum_of({1, 18}, {1, -18}), std::nullopt);
  EXPECT_EQ(make_decimal(-1200, -1), (Decimal{-12, 1}));
}

}  // namespace
}  // namespace eider::text
