#include "corpus/answer/material.h"

#include <gtest/gtest.h>

#include <limits>

namespace eider::answer {
namespace {

constexpr std::int64_t kAmple = std::numeric_limits<std::int64_t>::max();

std::int64_t bytes_of(std::string_view text) { return static_cast<std::int64_t>(text.size()); }

Hit hit(std::int64_t document, std::string text, std::int64_t start = 0) {
  Hit made;
  made.document_id = document;
  made.path = std::to_string(document) + ".txt";
  made.title = "T" + std::to_string(document);
  made.span = {start, start + static_cast<std::int64_t>(text.size())};
  made.text = std::move(text);
  return made;
}

std::vector<std::string> texts(const std::vector<MaterialSentence>& material) {
  std::vector<std::string> found;
  for (const MaterialSentence& sentence : material) found.push_back(sentence.text);
  return found;
}

using Texts = std::vector<std::string>;

std::vector<MaterialSentence> chosen(std::string_view question, const std::vector<Hit>& hits,
                                     std::int64_t budget = kAmple) {
  return choose_material(question, hits, bytes_of, budget);
}

TEST(ChooseMaterial, OfNothingIsNothing) {
  EXPECT_TRUE(chosen("芯片", {}).empty());
  EXPECT_TRUE(chosen("芯片", {hit(1, "")}).empty());
  EXPECT_TRUE(chosen("芯片", {hit(1, " \n ")}).empty());
}

TEST(ChooseMaterial, KeepsSentencesThatShareAWordAndTheirNeighbours) {
  const std::vector<Hit> hits = {hit(1, "天气很好。下雨了。芯片涨价。它缺货。果农高兴。")};
  EXPECT_EQ(texts(chosen("晶片", hits)), (Texts{"下雨了。", "芯片涨价。", "它缺货。"}));
}

TEST(ChooseMaterial, ANeighbourInAnotherHitIsNone) {
  const std::vector<Hit> hits = {hit(1, "芯片涨价。"), hit(2, "天气很好。下雨了。")};
  EXPECT_EQ(texts(chosen("芯片", hits)), Texts{"芯片涨价。"});
}

TEST(ChooseMaterial, KeepsAllInOrderWhereNoSentenceSharesAWord) {
  const std::vector<Hit> hits = {hit(1, "芯片涨价。它缺货。"), hit(2, "苹果丰收。")};
  const Texts all = {"芯片涨价。", "它缺货。", "苹果丰收。"};
  EXPECT_EQ(texts(chosen("Which chips are dear?", hits)), all);
  EXPECT_EQ(texts(chosen("\xFF\xFE", hits)), all);
  EXPECT_EQ(texts(chosen("", hits)), all);
}

TEST(ChooseMaterial, SpendsTheBudgetOnTheBestAndKeepsTheOrderOfTheText) {
  const std::vector<Hit> hits = {hit(1, "芯片。其他的事。芯片订单增加。还有别的。")};
  EXPECT_EQ(texts(chosen("芯片订单", hits, 21)), Texts{"芯片订单增加。"});
  EXPECT_EQ(texts(chosen("芯片订单", hits, 30)), (Texts{"芯片。", "芯片订单增加。"}));
  EXPECT_TRUE(chosen("芯片订单", hits, 0).empty());
}

TEST(ChooseMaterial, TheFirstHitGoesFirstBetweenEquals) {
  const std::vector<Hit> hits = {hit(1, "芯片涨了。"), hit(2, "芯片跌了。")};
  EXPECT_EQ(texts(chosen("芯片", hits, 15)), Texts{"芯片涨了。"});
}

TEST(ChooseMaterial, CitesTheBytesOfTheDocument) {
  const auto material = chosen("芯片", {hit(7, "  芯片涨价。\n它缺货。", 100)});
  ASSERT_EQ(material.size(), 2u);
  ASSERT_EQ(material[0].citations.size(), 1u);
  EXPECT_EQ(material[0].title, "T7");
  EXPECT_EQ(material[0].citations[0].document_id, 7);
  EXPECT_EQ(material[0].citations[0].span, (Span{102, 117}));
  EXPECT_EQ(material[0].citations[0].quote, "芯片涨价。");
  EXPECT_EQ(material[1].citations[0].span, (Span{118, 130}));
}

TEST(ChooseMaterial, ARepeatedSentenceStandsOnceWithEveryCitation) {
  const auto material = chosen("芯片", {hit(1, "芯片涨价。"), hit(2, "据报道。芯片涨价。")});
  ASSERT_EQ(material.size(), 1u);
  EXPECT_EQ(material[0].text, "芯片涨价。");
  EXPECT_EQ(material[0].title, "T1");
  ASSERT_EQ(material[0].citations.size(), 2u);
  EXPECT_EQ(material[0].citations[0].document_id, 1);
  EXPECT_EQ(material[0].citations[1].document_id, 2);
  EXPECT_EQ(material[0].citations[1].span, (Span{12, 27}));
}

}  // namespace
}  // namespace eider::answer
