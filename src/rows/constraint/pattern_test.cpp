#include "rows/constraint/pattern.h"

#include <gtest/gtest.h>

#include "rows/constraint/characters.h"

namespace eider::rows {
namespace {

// `value` is what the JSON string means.
bool matches(std::string_view pattern, std::string_view value) {
  LanguagePool pool;
  auto language = language_of_pattern(pool, pattern);
  EXPECT_TRUE(language) << pattern << ": " << (language ? "" : language.error().message());
  if (!language) return false;
  std::string text = json_string(value);
  for (const char c : std::string_view(text).substr(1, text.size() - 2)) {
    *language = pool.after(*language, static_cast<unsigned char>(c));
  }
  return pool.may_end(*language);
}

std::string refusal(std::string_view pattern) {
  LanguagePool pool;
  const auto language = language_of_pattern(pool, pattern);
  return language ? "" : language.error().message();
}

TEST(Pattern, MatchesTheWholeString) {
  EXPECT_TRUE(matches("abc", "abc"));
  EXPECT_FALSE(matches("abc", "abcd"));
  EXPECT_FALSE(matches("abc", "xabc"));
  EXPECT_TRUE(matches("^abc$", "abc"));
  EXPECT_TRUE(matches("", ""));
  EXPECT_TRUE(matches("a|", ""));
  EXPECT_TRUE(matches("a\\$", "a$"));
}

TEST(Pattern, Repeats) {
  EXPECT_TRUE(matches("a*", ""));
  EXPECT_TRUE(matches("a+", "aaa"));
  EXPECT_FALSE(matches("a+", ""));
  EXPECT_TRUE(matches("ab?c", "ac"));
  EXPECT_TRUE(matches("(ab){2}", "abab"));
  EXPECT_FALSE(matches("(ab){2}", "ab"));
  EXPECT_TRUE(matches("a{2,}", "aaaa"));
  EXPECT_FALSE(matches("a{2,3}", "aaaa"));
  EXPECT_TRUE(matches("(?:a*b){0,2}", "aab"));
  EXPECT_TRUE(matches("(a?){5}", "aa"));
  EXPECT_FALSE(matches("(a?){5}", "aaaaaa"));
  EXPECT_TRUE(matches("(?:a*)*", "aa"));
}

TEST(Pattern, ClassesOfEveryScript) {
  EXPECT_TRUE(matches("[A-C]{3}", "ABC"));
  EXPECT_FALSE(matches("[^A-C]", "B"));
  EXPECT_TRUE(matches("[^A-C]", "新"));
  EXPECT_TRUE(matches("[一-龥]{2}", "新聞"));
  EXPECT_FALSE(matches("[一-龥]", "a"));
  EXPECT_TRUE(matches("\\p{Han}+", "新聞"));
  EXPECT_FALSE(matches("\\p{Han}+", "新a"));
  EXPECT_TRUE(matches("[\\u4e00-\\u9fff]", "新"));
  EXPECT_TRUE(matches("\\x{1F600}", "😀"));
  EXPECT_TRUE(matches("[😀-😎]", "😃"));
  EXPECT_TRUE(matches("[]a-]+", "-]a"));
  EXPECT_TRUE(matches("[\\w.-]+@\\w+\\.\\w{2,3}", "a.b-c@news.hk"));
  EXPECT_TRUE(matches(".", "😀"));
  EXPECT_FALSE(matches(".", "\n"));
  EXPECT_TRUE(matches("\\d{4}\\s\\S\\D\\W", "2026 xy!"));
}

TEST(Pattern, EscapesOfJsonStandForTheirCharacter) {
  EXPECT_TRUE(matches("\"\\\\\\n\\x01", "\"\\\n\x01"));
  EXPECT_TRUE(matches("[\"\\\\]{2}", "\"\\"));
  EXPECT_TRUE(matches("[^a]", "\t"));
}

TEST(Pattern, FaultsNameTheirByte) {
  EXPECT_EQ(refusal("a(b"), "byte 3: pattern: ')' is missing");
  EXPECT_EQ(refusal("ab)"), "byte 2: pattern: ')' without '('");
  EXPECT_NE(refusal("[a"), "");
  EXPECT_NE(refusal("[b-a]"), "");
  EXPECT_NE(refusal("[a-\\d]"), "");
  EXPECT_NE(refusal("*a"), "");
  EXPECT_NE(refusal("a**"), "");
  EXPECT_NE(refusal("a{3,2}"), "");
  EXPECT_NE(refusal("a{x}"), "");
  EXPECT_NE(refusal("a\\"), "");
  EXPECT_NE(refusal("a^b"), "");
  EXPECT_NE(refusal("(?=a)"), "");
  EXPECT_NE(refusal("\\bword"), "");
  EXPECT_NE(refusal("(a)\\1"), "");
  EXPECT_NE(refusal("\\x{110000}"), "");
  EXPECT_NE(refusal("[^\\x{1}-\\x{10FFFF}]"), "");
  EXPECT_NE(refusal("\xFF"), "");
}

TEST(Pattern, LimitsAreRefused) {
  const auto code = [](const std::string& pattern) {
    LanguagePool pool;
    const auto language = language_of_pattern(pool, pattern);
    return language ? ErrorCode::kCancelled : language.error().code;
  };
  EXPECT_EQ(code(std::string(1 << 20, 'a')), ErrorCode::kLimit);
  EXPECT_EQ(code("a{1001}"), ErrorCode::kLimit);
  EXPECT_EQ(code("a{99999999999999999999}"), ErrorCode::kLimit);
  EXPECT_EQ(code(std::string(100, '(') + "a" + std::string(100, ')')), ErrorCode::kLimit);
  EXPECT_EQ(code("(?:a|b)*a(?:a|b){30}"), ErrorCode::kLimit);
  EXPECT_EQ(code("(?:(?:.{1000}){1000}){1000}"), ErrorCode::kLimit);
  std::string deep;
  for (int i = 0; i < 2000; ++i) deep += "a?";
  EXPECT_TRUE(code(deep) == ErrorCode::kCancelled || code(deep) == ErrorCode::kLimit);
}

}  // namespace
}  // namespace eider::rows
