#include "cli/lines.h"

#include <gtest/gtest.h>

#include <sstream>

#include "text/utf8.h"

namespace eider::cli {
namespace {

TEST(OneLine, TurnsBlanksAndControlsIntoSingleSpaces) {
  EXPECT_EQ(one_line(""), "");
  EXPECT_EQ(one_line("\n a\t\tb\r\n"), "a b");
  EXPECT_EQ(one_line("算力\u3000\u3000中心"), "算力 中心");
  EXPECT_EQ(one_line("a\x1b[31mb"), "a [31mb");  // no escape reaches the terminal
  EXPECT_EQ(one_line("a\xFFz"), "a\uFFFDz");
}

TEST(Cut, NeverPassesTheWidthAndNeverCutsACharacter) {
  EXPECT_EQ(cut("abc", 3), "abc");
  EXPECT_EQ(cut("abcd", 3), "ab\u2026");
  EXPECT_EQ(cut("寒武纪", 6), "寒武纪");
  EXPECT_EQ(cut("寒武紀科技", 6), "寒武\u2026");
  EXPECT_EQ(cut("寒武紀科技", 5), "寒武\u2026");
  EXPECT_EQ(cut("abc", 0), "");
  for (std::size_t columns = 0; columns < 12; ++columns) {
    const std::string shown = cut("a寒b武c紀d科", columns);
    EXPECT_LE(text::display_width(shown), columns);
    EXPECT_TRUE(text::is_valid_utf8(shown));
  }
}

TEST(Pad, FillsToTheDisplayWidth) {
  EXPECT_EQ(pad("纪", 4), "纪  ");
  EXPECT_EQ(pad("12", 4, true), "  12");
  EXPECT_EQ(pad("long", 2), "long");
}

TEST(Wrap, BreaksEnglishAtBlanksAndChineseAnywhere) {
  EXPECT_EQ(wrap("the quick brown fox jumps", {20, 0, 0}), "the quick brown fox\njumps\n");
  EXPECT_EQ(wrap("一二三四五六七八九十甲乙", {20, 0, 0}), "一二三四五六七八九十\n甲乙\n");
  EXPECT_EQ(wrap("  ", {20, 0, 0}), "");
}

TEST(Wrap, KeepsEveryCharacterWithinTheWidth) {
  const std::string text =
      "寒武纪 signed a contract with 临江市 about 2,400 accelerators on 5月20日";
  std::istringstream lines(wrap(text, {24, 4, 0}));
  std::string joined;
  for (std::string line; std::getline(lines, line);) {
    EXPECT_LE(text::display_width(line), 24u);
    EXPECT_TRUE(line.starts_with("    "));
    for (const char c : line) {
      if (c != ' ') joined += c;
    }
  }
  std::string expected;
  for (const char c : text) {
    if (c != ' ') expected += c;
  }
  EXPECT_EQ(joined, expected);
}

TEST(Wrap, CutsTheLastOfTheLinesAllowed) {
  const std::string lines = wrap("one two three four five six seven eight nine", {20, 0, 2});
  EXPECT_EQ(lines, "one two three four\nfive six seven eigh\u2026\n");
}

}  // namespace
}  // namespace eider::cli
