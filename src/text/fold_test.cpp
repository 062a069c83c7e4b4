// Folding: fixed examples in both scripts, then the properties over every code point and over
// random sequences: idempotent, valid UTF-8, a way back that never falls and stays in the text.

#include "text/fold.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <random>

#include "text/utf8.h"

namespace eider::text {
namespace {

TEST(Fold, BothScriptsMeet) {
  EXPECT_EQ(fold_text("機器學習與人工智慧"), fold_text("机器学习与人工智慧"));
  EXPECT_EQ(fold_text("臺積電"), "台积电");
  EXPECT_EQ(fold_text("台積電"), "台积电");
  EXPECT_EQ(fold_text("人工智能"), "人工智能");
}

TEST(Fold, CaseWidthAndLigaturesMeet) {
  EXPECT_EQ(fold_text("ＮＶＩＤＩＡ Ｈ１００"), "nvidia h100");
  EXPECT_EQ(fold_text("Straße ﬁnance"), "strasse finance");
  EXPECT_EQ(fold_text("①㎏½"), "1kg1⁄2");
  EXPECT_EQ(fold_text("ｶﾞｲﾄﾞ"), "ガイド");
  EXPECT_EQ(fold_text("「你好」，（世界）！"), "「你好」,(世界)!");
  EXPECT_EQ(fold_text("ΑΣ"), "ασ");
}

TEST(Fold, CombiningSequencesCompose) {
  EXPECT_EQ(fold_text("Cafe\u0301"), "café");
  EXPECT_EQ(fold_text("a\u0323\u0302"), "ậ");
  EXPECT_EQ(fold_text("a\u0302\u0323"), "ậ");
  EXPECT_EQ(fold_text("\u1112\u1161\u11AB"), "한");
  EXPECT_EQ(fold_text("한국"), "한국");
  EXPECT_EQ(fold_text("i\u0345\u0304"), "īι");  // a mark that folds to a letter
}

TEST(Fold, ZeroWidthSpacesVanish) {
  EXPECT_EQ(fold_text("\uFEFF人\u200B工"), "人工");
  EXPECT_EQ(fold_text("e\u200B\u0301"), "é");
  EXPECT_EQ(fold_text("\uFEFF"), "");
}

TEST(Fold, BrokenBytesBecomeReplacements) {
  EXPECT_EQ(fold_text("A\xFF"
                      "B\xE4\xBA"),
            "a\uFFFDb\uFFFD\uFFFD");
  EXPECT_EQ(nfkc("\x80"), "\uFFFD");
}

TEST(Fold, EmptyStaysEmpty) {
  const Folded folded = fold("");
  EXPECT_EQ(folded.text, "");
  EXPECT_EQ(folded.starts, std::vector<std::uint32_t>{0});
  EXPECT_EQ(folded.original({0, 0}), (Span{0, 0}));
  EXPECT_EQ(nfkc(""), "");
  EXPECT_EQ(to_simplified(""), "");
}

TEST(Fold, RangesLeadBackToWholeCharacters) {
  const std::string_view text = "看ﬁＡe\u0301\u200B國";
  const Folded folded = fold(text);
  ASSERT_EQ(folded.text, "看fiaé国");
  const auto behind = [&](std::string_view part) {
    const auto start = static_cast<std::int64_t>(folded.text.find(part));
    return slice(text, folded.original({start, start + static_cast<std::int64_t>(part.size())}));
  };
  EXPECT_EQ(behind("看"), "看");
  EXPECT_EQ(behind("f"), "ﬁ");
  EXPECT_EQ(behind("i"), "ﬁ");
  EXPECT_EQ(behind("ia"), "ﬁＡ");
  EXPECT_EQ(behind("é"), "e\u0301\u200B");
  EXPECT_EQ(behind("国"), "國");
  EXPECT_EQ(behind(folded.text), text);
}

TEST(Fold, NfkcKeepsCaseAndScript) {
  EXPECT_EQ(nfkc("ＡＩ機器學習"), "AI機器學習");
  EXPECT_EQ(nfkc("ﬁ\u00A0①"), "fi 1");
  EXPECT_EQ(nfkc("\uFEFF人"), "\uFEFF人");
}

TEST(Fold, ToSimplifiedChangesNothingElse) {
  EXPECT_EQ(to_simplified("台灣積體電路（ＴＳＭＣ）"), "台湾积体电路（ＴＳＭＣ）");
  EXPECT_EQ(to_simplified("已经是简体"), "已经是简体");
  EXPECT_EQ(to_simplified("a\xFF電"), "a\xFF电");
}

/// Every property of the way back, and that folding again changes nothing.
void expect_sound(const std::string& text) {
  const Folded folded = fold(text);
  ASSERT_EQ(folded.text, fold_text(text));
  ASSERT_EQ(fold_text(folded.text), folded.text) << testing::PrintToString(text);
  ASSERT_TRUE(is_valid_utf8(folded.text));
  ASSERT_EQ(folded.starts.size(), folded.text.size() + 1);
  ASSERT_TRUE(std::ranges::is_sorted(folded.starts));
  ASSERT_EQ(folded.starts.back(), text.size());
  std::vector<bool> begins(text.size() + 1);
  for (std::size_t at = 0; at < text.size(); at += decode(text, at).size) begins[at] = true;
  begins[text.size()] = true;
  for (std::size_t i = 0; i < folded.text.size(); ++i) {
    ASSERT_TRUE(begins[folded.starts[i]]);
    const auto at = static_cast<std::int64_t>(i);
    const Span original = folded.original({at, at + 1});
    ASSERT_LT(original.start, original.stop);
    ASSERT_TRUE(begins[static_cast<std::size_t>(original.stop)]);
    ASSERT_LE(original.stop, static_cast<std::int64_t>(text.size()));
  }
  ASSERT_EQ(nfkc(nfkc(text)), nfkc(text)) << testing::PrintToString(text);
}

TEST(FoldProperty, EveryAssignedCodePointAlone) {
  for (char32_t c = 0; c <= 0xE01FF; ++c) {
    if (c == 0xD800) c = 0xE000;    // surrogates
    if (c == 0x34000) c = 0xE0000;  // planes without a character
    std::string text;
    append(text, c);
    ASSERT_NO_FATAL_FAILURE(expect_sound(text));
  }
}

TEST(FoldProperty, RandomSequences) {
  std::mt19937 random(20260501);
  // Ranges rich in what composes: Latin, marks, Hangul jamo, Indic, kana, half width, Han.
  constexpr std::array<std::array<char32_t, 2>, 10> kRanges = {{{0x20, 0x24F},
                                                                {0x300, 0x36F},
                                                                {0x370, 0x3FF},
                                                                {0x900, 0xDFF},
                                                                {0x1100, 0x11FF},
                                                                {0x1E00, 0x206F},
                                                                {0x3000, 0x33FF},
                                                                {0x4E00, 0x9FFF},
                                                                {0xF900, 0xFFFF},
                                                                {0, 0x10FFFF}}};
  for (int round = 0; round < 20'000; ++round) {
    std::string text;
    const std::size_t length = random() % 12;
    for (std::size_t i = 0; i < length; ++i) {
      const auto& [low, high] = kRanges[random() % kRanges.size()];
      append(text, low + static_cast<char32_t>(random() % (high - low + 1)));
      if (random() % 40 == 0) text.push_back(static_cast<char>(random() % 256));
    }
    ASSERT_NO_FATAL_FAILURE(expect_sound(text));
  }
}

TEST(FoldProperty, AConcatenationOfPiecesIsTheConcatenationOfTheirFolds) {
  for (std::string_view left : {"國", "A", "é", "한", "①", ""}) {
    for (std::string_view right : {"電", "B", "1", "。", "ﬁ", ""}) {
      const std::string both = std::string(left) + std::string(right);
      EXPECT_EQ(fold_text(both), fold_text(left) + fold_text(right));
    }
  }
}

TEST(FoldProperty, LongRunsOfMarksTakeLinearTime) {
  std::string text = "e";
  for (int i = 0; i < 200'000; ++i) append(text, i % 2 == 0 ? 0x301 : 0x323);
  const std::string folded = fold_text(text);
  EXPECT_EQ(fold_text(folded), folded);
  EXPECT_EQ(count_characters(folded), 200'000u);
}

}  // namespace
}  // namespace eider::text
