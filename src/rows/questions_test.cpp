#include "rows/questions.h"

#include <gtest/gtest.h>

#include <set>

#include "text/utf8.h"

namespace eider::rows {
namespace {

TEST(QuestionsTest, TheConditionsLanguageIsSpoken) {
  EXPECT_EQ(tongue_of("裁員"), Tongue::kChinese);
  EXPECT_EQ(tongue_of("AI芯片"), Tongue::kChinese);
  EXPECT_EQ(tongue_of("layoffs, 30 %"), Tongue::kEnglish);
  EXPECT_EQ(tongue_of(""), Tongue::kEnglish);
  EXPECT_EQ(tongue_of("\xff\xe4\xb8"), Tongue::kEnglish);
}

TEST(QuestionsTest, FilterAsksWhetherTheConditionIsTrue) {
  const Question english = filter_question("Shares fell.", "the price went up");
  EXPECT_EQ(english.prompt.user,
            "Text:\nShares fell.\n\nAccording to the text, is it true: the price went up? Answer "
            "yes or no.");
  EXPECT_EQ(english.continuations, (std::vector<std::string>{"yes", "Yes", "no", "No"}));
  const Question chinese = filter_question("股價下跌。", "股价上涨");
  EXPECT_EQ(chinese.prompt.user,
            "文本：\n股價下跌。\n\n根据文本，“股价上涨”是真的吗？只回答“是”或“否”。");
  EXPECT_EQ(chinese.continuations, (std::vector<std::string>{"是", "否"}));
  EXPECT_TRUE(chinese.prompt.lead_in.empty());
}

TEST(QuestionsTest, ClassifyNamesTheLabelsAfterTheText) {
  const std::vector<std::string> labels = {"sport", "weather"};
  const Question question = classify_question("It rains.", labels);
  EXPECT_EQ(question.prompt.user,
            "Text:\nIt rains.\n\nWhich class does it belong to: sport, weather?");
  EXPECT_EQ(question.continuations, (std::vector<std::string>{" sport", " weather"}));
  EXPECT_EQ(question.prompt.lead_in, "Class:");
}

TEST(QuestionsTest, OneHanLabelMakesTheQuestionChinese) {
  const std::vector<std::string> labels = {"AI", "體育"};
  const Question question = classify_question("\xff", labels);
  EXPECT_EQ(question.prompt.user, "文本：\n\xff\n\n这段文本属于哪一类：AI、體育？");
  EXPECT_EQ(question.prompt.lead_in, "类别：");
  EXPECT_EQ(question.continuations, labels);
}

TEST(QuestionsTest, ThePanelsAreOfDifferentWholeTexts) {
  for (const Tongue tongue : {Tongue::kChinese, Tongue::kEnglish}) {
    std::set<std::string_view> seen;
    for (const std::string_view text : panel(tongue)) {
      EXPECT_TRUE(text::is_valid_utf8(text));
      EXPECT_EQ(tongue_of(text), tongue);
      EXPECT_TRUE(seen.insert(text).second);
    }
    EXPECT_EQ(seen.size(), 10U);
  }
}

}  // namespace
}  // namespace eider::rows
