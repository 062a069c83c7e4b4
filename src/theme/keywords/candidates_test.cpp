#include "theme/keywords/candidates.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace eider::theme {
namespace {

std::vector<std::string> terms(const std::vector<std::string>& articles, std::size_t limit = 50) {
  const std::vector<std::string_view> views(articles.begin(), articles.end());
  std::vector<std::string> all;
  for (const TermCandidate& term : term_candidates(views, limit)) all.push_back(term.term);
  return all;
}

bool holds(const std::vector<std::string>& list, std::string_view term) {
  return std::ranges::find(list, term) != list.end();
}

std::vector<std::string> news() {
  return {"公司用人工智能检查焊缝。",
          "这套人工智能系统昨天上线。",
          "学校请人工智慧批改作业。",
          "老人问人工智慧怎么走。",
          "工厂的冷却液换了。",
          "港口看见冷却液漏出。",
          "雨停了，桥通了。",
          "门票二十元，周一闭馆。",
          "球队抽签分成六组。",
          "They teach deep learning at night.",
          "He likes deep learning, she says.",
          "Rain stopped; the bridge is open."};
}

TEST(TermCandidates, WordsAreWholeAndFragmentsAreNot) {
  const auto found = terms(news());
  EXPECT_TRUE(holds(found, "人工智能"));
  EXPECT_TRUE(holds(found, "人工智慧"));
  EXPECT_TRUE(holds(found, "冷却液"));
  EXPECT_TRUE(holds(found, "deep learning"));
  for (const std::string_view fragment :
       {"工智", "工智能", "智能", "却液", "冷却", "deep", "learning"}) {
    EXPECT_FALSE(holds(found, fragment)) << fragment;
  }
}

TEST(TermCandidates, WhatIsInMostArticlesIsGeneric) {
  std::vector<std::string> all;
  for (const std::string& article : news()) all.push_back("记者报道，" + article);
  EXPECT_FALSE(holds(terms(all), "记者报道"));
  EXPECT_TRUE(holds(terms(all), "冷却液"));
}

TEST(TermCandidates, BothScriptsAreCountedTogether) {
  auto all = news();
  all[5] = "港口看見冷卻液漏出。";
  EXPECT_TRUE(holds(terms(all), "冷却液"));
}

TEST(TermCandidates, OneLongDocumentIsReadByLine) {
  std::string document;
  for (const std::string& article : news()) document += article + "\n";
  EXPECT_TRUE(holds(terms({document}), "冷却液"));
}

TEST(TermCandidates, TheLimitIsKeptAndTheOrderIsFixed) {
  EXPECT_LE(terms(news(), 2).size(), 2u);
  EXPECT_EQ(terms(news()), terms(news()));
}

TEST(TermCandidates, EmptyAndBrokenText) {
  EXPECT_TRUE(terms({}).empty());
  EXPECT_TRUE(terms({"", "\n\n"}).empty());
  auto all = news();
  all[4] = "\xff\xfe工厂的冷却液换了\xe5";
  EXPECT_TRUE(holds(terms(all), "冷却液"));
}

}  // namespace
}  // namespace eider::theme
