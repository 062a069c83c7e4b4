#include "models/llama/partial_utf8.h"

#include <gtest/gtest.h>

namespace eider::models {
namespace {

TEST(PartialUtf8, TellsWholeFromUnfinishedAndBroken) {
  EXPECT_EQ(whole_characters(""), 0U);
  EXPECT_EQ(whole_characters("a"), 1U);
  EXPECT_EQ(whole_characters("杭州"), 6U);
  EXPECT_EQ(whole_characters("杭\xe5"), 3U);
  EXPECT_EQ(whole_characters("杭\xe5\xb7"), 3U);
  EXPECT_EQ(whole_characters("\xf0\x9f\xa6"), 0U);
  EXPECT_EQ(whole_characters("a\xed\x9f"), 1U);            // up to U+D7FF
  EXPECT_EQ(whole_characters("a\xed\xa0"), std::nullopt);  // a surrogate
  EXPECT_EQ(whole_characters("\xe0\x80"), std::nullopt);   // overlong
  EXPECT_EQ(whole_characters("\xe0\xa0"), 0U);
  EXPECT_EQ(whole_characters("\xf4\x8f"), 0U);
  EXPECT_EQ(whole_characters("\xf4\x90"), std::nullopt);  // past U+10FFFF
  EXPECT_EQ(whole_characters("\x80"), std::nullopt);
  EXPECT_EQ(whole_characters("\xc1"), std::nullopt);
  EXPECT_EQ(whole_characters("a\xff"), std::nullopt);
  EXPECT_EQ(whole_characters("\xe5\xb7"
                             "a"),
            std::nullopt);
}

TEST(PartialUtf8, AsksAboutEveryWayToFinish) {
  const auto is = [](std::string_view wanted) {
    return [wanted](std::string_view text) { return text == wanted; };
  };
  EXPECT_TRUE(can_finish("杭\xe5", is("杭州")));
  EXPECT_TRUE(can_finish("杭\xe5\xb7", is("杭州")));
  EXPECT_FALSE(can_finish("杭\xe6", is("杭州")));
  EXPECT_TRUE(can_finish("\xf0\x9f", is("🦆")));
  EXPECT_FALSE(can_finish("\xf0", is("🦆")));    // too many ways: refused
  EXPECT_FALSE(can_finish("杭州", is("杭州")));  // nothing is unfinished
  EXPECT_FALSE(can_finish("\xff", [](std::string_view) { return true; }));
}

}  // namespace
}  // namespace eider::models
