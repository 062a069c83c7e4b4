#include "rows/prompt.h"

#include <gtest/gtest.h>

namespace eider::rows {
namespace {

TEST(Prompt, RowsOfAColumnShareThePrefixUpToTheText) {
  const auto first = prompt_of("第一行", "翻译成英文");
  const auto second = prompt_of("second row", "翻译成英文");
  EXPECT_EQ(first.system, second.system);
  const auto shared = first.user.find("第一行");
  ASSERT_NE(shared, std::string::npos);
  EXPECT_EQ(first.user.substr(0, shared), second.user.substr(0, shared));
}

TEST(Prompt, TextStandsLastAndUnchanged) {
  EXPECT_TRUE(prompt_of("a\nb ", "x").user.ends_with("a\nb "));
}

}  // namespace
}  // namespace eider::rows
