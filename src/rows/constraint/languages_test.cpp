#include "rows/constraint/languages.h"

#include <gtest/gtest.h>

#include "rows/constraint/characters.h"

namespace eider::rows {
namespace {

bool holds(LanguagePool& pool, Language language, std::string_view text) {
  for (const char byte : text) language = pool.after(language, static_cast<unsigned char>(byte));
  return pool.may_end(language);
}

TEST(Languages, EqualConstructionsHaveOneNumber) {
  LanguagePool pool;
  const Language a = pool.literal("a");
  const Language b = pool.literal("b");
  EXPECT_EQ(pool.either({a, b}), pool.either({b, a, b}));
  EXPECT_EQ(pool.then(pool.then(a, b), a), pool.then(a, pool.then(b, a)));
  EXPECT_EQ(pool.after(pool.literal("ab"), 'a'), b);
  EXPECT_EQ(pool.then(a, kNothing), kNothing);
  EXPECT_EQ(pool.either({kNothing, a}), a);
  EXPECT_EQ(pool.repeat(a, 3, 2), kNothing);
}

TEST(Languages, CountsAreExact) {
  LanguagePool pool;
  const Language language = pool.repeat(pool.literal("ab"), 2, 3);
  EXPECT_FALSE(holds(pool, language, "ab"));
  EXPECT_TRUE(holds(pool, language, "abab"));
  EXPECT_TRUE(holds(pool, language, "ababab"));
  EXPECT_FALSE(holds(pool, language, "abababab"));
  EXPECT_EQ(pool.shortest_text(language), "abab");
}

TEST(Languages, UnrepeatedTakesEachOnceInAnyOrder) {
  LanguagePool pool;
  const Language language =
      pool.unrepeated({pool.literal("a"), pool.literal("b"), pool.literal("c")}, 1, 2);
  for (const char* text : {"a", "b", "ab", "ca"}) EXPECT_TRUE(holds(pool, language, text)) << text;
  for (const char* text : {"", "aa", "abc", "d"}) EXPECT_FALSE(holds(pool, language, text)) << text;
}

TEST(Languages, StretchesBeginAndEndBetweenPieces) {
  LanguagePool pool;
  const Language language = pool.stretch_of(written_characters("新闻 news \"新\""), true);
  for (const char* text : {"", "新", "闻 n", "ews", "\\\"新\\\"", " "}) {
    EXPECT_TRUE(holds(pool, language, text)) << text;
  }
  for (const char* text : {"新 ", "\xE6\x96", "\"", "\\", "swen"}) {
    EXPECT_FALSE(holds(pool, language, text)) << text;
  }
  EXPECT_EQ(pool.shortest(pool.after(language, 0xE6)), 2u);
  EXPECT_FALSE(holds(pool, pool.stretch_of({"a", "b"}, false), ""));
  EXPECT_EQ(pool.stretch_of({}, false), kNothing);
  EXPECT_EQ(pool.stretch_of({}, true), kEmpty);
}

TEST(Languages, StretchesOfTwoTextsStayApart) {
  LanguagePool pool;
  const Language first = pool.stretch_of({"a", "b"}, true);
  const Language second = pool.stretch_of({"c"}, true);
  EXPECT_FALSE(holds(pool, first, "bc"));
  EXPECT_TRUE(holds(pool, second, "c"));
  EXPECT_FALSE(holds(pool, second, "a"));
}

TEST(Languages, WhatIsInBothAndNothingElse) {
  LanguagePool pool;
  const Language a = pool.literal("a");
  const Language even = pool.repeat(pool.literal("aa"), 0, kNoMost);
  const auto some = pool.both(even, pool.repeat(a, 3, 5));
  ASSERT_TRUE(some);
  EXPECT_TRUE(holds(pool, *some, "aaaa"));
  EXPECT_FALSE(holds(pool, *some, "aa"));
  EXPECT_EQ(pool.shortest(*some), 4u);
  EXPECT_EQ(pool.after(pool.after(*some, 'a'), 'b'), kNothing);
  const auto none = pool.both(even, pool.repeat(a, 3, 3));
  ASSERT_TRUE(none);
  EXPECT_EQ(*none, kNothing);
}

TEST(Languages, AnEndIsReachedFromEverywhere) {
  LanguagePool pool;
  const auto both =
      pool.both(pool.repeat(pool.either({pool.literal("ab"), pool.literal("c")}), 0, kNoMost),
                pool.repeat(pool.bytes(byte_range('a', 'c')), 3, 4));
  ASSERT_TRUE(both);
  EXPECT_EQ(pool.shortest_text(*both), "abc");
  // "abc" and a "c" fit, an "a" would need a "b" beyond the limit.
  Language state = *both;
  for (const char byte : std::string_view("abc")) {
    state = pool.after(state, static_cast<unsigned char>(byte));
  }
  EXPECT_EQ(pool.after(state, 'a'), kNothing);
  EXPECT_NE(pool.after(state, 'c'), kNothing);
}

TEST(Languages, StatesAreLimited) {
  LanguagePool pool;
  const Language any = pool.bytes(byte_range('a', 'b'));
  EXPECT_TRUE(pool.check_states(pool.repeat(any, 0, 50), 100));
  EXPECT_FALSE(pool.check_states(pool.repeat(any, 0, 500), 100));
}

}  // namespace
}  // namespace eider::rows
