#include "rows/amounts.h"

#include <gtest/gtest.h>

namespace eider::rows {
namespace {

TEST(Amounts, AreMarkedAndComeBack) {
  const auto marked =
      mark_amounts("2026年5月1日，东岚港投资8.15亿元，增长12.5%，用工300人，吞吐12,345箱。");
  EXPECT_EQ(marked.text, "2026年5月1日，东岚港投资[#1]元，增长[#2]%，用工300人，吞吐[#3]箱。");
  EXPECT_EQ(marked.amounts, (std::vector<std::string>{"8.15亿", "12.5", "12,345"}));
  EXPECT_EQ(put_amounts_back("It invests [#1] yuan, [#2]%, [#3] boxes.", marked, false).value(),
            "It invests 815 million yuan, 12.5%, 12,345 boxes.");
}

TEST(Amounts, AreRewrittenExactly) {
  EXPECT_EQ(rewritten_amount("8.15亿", false), "815 million");
  EXPECT_EQ(rewritten_amount("8.15亿", true), "8.15亿");
  EXPECT_EQ(rewritten_amount("32万", false), "320000");
  EXPECT_EQ(rewritten_amount("1250万", false), "12.5 million");
  EXPECT_EQ(rewritten_amount("1.2万亿", false), "1.2 trillion");
  EXPECT_EQ(rewritten_amount("95億", false), "9.5 billion");
  EXPECT_EQ(rewritten_amount("815 million", true), "8.15亿");
  EXPECT_EQ(rewritten_amount("1.5 million", true), "150万");
  EXPECT_EQ(rewritten_amount("0.5 trillion", true), "5000亿");
  EXPECT_EQ(rewritten_amount("0.05亿", false), "5 million");
  EXPECT_EQ(rewritten_amount("12,345", true), "12,345");
}

TEST(Amounts, OneThatIsLostOrInventedIsRefused) {
  const auto marked = mark_amounts("8.15亿和12,345");
  EXPECT_FALSE(put_amounts_back("[#1]", marked, false));
  EXPECT_FALSE(put_amounts_back("[#1] [#2] [#3]", marked, false));
  EXPECT_FALSE(put_amounts_back("[#1] [#2] [#", marked, false));
  EXPECT_FALSE(put_amounts_back("[#1] [#2] [#99999999999999999999999]", marked, false));
  EXPECT_TRUE(put_amounts_back("[#2] [#1]", marked, false));
}

TEST(Amounts, AScaleThatTheModelAddsIsNotDoubled) {
  const auto marked = mark_amounts("8.15亿元");
  EXPECT_EQ(put_amounts_back("[#1] million yuan", marked, false).value(), "815 million yuan");
  EXPECT_EQ(put_amounts_back("[#1] 万元", marked, true).value(), "8.15亿元");
  EXPECT_FALSE(put_amounts_back("[#1] million", mark_amounts("12,345"), false));
}

TEST(Amounts, NumbersOfAReplyMustStandInTheText) {
  EXPECT_TRUE(check_numbers("It cost 1234 in 2026.", "In 2026 it cost 1,234."));
  EXPECT_FALSE(check_numbers("It cost 12340.", "It cost 1,234."));
  EXPECT_TRUE(check_numbers("no numbers, 12", ""));
}

TEST(Amounts, EmptyAndBrokenText) {
  EXPECT_EQ(mark_amounts("").text, "");
  EXPECT_EQ(mark_amounts("\xFF\xFE 12,345").text, "\xFF\xFE [#1]");
  EXPECT_EQ(put_amounts_back("", mark_amounts(""), true).value(), "");
}

}  // namespace
}  // namespace eider::rows
