#include "theme/constituents/term_finder.h"

#include <gtest/gtest.h>

namespace eider::theme {
namespace {

std::vector<std::string> found(const std::vector<std::string>& terms, std::string_view text) {
  std::vector<Keyword> entries;
  for (const std::string& term : terms) entries.push_back({term, "", "person", 1});
  std::vector<std::string> all;
  for (const TermHit& hit : TermFinder(entries).find(text)) {
    all.push_back(terms[hit.term] + "=" + std::string(slice(text, hit.span)));
  }
  return all;
}

using All = std::vector<std::string>;

TEST(TermFinder, ALatinTermIsAWholeWord) {
  EXPECT_EQ(found({"AI"}, "MAIL OpenAI AI2 said"), All{});
  EXPECT_EQ(found({"AI"}, "用AI做，ＡＩ，(ai) A.I."), (All{"AI=AI", "AI=ＡＩ", "AI=ai"}));
  EXPECT_EQ(found({"5G"}, "15G 5G网络"), (All{"5G=5G"}));
}

TEST(TermFinder, AnEnglishPluralCounts) {
  EXPECT_EQ(found({"large language model"}, "Large Language Models win"),
            (All{"large language model=Large Language Models"}));
  EXPECT_EQ(found({"AI"}, "AIs"), All{});
  EXPECT_EQ(found({"robot"}, "robotics"), All{});
}

TEST(TermFinder, EitherScriptFindsTheOther) {
  EXPECT_EQ(found({"机器学习"}, "機器學習與机器学习"),
            (All{"机器学习=機器學習", "机器学习=机器学习"}));
  EXPECT_EQ(found({"人工智慧"}, "人工智能"), All{});
}

TEST(TermFinder, OverlappingTermsAreAllFoundTheLongestFirst) {
  EXPECT_EQ(found({"模型", "大模型", "大模型推理"}, "大模型推理"),
            (All{"大模型推理=大模型推理", "大模型=大模型", "模型=模型"}));
}

TEST(TermFinder, EmptyTermsEmptyTextBrokenText) {
  EXPECT_EQ(found({"", " "}, "AI 大模型"), All{});
  EXPECT_EQ(found({"AI"}, ""), All{});
  EXPECT_EQ(found({}, "AI"), All{});
  EXPECT_EQ(found({"AI"},
                  "\xff"
                  "AI\xe4"),
            (All{"AI=AI"}));
}

}  // namespace
}  // namespace eider::theme
