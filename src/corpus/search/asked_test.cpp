#include "corpus/search/asked.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace eider::search {
namespace {

using keyword_index::KeywordIndex;

KeywordIndex keywords_of(const std::vector<std::string>& texts) {
  KeywordIndex made;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    EXPECT_TRUE(made.add(static_cast<std::int64_t>(i), {"", "", texts[i]}).has_value());
  }
  return made;
}

KeywordIndex chinese() {
  return keywords_of({"电池的价格上涨了。", "華沙的大學今年擴建。", "苹果的产量下降。"});
}

std::vector<std::string> texts(const std::vector<keyword_index::QuestionWord>& words) {
  std::vector<std::string> each;
  for (const auto& word : words) each.push_back(word.text);
  return each;
}

TEST(WithoutFrame, DropsTheWordsOfAsking) {
  EXPECT_EQ(without_frame("电池什么时候涨价"), "电池 涨价");
  EXPECT_EQ(without_frame("谁是华沙的市长"), "  华沙 市长");
  EXPECT_EQ(without_frame("how many universities does warsaw have?"), "universities warsaw");
  EXPECT_EQ(without_frame("gpt-4 用什么训练"), "gpt-4 用 训练");
}

TEST(WithoutFrame, KeepsAQuestionThatIsNothingElse) {
  EXPECT_EQ(without_frame("什么"), "什么");
  EXPECT_EQ(without_frame("who is it"), "who is it");
  EXPECT_EQ(without_frame(""), "");
  EXPECT_EQ(without_frame("?!"), "?!");
}

TEST(AskBy, HasTheQuestionsWordsWithTheirIdf) {
  const KeywordIndex keywords = chinese();
  const Asked asked = ask_by("電池的價格是多少？", keywords);
  EXPECT_EQ(texts(asked.words), (std::vector<std::string>{"电", "电池", "池", "价", "价格", "格"}));
  EXPECT_FALSE(asked.is_across);
  EXPECT_EQ(asked.forms.size(), asked.words.size());
  EXPECT_DOUBLE_EQ(asked.upper_bound, KeywordIndex::upper_bound(asked.words));
}

TEST(AskBy, AParticleAloneIsNoWordUnlessItIsAllThereIs) {
  const KeywordIndex keywords = chinese();
  EXPECT_EQ(texts(ask_by("在华沙", keywords).words),
            (std::vector<std::string>{"在华", "华", "华沙", "沙"}));
  EXPECT_EQ(texts(ask_by("在", keywords).words), (std::vector<std::string>{"在"}));
}

TEST(AskBy, AnEnglishQuestionToChineseTextCountsItsTranslations) {
  const KeywordIndex keywords = chinese();
  const Asked asked = ask_by("How many universities does Warsaw have?", keywords);
  EXPECT_TRUE(asked.is_across);
  ASSERT_EQ(asked.forms.size(), 2u);
  EXPECT_EQ(asked.forms[0].forms.front(), "universities");
  EXPECT_EQ(asked.forms[1].forms, (std::vector<std::string>{"warsaw", "华沙"}));
  const auto words = texts(asked.words);
  EXPECT_NE(std::find(words.begin(), words.end(), "大学"), words.end());
  const auto best = keywords.best(asked.words, {.k = 1, .allowed = {}});
  ASSERT_TRUE(best.has_value());
  ASSERT_EQ(best->size(), 1u);
  EXPECT_EQ(best->front().id, 1);
}

TEST(AskBy, AnEnglishQuestionToEnglishTextStaysAsItIs) {
  const KeywordIndex keywords =
      keywords_of({"the battery of the lamp", "the price of the apple", "电池的价格"});
  const Asked asked = ask_by("what is the price of a battery", keywords);
  EXPECT_FALSE(asked.is_across);
  EXPECT_EQ(texts(asked.words), (std::vector<std::string>{"price", "battery"}));
}

TEST(AskBy, AnswersToNothingAndToBrokenBytes) {
  const KeywordIndex keywords = chinese();
  EXPECT_TRUE(ask_by("", keywords).words.empty());
  EXPECT_TRUE(ask_by("?", keywords).words.empty());
  EXPECT_TRUE(ask_by("\xFF\xFE", keywords).words.empty());
  EXPECT_TRUE(ask_by("", KeywordIndex()).words.empty());
}

}  // namespace
}  // namespace eider::search
