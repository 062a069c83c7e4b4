#include "theme/keywords/collector.h"

#include <gtest/gtest.h>

namespace eider::theme {
namespace {

std::vector<std::string> kept(const std::vector<std::string>& names,
                              const std::vector<std::string>& terms) {
  KeywordCollector collected(KeywordRequest{"", names, {"机器人", "Apple"}});
  for (const std::string& term : terms) collected.add_checked({term, "", "model", 1});
  std::vector<std::string> all;
  for (const Keyword& entry : std::move(collected).take()) all.push_back(entry.term);
  return all;
}

using Terms = std::vector<std::string>;

TEST(KeywordCollector, RepeatsGoInEitherScriptAndWidth) {
  EXPECT_EQ(kept({}, {"机器学习", "機器學習", " 机器学习 ", "ＧＰＵ", "gpu"}),
            (Terms{"机器学习", "ＧＰＵ"}));
}

TEST(KeywordCollector, NoCompanies) {
  const Terms names{"华为", "英伟达", "NVIDIA", "Meta", "云", "商湯"};
  EXPECT_EQ(kept(names, {"华为", "华为云", "華為", "新英伟达芯片", "nvidia", "NVIDIA GPU", "商汤"}),
            Terms{});
  EXPECT_EQ(kept(names, {"metadata", "云计算", "大华为人"}),
            (Terms{"metadata", "云计算", "大华为人"}));
}

TEST(KeywordCollector, ACommonWordMayBePartOfATerm) {
  EXPECT_EQ(kept({}, {"机器人", "機器人", "apple", "工业机器人", "机器人视觉", "Apple Silicon"}),
            (Terms{"工业机器人", "机器人视觉", "Apple Silicon"}));
}

TEST(KeywordCollector, NoCodesNoAmounts) {
  EXPECT_EQ(kept({}, {"300024", "300024.SZ", "6.4", "", " ", "-", "5G网络", "AI", "x"}),
            (Terms{"5G网络", "AI"}));
}

TEST(KeywordCollector, WhatAPersonGivesIsTaken) {
  KeywordCollector collected(KeywordRequest{"", {"华为"}, {}});
  EXPECT_TRUE(collected.add({"华为", "", "person", 1}));
  EXPECT_FALSE(collected.add({"華為", "", "person", 1}));
  EXPECT_FALSE(collected.add({"  ", "", "person", 1}));
}

TEST(LanguageOf, ByScriptAndOtherwiseAsSaid) {
  EXPECT_EQ(language_of("机器学习"), "zh-Hans");
  EXPECT_EQ(language_of("機器學習"), "zh-Hant");
  EXPECT_EQ(language_of("人工智慧", "zh-Hant"), "zh-Hant");
  EXPECT_EQ(language_of("人工智慧"), "zh-Hans");
  EXPECT_EQ(language_of("deep learning"), "en");
  EXPECT_EQ(language_of("AI芯片"), "zh-Hans");
}

}  // namespace
}  // namespace eider::theme
