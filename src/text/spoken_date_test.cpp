// Days that a text speaks of, and those it only mentions.

#include "text/spoken_date.h"

#include <gtest/gtest.h>

namespace eider::text {
namespace {

std::string spoken(std::string_view text, std::string_view published = "2026-05-02") {
  return spoken_date(text, published).value_or("none");
}

TEST(SpokenDate, DaysWithoutAYearAreTheNearest) {
  EXPECT_EQ(spoken("5月1日，港务局宣布新码头启用。"), "2026-05-01");
  EXPECT_EQ(spoken("港務局於 4 月 28 日宣布，新碼頭啟用。"), "2026-04-28");
  EXPECT_EQ(spoken("12月30日，第一班船靠岸。", "2026-01-02"), "2025-12-30");
  EXPECT_EQ(spoken("1月3日将开通夜班。", "2025-12-30"), "2026-01-03");
  EXPECT_EQ(spoken("The harbour board said on May 1 that the quay would open."), "2026-05-01");
  EXPECT_EQ(spoken("On 28 April the board met."), "2026-04-28");
}

TEST(SpokenDate, DayWords) {
  EXPECT_EQ(spoken("记者昨天从港务局获悉，新码头启用。"), "2026-05-01");
  EXPECT_EQ(spoken("今日，新码头启用。"), "2026-05-02");
  EXPECT_EQ(spoken("前天下午，新碼頭啟用。"), "2026-04-30");
  EXPECT_EQ(spoken("The quay opened yesterday.", "2026-03-01T08:00:00"), "2026-02-28");
}

TEST(SpokenDate, AFullDateNeedsNoPublication) {
  EXPECT_EQ(spoken("2025年11月20日，新码头启用。", ""), "2025-11-20");
  EXPECT_EQ(spoken("5月1日，新码头启用。", ""), "none");
  EXPECT_EQ(spoken("昨天，新码头启用。", ""), "none");
}

TEST(SpokenDate, WhatIsNotSureIsNotTaken) {
  EXPECT_EQ(spoken("截至5月1日，仓库已满。"), "none");
  EXPECT_EQ(spoken("活动从4月20日到4月25日举行。"), "none");
  EXPECT_EQ(spoken("4月20日起，票价上调。"), "none");
  EXPECT_EQ(spoken("今日头条发布了新功能。"), "none");
  EXPECT_EQ(spoken("他说：“昨天我还在船上。”"), "none");
  EXPECT_EQ(spoken("11月20日，新码头启用。"), "none");  // half a year away
  EXPECT_EQ(spoken("2月30日，没有这一天。"), "none");
  EXPECT_EQ(spoken("第一句。第二句。5月1日在第三句。"), "none");
  EXPECT_EQ(spoken(""), "none");
  EXPECT_EQ(spoken("\xFF\xE5"), "none");
}

TEST(DatelineDate, OnlyAtTheBeginning) {
  EXPECT_EQ(dateline_date("海角社北岸5月1日电（记者林晓）新码头启用。", "2026-05-02"),
            "2026-05-01");
  EXPECT_EQ(dateline_date("海角日報4月30日訊 新碼頭啟用。", "2026-05-02"), "2026-04-30");
  EXPECT_EQ(dateline_date("海角社北岸2025年5月1日电", ""), "2025-05-01");
  EXPECT_FALSE(dateline_date("5月1日，新码头启用。", "2026-05-02"));
  EXPECT_FALSE(dateline_date("港务局说，海角社5月1日电", "2026-05-02"));
}

}  // namespace
}  // namespace eider::text
