#include "theme/mentions/automaton.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace eider::theme {
namespace {

struct Plain {
  std::uint32_t pattern;
  std::int64_t start;
  std::int64_t stop;
  friend auto operator<=>(const Plain&, const Plain&) = default;
};

std::vector<Plain> found(const std::vector<std::string>& patterns, std::string_view text) {
  std::vector<Plain> all;
  for (const PatternMatch& match : Automaton::build(patterns).find_all(text)) {
    all.push_back({match.pattern, match.span.start, match.span.stop});
  }
  std::sort(all.begin(), all.end());
  return all;
}

std::vector<Plain> by_hand(const std::vector<std::string>& patterns, std::string_view text) {
  std::vector<Plain> all;
  for (std::uint32_t p = 0; p < patterns.size(); ++p) {
    for (std::size_t at = text.find(patterns[p]); at != std::string_view::npos;
         at = text.find(patterns[p], at + 1)) {
      all.push_back(
          {p, static_cast<std::int64_t>(at), static_cast<std::int64_t>(at + patterns[p].size())});
    }
  }
  std::sort(all.begin(), all.end());
  return all;
}

TEST(Automaton, TheExampleOfThePaper) {
  const std::vector<std::string> patterns{"he", "she", "his", "hers"};
  EXPECT_EQ(found(patterns, "ushers"), (std::vector<Plain>{{0, 2, 4}, {1, 1, 4}, {3, 2, 6}}));
}

TEST(Automaton, HanPatternsInsideOneAnother) {
  const std::vector<std::string> patterns{"机器人", "聊天机器人", "新松机器人", "机器"};
  const std::string text = "聊天机器人不是新松机器人。";
  EXPECT_EQ(found(patterns, text), by_hand(patterns, text));
  EXPECT_EQ(found(patterns, text).size(), 6u);
}

TEST(Automaton, EmptyPatternsAndEmptyText) {
  EXPECT_TRUE(found({}, "abc").empty());
  EXPECT_TRUE(found({""}, "abc").empty());
  EXPECT_TRUE(found({"abc"}, "").empty());
  EXPECT_EQ(Automaton::build({}).states(), 1u);
}

TEST(Automaton, AnyByteIsAPattern) {
  const std::vector<std::string> patterns{std::string("\xff\x00\x80", 3), "\xff"};
  const std::string text("a\xff\x00\x80\xff", 5);
  EXPECT_EQ(found(patterns, text), by_hand(patterns, text));
}

TEST(Automaton, AgreesWithPlainSearchOnRandomText) {
  std::mt19937 dice(7);
  const auto word = [&](std::size_t longest) {
    std::string made;
    const std::size_t size = 1 + dice() % longest;
    for (std::size_t i = 0; i < size; ++i) made += static_cast<char>('a' + dice() % 3);
    return made;
  };
  for (int round = 0; round < 200; ++round) {
    std::vector<std::string> patterns;
    for (int i = 0; i < 12; ++i) patterns.push_back(word(5));
    std::sort(patterns.begin(), patterns.end());
    patterns.erase(std::unique(patterns.begin(), patterns.end()), patterns.end());
    const std::string text = word(80);
    ASSERT_EQ(found(patterns, text), by_hand(patterns, text)) << text;
  }
}

}  // namespace
}  // namespace eider::theme
