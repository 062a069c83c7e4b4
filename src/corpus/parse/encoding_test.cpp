#include "corpus/parse/encoding.h"

#include <gtest/gtest.h>

namespace eider::parse {
namespace {

std::string decoded(std::string_view bytes) {
  Result<Decoded> result = decode_bytes(bytes, "file");
  EXPECT_TRUE(result.has_value()) << (result ? "" : result.error().message());
  return result ? result->text : "";
}

TEST(Encoding, Utf8WithAndWithoutMark) {
  EXPECT_EQ(decoded("港口"), "港口");
  EXPECT_EQ(decoded("\xEF\xBB\xBF港口"), "港口");
  EXPECT_EQ(decoded(""), "");
}

TEST(Encoding, Utf16ByItsMark) {
  EXPECT_EQ(decoded(std::string_view("\xFF\xFE\x2F\x6E\x41\x00", 6)), "港A");
  EXPECT_EQ(decoded(std::string_view("\xFE\xFF\x6E\x2F\x00\x41", 6)), "港A");
  Result<Decoded> odd = decode_bytes(std::string_view("\xFF\xFE\x2F", 3), "file");
  ASSERT_FALSE(odd);
  EXPECT_EQ(odd.error().code, ErrorCode::kCorrupt);
}

// "今天的天气很好，我们去公园。" and a four-byte character.
constexpr std::string_view kGb18030 =
    "\xBD\xF1\xCC\xEC\xB5\xC4\xCC\xEC\xC6\xF8\xBA\xDC\xBA\xC3\xA3\xAC\xCE\xD2\xC3\xC7\xC8\xA5"
    "\xB9\xAB\xD4\xB0\xA1\xA3\x82\x30\xB1\x35";

TEST(Encoding, Gb18030WithAFourByteCharacter) {
  Result<Decoded> result = decode_bytes(kGb18030, "file");
  ASSERT_TRUE(result.has_value());
  EXPECT_EQ(result->encoding, "GB18030");
  EXPECT_TRUE(result->text.starts_with("今天的天气很好，我们去公园。"));
}

TEST(Encoding, BrokenUtf8NamesTheByte) {
  Result<Decoded> cut = decode_bytes("港口的新闻写在这里\xE6\xB8", "cut.txt");
  ASSERT_FALSE(cut);
  EXPECT_EQ(cut.error().code, ErrorCode::kCorrupt);
  EXPECT_EQ(cut.error().where, "cut.txt");
  EXPECT_NE(cut.error().what.find("byte 27"), std::string::npos) << cut.error().what;
  EXPECT_FALSE(
      decode_bytes("caf\xE9 au lait, cr\xE8me br\xFBl\xE9"
                   "e",
                   "latin1.txt"));
  EXPECT_FALSE(decode_bytes("\xED\xA0\x80 surrogate", "s.txt"));
  EXPECT_FALSE(decode_bytes("\xC0\xAF overlong", "o.txt"));
}

TEST(Encoding, BinaryIsNoText) {
  Result<Decoded> nul = decode_bytes(std::string_view("ab\0cd", 5), "x.txt");
  ASSERT_FALSE(nul);
  EXPECT_EQ(nul.error().what, "binary file, not text");
  EXPECT_FALSE(decode_bytes("\x01\x02\x03\x04\x05\x06\x07\x08\x01\x02\x03 abc", "x.txt"));
}

}  // namespace
}  // namespace eider::parse
