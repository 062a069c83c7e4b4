#include "rows/prompts.h"

#include <gtest/gtest.h>

namespace eider::rows {
namespace {

TEST(Prompts, RowsOfAColumnShareThePrefixUpToTheText) {
  const auto first = prompt_of("第一行", "翻译成英文");
  const auto second = prompt_of("second row", "翻译成英文");
  EXPECT_EQ(first.system, second.system);
  const auto shared = first.user.find("第一行");
  ASSERT_NE(shared, std::string::npos);
  EXPECT_EQ(first.user.substr(0, shared), second.user.substr(0, shared));
}

TEST(Prompts, TextStandsLastAndUnchanged) {
  EXPECT_TRUE(prompt_of("a\nb ", "x").user.ends_with("a\nb "));
}

TEST(Prompts, NamesOfLanguages) {
  for (const char* name : {"Chinese", "simplified Chinese", "中文", "简体中文", "zh-CN"}) {
    EXPECT_TRUE(names_simplified_chinese(name)) << name;
  }
  for (const char* name : {"Traditional Chinese", "繁體中文", "zh-Hant", "zh-TW"}) {
    EXPECT_TRUE(names_chinese(name)) << name;
    EXPECT_FALSE(names_simplified_chinese(name)) << name;
  }
  EXPECT_FALSE(names_chinese("English"));
}

}  // namespace
}  // namespace eider::rows
