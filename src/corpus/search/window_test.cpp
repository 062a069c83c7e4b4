#include "corpus/search/window.h"

#include <gtest/gtest.h>

#include <string>

namespace eider::search {
namespace {

const std::vector<AskedWord> kAsked = {{{"alpha"}, 1.0}, {{"beta"}, 2.0}, {{"芯片"}, 1.0}};

double windows(const std::vector<AskedWord>& asked, std::string title, std::string text) {
  return match_text(asked, {std::move(title), std::move(text)}, 1).windows;
}

double cover(std::string text, double length) {
  return match_text(kAsked, {"", std::move(text)}, length).cover;
}

TEST(MatchText, IsZeroForNothing) {
  EXPECT_EQ(windows({}, "alpha", "alpha"), 0);
  EXPECT_EQ(windows(kAsked, "", ""), 0);
  EXPECT_EQ(windows(kAsked, "gamma", "\xFF\xFE. Delta."), 0);
  EXPECT_EQ(cover("", 1), 0);
}

TEST(MatchText, IsTheIdfShareOfTheWordsHeld) {
  EXPECT_DOUBLE_EQ(windows(kAsked, "", "Alpha stands here."), 0.25);
  EXPECT_DOUBLE_EQ(windows(kAsked, "", "Beta and beta."), 0.5);
  EXPECT_DOUBLE_EQ(windows(kAsked, "", "Alpha, beta, 晶片."), 0.75);
  EXPECT_DOUBLE_EQ(windows(kAsked, "", "Alpha, beta, 芯片."), 1);
  EXPECT_DOUBLE_EQ(windows(kAsked, "", "Alphabet."), 0);
}

TEST(MatchText, TakesTheMeanOfTheBestSentenceAndTheBestThree) {
  EXPECT_DOUBLE_EQ(windows(kAsked, "", "Alpha here. Beta there."), (0.5 + 0.75) / 2);
  EXPECT_DOUBLE_EQ(windows(kAsked, "", "Alpha here. Nothing. Beta there."), (0.5 + 0.75) / 2);
  EXPECT_DOUBLE_EQ(windows(kAsked, "", "Alpha. Nothing. Nothing. Beta there."), 0.5);
}

TEST(MatchText, TheTitleCountsForEveryWindow) {
  EXPECT_DOUBLE_EQ(windows(kAsked, "Alpha", "Nothing. Nothing. Nothing. Beta there."), 0.75);
}

TEST(MatchText, FoldsScriptAndWidth) {
  const std::vector<AskedWord> words = {{{"国"}, 1.0}, {{"abc"}, 1.0}};
  EXPECT_DOUBLE_EQ(windows(words, "", "國家。"), 0.5);
  EXPECT_DOUBLE_EQ(windows(words, "", "國家用ＡＢＣ。"), 1);
}

TEST(MatchText, AnyFormOfAWordCounts) {
  const std::vector<AskedWord> words = {{{"battery", "电池", "炮兵"}, 3.0}, {{"price"}, 1.0}};
  EXPECT_DOUBLE_EQ(windows(words, "", "電池漲價。"), 0.75);
  EXPECT_DOUBLE_EQ(windows(words, "", "炮兵。"), 0.75);
  EXPECT_DOUBLE_EQ(windows(words, "", "Battery price."), 1);
}

TEST(MatchText, CoverRisesWithHowOftenAndFallsWithLength) {
  EXPECT_GT(cover("Alpha.", 1), 0);
  EXPECT_GT(cover("Alpha and alpha.", 1), cover("Alpha.", 1));
  EXPECT_LT(cover("Alpha.", 2), cover("Alpha.", 1));
  EXPECT_LT(cover("Alpha, beta, 芯片, beta, beta, alpha, 芯片.", 1), 1);
}

}  // namespace

TEST(Runs, AreHeldAsFarAsTheTextSaysThemUnbroken) {
  const std::vector<std::string> runs = {"南京大桥", "建成"};
  EXPECT_DOUBLE_EQ(run_share(runs, "南京大桥建成了。"), 1);
  EXPECT_DOUBLE_EQ(run_share(runs, "南京大橋建成了。"), 1);
  EXPECT_DOUBLE_EQ(run_share(runs, "大桥在南京。"), 2.0 / 6);
  EXPECT_DOUBLE_EQ(run_share(runs, "\xFF\xFE"), 0);
  EXPECT_DOUBLE_EQ(run_share(runs, ""), 0);
  EXPECT_DOUBLE_EQ(run_share({}, "南京大桥"), 0);
}

}  // namespace eider::search
