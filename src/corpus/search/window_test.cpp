#include "corpus/search/window.h"

#include <gtest/gtest.h>

#include <string>

namespace eider::search {
namespace {

using keyword_index::QuestionWord;

const std::vector<QuestionWord> kWords = {{"alpha", 0, 1.0}, {"beta", 1, 2.0}, {"芯片", 2, 1.0}};

TEST(WindowShare, IsZeroForNothing) {
  EXPECT_EQ(window_share({}, "alpha", "alpha"), 0);
  EXPECT_EQ(window_share(kWords, "", ""), 0);
  EXPECT_EQ(window_share(kWords, "gamma", "\xFF\xFE. Delta."), 0);
}

TEST(WindowShare, IsTheIdfShareOfTheWordsHeld) {
  EXPECT_DOUBLE_EQ(window_share(kWords, "", "Alpha stands here."), 0.25);
  EXPECT_DOUBLE_EQ(window_share(kWords, "", "Beta and beta."), 0.5);
  EXPECT_DOUBLE_EQ(window_share(kWords, "", "Alpha, beta, 晶片."), 0.75);
  EXPECT_DOUBLE_EQ(window_share(kWords, "", "Alpha, beta, 芯片."), 1);
}

TEST(WindowShare, JoinsTwoNeighbouringSentencesAndNoMore) {
  EXPECT_DOUBLE_EQ(window_share(kWords, "", "Alpha here. Beta there."), 0.75);
  EXPECT_DOUBLE_EQ(window_share(kWords, "", "Alpha here. Nothing. Beta there."), 0.5);
}

TEST(WindowShare, TheTitleCountsForEveryWindow) {
  EXPECT_DOUBLE_EQ(window_share(kWords, "Alpha", "Nothing. Nothing. Beta there."), 0.75);
}

TEST(WindowShare, FoldsScriptAndWidth) {
  const std::vector<QuestionWord> words = {{"国", 0, 1.0}, {"abc", 1, 1.0}};
  EXPECT_DOUBLE_EQ(window_share(words, "", "國家。"), 0.5);
  EXPECT_DOUBLE_EQ(window_share(words, "", "國家用ＡＢＣ。"), 1);
}

}  // namespace
}  // namespace eider::search
