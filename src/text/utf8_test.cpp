// UTF-8: every code point there and back, every broken form refused at its byte.

#include "text/utf8.h"

#include <gtest/gtest.h>

namespace eider::text {
namespace {

TEST(Utf8, EveryCodePointSurvivesEncodingAndDecoding) {
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    if (c >= 0xD800 && c < 0xE000) continue;
    std::string bytes;
    append(bytes, c);
    const CodePoint forward = decode(bytes, 0);
    const CodePoint backward = decode_before(bytes, bytes.size());
    ASSERT_EQ(forward.value, c);
    ASSERT_EQ(forward.size, bytes.size());
    ASSERT_EQ(backward.value, c);
    ASSERT_EQ(backward.size, bytes.size());
  }
}

TEST(Utf8, SurrogatesAndTooLargeValuesBecomeTheReplacement) {
  std::string bytes;
  append(bytes, 0xD800);
  append(bytes, 0x110000);
  EXPECT_EQ(bytes, "\xEF\xBF\xBD\xEF\xBF\xBD");
}

TEST(Utf8, BrokenBytesDecodeToOneReplacementEach) {
  for (std::string_view broken :
       {"\x80", "\xC0\x80", "\xC1\xBF", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xF0\x8F\xBF\xBF",
        "\xF4\x90\x80\x80", "\xF5", "\xFF", "\xE4\xB8", "\xF0\x9F\x98"}) {
    const CodePoint c = decode(broken, 0);
    EXPECT_EQ(c.value, kReplacement);
    EXPECT_EQ(c.size, 1u);
    EXPECT_EQ(first_invalid_byte(broken), 0u);
    EXPECT_EQ(count_characters(broken), broken.size());
    EXPECT_EQ(decode_before(broken, broken.size()).size, 1u);
  }
}

TEST(Utf8, TheFirstInvalidByteIsNamed) {
  EXPECT_EQ(first_invalid_byte("\u4EBA\u5DE5\xFF\u667A"), 6u);
  EXPECT_EQ(first_invalid_byte("abc\xE4\xBA"), 3u);
  EXPECT_TRUE(is_valid_utf8("\u4EBA\u5DE5\u667A\u80FD, AI, \U0001F600"));
  EXPECT_TRUE(is_valid_utf8(""));
}

TEST(Utf8, TheEndOfTheTextHasSizeZero) {
  EXPECT_EQ(decode("", 0).size, 0u);
  EXPECT_EQ(decode("a", 1).size, 0u);
  EXPECT_EQ(decode_before("a", 0).size, 0u);
}

TEST(Utf8, CharactersAndColumnsAreCounted) {
  EXPECT_EQ(count_characters("人工AI"), 4u);
  EXPECT_EQ(display_width("人工AI"), 6u);
  EXPECT_EQ(display_width("ＡＩ"), 4u);
  EXPECT_EQ(display_width("e\u0301"), 1u);
  EXPECT_EQ(display_width("ｶﾞ"), 2u);
  EXPECT_EQ(display_width(""), 0u);
}

TEST(Utf8, ClassesOfCharacters) {
  for (char32_t c : {U'人', U'國', U'国', U'㐀', U'〇', U'々', U'豈', U'𠀀'}) {
    EXPECT_TRUE(is_han(c));
    EXPECT_FALSE(is_letter(c));
  }
  for (char32_t c : {U'a', U'Z', U'é', U'ß', U'я', U'あ', U'가'}) {
    EXPECT_TRUE(is_letter(c));
    EXPECT_FALSE(is_han(c));
  }
  for (char32_t c : {U'0', U'9', U'５', U'٣'}) EXPECT_TRUE(is_digit(c));
  for (char32_t c : {U' ', U'\n', U'\t', U'\u3000', U'\u00A0', U'\uFEFF', U'\u200B', U'\u2028'}) {
    EXPECT_TRUE(is_space(c));
  }
  for (char32_t c : {U'。', U'，', U'!', U'“', U'」', U'…', U'-'}) EXPECT_TRUE(is_punctuation(c));
  EXPECT_TRUE(is_mark(U'\u0301'));
  EXPECT_FALSE(is_digit(U'五'));
  EXPECT_FALSE(is_space(U'a'));
  EXPECT_FALSE(is_punctuation(U'人'));
  EXPECT_FALSE(is_mark(U'e'));
}

TEST(Utf8, TrimTakesUnicodeSpaceFromBothEnds) {
  EXPECT_EQ(trim("\uFEFF \u3000 人 工 \u00A0\r\n"), "人 工");
  EXPECT_EQ(trim("a"), "a");
  EXPECT_EQ(trim(" \u3000\n"), "");
  EXPECT_EQ(trim(""), "");
  EXPECT_EQ(trim(" \xFF\x80 "), "\xFF\x80");
}

}  // namespace
}  // namespace eider::text
