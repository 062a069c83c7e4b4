// Sentence ends in both scripts and in English, the cases that must not end, and the invariants
// over random text: in order, disjoint, trimmed, complete.

#include "text/sentences.h"

#include <gtest/gtest.h>

#include <array>
#include <random>
#include <string>

#include "text/utf8.h"

namespace eider::text {
namespace {

using Texts = std::vector<std::string>;

Texts split(std::string_view text) {
  Texts result;
  for (const Span span : sentences(text)) result.emplace_back(slice(text, span));
  return result;
}

TEST(Sentences, ChineseStopsEndThem) {
  EXPECT_EQ(split("公司发布新品。股价上涨！为什么？因为需求旺盛"),
            (Texts{"公司发布新品。", "股价上涨！", "为什么？", "因为需求旺盛"}));
  EXPECT_EQ(split("臺積電營收創新高。輝達呢？！"), (Texts{"臺積電營收創新高。", "輝達呢？！"}));
  EXPECT_EQ(split("第一；第二；第三。"), (Texts{"第一；第二；第三。"}));
}

TEST(Sentences, ClosingQuotesBelongToTheirSentence) {
  EXPECT_EQ(split("他说：“我们会赢。”记者离开。"), (Texts{"他说：“我们会赢。”", "记者离开。"}));
  EXPECT_EQ(split("「好嗎？」他問。『走！』"), (Texts{"「好嗎？」", "他問。", "『走！』"}));
  EXPECT_EQ(split("（见附表。）下文。"), (Texts{"（见附表。）", "下文。"}));
  EXPECT_EQ(split("他说:\"好。\"\"行。\"他走了。"),
            (Texts{"他说:\"好。\"", "\"行。\"", "他走了。"}));
  EXPECT_EQ(split("他走了。\"你好\"是她说的。"), (Texts{"他走了。", "\"你好\"是她说的。"}));
  EXPECT_EQ(split("He said \"Yes.\" She left. 'Go!' Then (quiet.) Done"),
            (Texts{"He said \"Yes.\"", "She left.", "'Go!'", "Then (quiet.)", "Done"}));
}

TEST(Sentences, WhatGoesOnDoesNotEnd) {
  EXPECT_EQ(split("“去吗？”、“去。”，他们答。"), (Texts{"“去吗？”、“去。”，他们答。"}));
  EXPECT_EQ(split("节目《你好吗？再见！》今晚播出。"), (Texts{"节目《你好吗？再见！》今晚播出。"}));
  EXPECT_EQ(split("他想……然后走了。"), (Texts{"他想……然后走了。"}));
  EXPECT_EQ(split("Yahoo! said so. Is it? yes."), (Texts{"Yahoo! said so.", "Is it? yes."}));
}

TEST(Sentences, PointsInsideNumbersNamesAndAddresses) {
  EXPECT_EQ(split("涨幅为3.5%，市值1.2万亿。"), (Texts{"涨幅为3.5%，市值1.2万亿。"}));
  EXPECT_EQ(split("See https://a.example/x?y=1.html for v2.0 now."),
            (Texts{"See https://a.example/x?y=1.html for v2.0 now."}));
  EXPECT_EQ(split("Revenue was $3.5. Net was 2. Then 5."),
            (Texts{"Revenue was $3.5.", "Net was 2.", "Then 5."}));
}

TEST(Sentences, Abbreviations) {
  EXPECT_EQ(split("Foxconn Technology Co., Ltd. of Taiwan met Mr. J. Smith in the U.S. Senate."),
            (Texts{"Foxconn Technology Co., Ltd. of Taiwan met Mr. J. Smith in the U.S. Senate."}));
  EXPECT_EQ(split("It left the U.S. The deal closed."),
            (Texts{"It left the U.S.", "The deal closed."}));
  EXPECT_EQ(split("No. 5 fell on Jan. 3. No. He said no."),
            (Texts{"No. 5 fell on Jan. 3.", "No.", "He said no."}));
  EXPECT_EQ(split("Chips, e.g. GPUs, rose. Apple Inc. It fell."),
            (Texts{"Chips, e.g. GPUs, rose.", "Apple Inc.", "It fell."}));
}

TEST(Sentences, AnItemNumberStaysWithItsItem) {
  EXPECT_EQ(split("1. First point. 2. Second point."),
            (Texts{"1. First point.", "2. Second point."}));
  EXPECT_EQ(split("iv. The fourth"), (Texts{"iv. The fourth"}));
}

TEST(Sentences, PlainMarksBetweenHan) {
  EXPECT_EQ(split("今天很好.明天呢?后天!好"), (Texts{"今天很好.", "明天呢?", "后天!", "好"}));
}

TEST(Sentences, LineBreaksEnd) {
  EXPECT_EQ(split("标题\n第一段\r\n\r\n  第二段\u2028尾"),
            (Texts{"标题", "第一段", "第二段", "尾"}));
  EXPECT_EQ(split("Mr.\nSmith"), (Texts{"Mr.", "Smith"}));
}

TEST(Sentences, EllipsisBeforeSpaceEnds) {
  EXPECT_EQ(split("He waited... Then he left… Alone… again."),
            (Texts{"He waited...", "Then he left…", "Alone… again."}));
  EXPECT_EQ(split("产品应用 ..... 6"), (Texts{"产品应用 ..... 6"}));
}

TEST(Sentences, WeakStopsEndOnlyLongSentences) {
  std::string clause;
  for (int i = 0; i < 121; ++i) clause += "长";
  EXPECT_EQ(split(clause + "；短；尾。"), (Texts{clause + "；", "短；尾。"}));
  EXPECT_EQ(split("短；" + clause + "。"), (Texts{"短；" + clause + "。"}));
}

TEST(Sentences, NothingToSplit) {
  EXPECT_EQ(split(""), Texts{});
  EXPECT_EQ(split(" \u3000\n\t"), Texts{});
  EXPECT_EQ(split("。"), Texts{"。"});
  EXPECT_EQ(split("没有句号"), Texts{"没有句号"});
  EXPECT_EQ(split("a\xFF\xE4. B"), (Texts{"a\xFF\xE4.", "B"}));
}

void expect_sound(const std::string& text) {
  std::int64_t at = 0;
  const auto expect_white = [&](std::int64_t start, std::int64_t stop) {
    ASSERT_LE(start, stop);
    ASSERT_EQ(trim(slice(text, {start, stop})), "") << testing::PrintToString(text);
  };
  for (const Span span : sentences(text)) {
    ASSERT_NO_FATAL_FAILURE(expect_white(at, span.start));
    ASSERT_LT(span.start, span.stop);
    ASSERT_EQ(trim(slice(text, span)), slice(text, span)) << testing::PrintToString(text);
    at = span.stop;
  }
  ASSERT_NO_FATAL_FAILURE(expect_white(at, static_cast<std::int64_t>(text.size())));
}

TEST(SentencesProperty, InOrderDisjointTrimmedComplete) {
  constexpr std::array<std::string_view, 30> kPieces = {
      "。", "！", "？", "；", "…",  "”",  "“",  "《",   "》",     "」",
      ".",  "!",  "?",  "\"", "'",  ")",  " ",  "\n",   "，",     ",",
      "A",  "a",  "1",  "中", "No", "Mr", "國", "\xE4", "\u3000", "\uFEFF"};
  std::mt19937 random(7);
  for (int round = 0; round < 50'000; ++round) {
    std::string text;
    const std::size_t length = random() % 16;
    for (std::size_t i = 0; i < length; ++i) text += kPieces[random() % kPieces.size()];
    ASSERT_NO_FATAL_FAILURE(expect_sound(text));
  }
}

}  // namespace
}  // namespace eider::text
