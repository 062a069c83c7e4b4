#include "theme/keywords/term_list.h"

#include <gtest/gtest.h>

namespace eider::theme {
namespace {

using Terms = std::vector<std::string>;

TermList han(std::vector<std::string> taken = {}, std::size_t max_terms = 3) {
  return TermList({TermScript::kHan, max_terms, std::move(taken)});
}

TermList latin(std::vector<std::string> taken = {}) {
  return TermList({TermScript::kLatin, 3, std::move(taken)});
}

/// May every prefix of `reply`, byte by byte, be written?
bool writes(const TermList& list, std::string_view reply) {
  for (std::size_t size = 0; size <= reply.size(); ++size) {
    if (!list.allows(reply.substr(0, size))) return false;
  }
  return true;
}

TEST(TermList, AWholeListByteByByte) {
  const std::string reply = "[\"机器学习\", \"大模型\",\"AI芯片\"]";
  EXPECT_TRUE(writes(han(), reply));
  EXPECT_TRUE(han().may_end(reply));
  EXPECT_EQ(han().terms(reply), (Terms{"机器学习", "大模型", "AI芯片"}));
  EXPECT_TRUE(writes(latin(), "[\"machine learning\",\"GPT-4\",\"GPU\"]"));
}

TEST(TermList, EndsOnlyAfterTheBracket) {
  EXPECT_FALSE(han().may_end(""));
  EXPECT_FALSE(han().may_end("[\"大模型\""));
  EXPECT_FALSE(han().allows("[\"大模型\"] "));
  EXPECT_FALSE(han().allows("[]"));
}

TEST(TermList, NothingButAList) {
  for (const std::string_view text :
       {"好的", "{", "[大", "[\"大模型\"；", "[\"大模型\"  \"", "[\"大,"}) {
    EXPECT_FALSE(han().allows(text)) << text;
  }
}

TEST(TermList, ATermIsOfItsScriptAndLength) {
  EXPECT_FALSE(han().allows("[\"AI\""));  // no Han character: belongs to the English list
  EXPECT_FALSE(han().allows("[\"大\""));
  EXPECT_TRUE(han().allows("[\"一二三四五六七八九十百千\""));
  EXPECT_FALSE(han().allows("[\"一二三四五六七八九十百千万"));
  EXPECT_FALSE(han().allows("[\"大，"));
  EXPECT_TRUE(han().allows("[\"AIGC应用\""));
  EXPECT_FALSE(han().allows("[\"深度l"));  // Latin letters only at the head
  EXPECT_FALSE(han().allows("[\"learn"));
  EXPECT_FALSE(latin().allows("[\"大"));
  EXPECT_FALSE(latin().allows("[\"300024"));
  EXPECT_FALSE(latin().allows("[\"deep  "));
  EXPECT_FALSE(latin().allows("[\"deep \""));
  EXPECT_FALSE(latin().allows("[\"a very long line of words without end"));
}

TEST(TermList, NoTermHoldsAnEarlierOneOrTheTheme) {
  EXPECT_FALSE(han().allows("[\"机器学习\",\"机器学习"));
  EXPECT_FALSE(han().allows("[\"机器学习\",\"新机器學習"));  // the same word in the other script
  EXPECT_TRUE(han().allows("[\"机器学习\",\"机器翻译\""));
  EXPECT_FALSE(han({"人工智能"}).allows("[\"人工智能"));
  EXPECT_FALSE(latin().allows("[\"GPU\",\"gpu\""));
  EXPECT_FALSE(latin().allows("[\"deep learning\",\"Deep Learning\""));
  EXPECT_FALSE(latin().allows("[\"AI\",\"edge AI\""));
  EXPECT_FALSE(latin().allows("[\"AI\",\"AI c"));
  EXPECT_TRUE(latin().allows("[\"AI\",\"training\""));  // a word that only holds the letters
  EXPECT_TRUE(latin().allows("[\"AI\",\"AIoT\""));
  EXPECT_FALSE(han({"ai"}).allows("[\"AI芯"));
}

TEST(TermList, AShorterTermOfTheSameBeginningIsFine) {
  EXPECT_TRUE(writes(han(), "[\"大模型推理\",\"大模型\"]"));
}

TEST(TermList, TheNumberOfTermsIsLimited) {
  const TermList two = han({}, 2);
  EXPECT_TRUE(two.allows("[\"甲乙\",\"丙丁\"]"));
  EXPECT_FALSE(two.allows("[\"甲乙\",\"丙丁\","));
}

TEST(TermList, AReplyThatWasCutKeepsItsWholeTerms) {
  EXPECT_EQ(han().terms("[\"机器学习\",\"大模ï"), (Terms{"机器学习"}));
  EXPECT_EQ(han().terms("[\"机器学习\",\"大\xe6\xa8"), (Terms{"机器学习"}));
  EXPECT_EQ(han().terms(""), Terms{});
  EXPECT_EQ(han().terms("好的"), Terms{});
}

}  // namespace
}  // namespace eider::theme
