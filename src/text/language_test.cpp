// Language and script of whole texts.

#include "text/language.h"

#include <gtest/gtest.h>

namespace eider::text {
namespace {

void expect_script(std::string_view text, std::string_view language, std::string_view script) {
  const Script found = detect_script(text);
  EXPECT_EQ(found.language, language) << text;
  EXPECT_EQ(found.script, script) << text;
}

TEST(Language, ChineseInEitherScript) {
  expect_script("人工智能正在改变这个时代，国产芯片厂商发布新品。", "zh", "Hans");
  expect_script("人工智慧正在改變這個時代，臺灣晶片廠商發佈新品。", "zh", "Hant");
  expect_script("「機器學習」是一門學問。", "zh", "Hant");
}

TEST(Language, CharactersOfBothScriptsTellNothing) {
  expect_script("人工智能，日月星辰。", "zh", "");
  expect_script("他在台北的后院里。", "zh", "");  // each is a traditional character too
}

TEST(Language, BothScriptsInOneTextAreMixed) {
  expect_script("国产芯片发布。國產晶片發佈。", "zh", "mixed");
  expect_script("这个问题对我们来说并不难，让时间来证实这种说法。「國」字。", "zh", "Hans");
}

TEST(Language, EnglishTermsLeaveTextChinese) {
  expect_script("英伟达（NVIDIA）CEO黄仁勋表示，Blackwell GPU与CUDA生态仍领先。", "zh", "Hans");
  expect_script("OpenAI发布GPT-5", "zh", "Hans");
  expect_script("详见公告：https://www.news.example.com/tech/ai/chips/latest/page.html?id=a&b=c",
                "zh", "Hans");
}

TEST(Language, English) {
  expect_script("Nvidia reported record revenue on Thursday.", "en", "Latn");
  expect_script(
      "The company, known in China as 英伟达, said that it expects demand for its chips "
      "to stay strong through the rest of the year as clouds expand.",
      "en", "Latn");
}

TEST(Language, TwoLanguagesAreMixed) {
  expect_script(
      "公司今日发布财报，营收增长百分之二十。The company reported earnings today, and "
      "revenue grew by twenty percent.",
      "mixed", "mixed");
}

TEST(Language, TooLittleOrOther) {
  expect_script("", "", "");
  expect_script("2026-05-01 12:00", "", "");
  expect_script("人", "", "");
  expect_script("AI", "", "");
  expect_script("これは日本語の文章です。", "", "");
  expect_script("Это русский текст.", "", "");
  expect_script("\xFF\xFE\x80", "", "");
}

}  // namespace
}  // namespace eider::text
