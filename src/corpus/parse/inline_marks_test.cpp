#include "corpus/parse/inline_marks.h"

#include <gtest/gtest.h>

namespace eider::parse {
namespace {

TEST(InlineMarks, LinksImagesAndEmphasis) {
  EXPECT_EQ(strip_marks("见[港口](http://a/b(c))的**新**闻"), "见港口的新闻");
  EXPECT_EQ(strip_marks("![照片](x.jpg)码头"), "码头");
  EXPECT_EQ(strip_marks("[![logo](a.png)](http://b) 码头"), " 码头");
  EXPECT_EQ(strip_marks("*轻* _重_ `code` __both__"), "轻 重 code both");
  EXPECT_EQ(strip_marks("<https://a.b> 1<br>2"), "https://a.b 1 2");
  EXPECT_EQ(strip_marks("A &amp; B &lt; C"), "A & B < C");
}

TEST(InlineMarks, WhatIsNoMarkStays) {
  EXPECT_EQ(strip_marks("3 * 4 = 12, snake_case_name, a < b"),
            "3 * 4 = 12, snake_case_name, a < b");
  EXPECT_EQ(strip_marks("数组[0]和(括号)"), "数组[0]和(括号)");
  EXPECT_EQ(strip_marks("\\*不是强调\\*"), "*不是强调*");
  EXPECT_EQ(strip_marks(""), "");
}

TEST(InlineMarks, ADoubledLinkCountsOnce) {
  EXPECT_EQ(strip_marks("[老桥封闭](http://a) [老桥封闭](http://a)"), "老桥封闭 ");
}

TEST(InlineMarks, Spaces) {
  EXPECT_EQ(tidy_spaces("\xC2\xA0 a \t\xE3\x80\x80 b\xE2\x80\x8B "), "a b");
  EXPECT_EQ(tidy_spaces(""), "");
}

TEST(InlineMarks, LetterSpacing) {
  EXPECT_EQ(close_letter_spacing("需 求 或 可 达 到 8.4 倍，相 当 于"),
            "需求或可达到 8.4 倍，相当于");
  EXPECT_EQ(close_letter_spacing("首页 要闻 财经"), "首页 要闻 财经");
  EXPECT_EQ(close_letter_spacing("丁 蓉"), "丁 蓉");
}

}  // namespace
}  // namespace eider::parse
