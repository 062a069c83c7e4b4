// Dates in every written form, false ones refused, and where they stand in the text.

#include "text/dates.h"

#include <gtest/gtest.h>

namespace eider::text {
namespace {

std::string parsed(std::string_view text) { return parse_date(text).value_or("none"); }

TEST(ParseDate, NumericForms) {
  for (std::string_view text :
       {"2026-05-01", "2026/5/1", "2026.05.01", " 2026-5-1 ", "２０２６．５．１"}) {
    EXPECT_EQ(parsed(text), "2026-05-01") << text;
  }
}

TEST(ParseDate, ChineseForms) {
  for (std::string_view text : {"2026年5月1日", "2026 年 5 月 1 日", "2026年05月01號",
                                "２０２６年５月１日", "二〇二六年五月一日", "二零二六年五月一号",
                                "民國115年5月1日", "2026年5月1日 星期五", "2026年5月1日（周五）"}) {
    EXPECT_EQ(parsed(text), "2026-05-01") << text;
  }
  EXPECT_EQ(parsed("二〇二五年十二月三十一日"), "2025-12-31");
  EXPECT_EQ(parsed("二〇二五年十月二十日"), "2025-10-20");
}

TEST(ParseDate, EnglishForms) {
  for (std::string_view text :
       {"May 1, 2026", "MAY 1 2026", "1 May 2026", "1st of May, 2026", "01-May-2026",
        "Friday, May 1, 2026", "Fri, 01 May 2026", "May 1st, 2026"}) {
    EXPECT_EQ(parsed(text), "2026-05-01") << text;
  }
  EXPECT_EQ(parsed("Sept. 3, 2025"), "2025-09-03");
  EXPECT_EQ(parsed("Dec 31, 1999"), "1999-12-31");
}

TEST(ParseDate, Times) {
  for (std::string_view text :
       {"2026-05-01T08:30:00", "2026-05-01 08:30", "2026-05-01T08:30:00Z",
        "2026-05-01T08:30:00+08:00", "2026年5月1日 8:30", "2026年5月1日上午8时30分",
        "2026年5月1日 星期五 08:30", "May 1, 2026, 8:30 a.m.", "Fri, 01 May 2026 08:30:00 GMT",
        "2026-05-01T08:30:00.125Z", "2026年5月1日8時30分0秒"}) {
    EXPECT_EQ(parsed(text), "2026-05-01T08:30:00") << text;
  }
  EXPECT_EQ(parsed("2026-05-01 下午3:05"), "2026-05-01T15:05:00");
  EXPECT_EQ(parsed("2026年5月1日下午3点"), "2026-05-01T15:00:00");
  EXPECT_EQ(parsed("2026年5月1日23时59分58秒"), "2026-05-01T23:59:58");
  EXPECT_EQ(parsed("1 May 2026 12:00 am"), "2026-05-01T00:00:00");
  EXPECT_EQ(parsed("1 May 2026 12:15 pm"), "2026-05-01T12:15:00");
}

TEST(ParseDate, WhatIsNoDate) {
  for (std::string_view text :
       {"", " ", "2026", "2026-05", "2026年5月", "2026-02-30", "2026-13-01", "2026-00-10",
        "2026-5/1", "2026-05-011", "12026-05-01", "1799-01-01", "5/1/2026", "May 2026",
        "Maybe 1, 2026", "2026-05-01 25:00", "2026-05-01 and more", "2025年2月29日",
        "\xFF 2026-05-01"}) {
    EXPECT_EQ(parsed(text), "none") << text;
  }
  EXPECT_EQ(parsed("2024-02-29"), "2024-02-29");
}

TEST(FindDate, TheFirstFullDateAndItsBytes) {
  const auto expect_found = [](std::string_view text, std::string_view iso, std::string_view part) {
    const auto found = find_date(text);
    ASSERT_TRUE(found.has_value()) << text;
    EXPECT_EQ(found->iso, iso);
    EXPECT_EQ(slice(text, found->span), part);
  };
  expect_found("本报讯 2026年5月1日，北京", "2026-05-01", "2026年5月1日");
  expect_found("發佈於民國115年5月1日 08:30 台北", "2026-05-01T08:30:00", "民國115年5月1日 08:30");
  expect_found("Published on May 1, 2026 by staff, 2 May 2026", "2026-05-01", "May 1, 2026");
  expect_found("发布时间：２０２６－０５－０１。", "2026-05-01", "２０２６－０５－０１");
  expect_found("in 2025 or 2026-05 or 2026-05-01.", "2026-05-01", "2026-05-01");
  expect_found("\xFF\xE4 2026/5/1", "2026-05-01", "2026/5/1");
  expect_found("11 May 2026", "2026-05-11", "11 May 2026");
  expect_found("2026-02-30 then 2026-03-01", "2026-03-01", "2026-03-01");
}

TEST(FindDate, NoneInside) {
  for (std::string_view text :
       {"", "没有日期", "version v2026.05.01", "12026-05-01", "6月1日", "\xFF"}) {
    EXPECT_FALSE(find_date(text).has_value()) << text;
  }
}

}  // namespace
}  // namespace eider::text
