#include "corpus/keyword_index/vocabulary.h"

#include <gtest/gtest.h>

#include <string>

namespace eider::keyword_index {
namespace {

TEST(Vocabulary, AnEmptyOneKnowsNothing) {
  const Vocabulary vocabulary;
  EXPECT_EQ(vocabulary.size(), 0u);
  EXPECT_EQ(vocabulary.find("云"), Vocabulary::kNone);
  EXPECT_EQ(vocabulary.find(""), Vocabulary::kNone);
}

TEST(Vocabulary, NumbersWordsInOrderOfFirstSight) {
  Vocabulary vocabulary;
  EXPECT_EQ(vocabulary.add("云"), 0u);
  EXPECT_EQ(vocabulary.add("chip"), 1u);
  EXPECT_EQ(vocabulary.add("云"), 0u);
  EXPECT_EQ(vocabulary.add(""), 2u);
  EXPECT_EQ(vocabulary.size(), 3u);
  EXPECT_EQ(vocabulary.find("chip"), 1u);
  EXPECT_EQ(vocabulary.find("chips"), Vocabulary::kNone);
}

TEST(Vocabulary, KeepsEveryNumberWhileItGrows) {
  Vocabulary vocabulary;
  constexpr std::uint32_t kWords = 100'000;
  for (std::uint32_t i = 0; i < kWords; ++i) ASSERT_EQ(vocabulary.add(std::to_string(i)), i);
  for (std::uint32_t i = 0; i < kWords; ++i) ASSERT_EQ(vocabulary.find(std::to_string(i)), i);
  EXPECT_EQ(vocabulary.find(std::to_string(kWords)), Vocabulary::kNone);
}

}  // namespace
}  // namespace eider::keyword_index
