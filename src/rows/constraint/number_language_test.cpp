#include "rows/constraint/number_language.h"

#include <gtest/gtest.h>

namespace eider::rows {
namespace {

bool holds(const NumberSchema& schema, std::string_view text) {
  LanguagePool pool;
  Language language = number_language(pool, schema);
  for (const char byte : text) language = pool.after(language, static_cast<unsigned char>(byte));
  return pool.may_end(language);
}

NumberBound bound(std::string_view text, bool is_included = true) {
  return {exact_number_of(text).value(), is_included};
}

NumberSchema integers(std::string_view least, std::string_view most) {
  return {4, 0, bound(least), bound(most)};
}

TEST(ExactNumber, ReadsJsonNumbers) {
  EXPECT_EQ(exact_number_of("1.5e3"), exact_number_of("1500"));
  EXPECT_EQ(exact_number_of("15e-3"), exact_number_of("0.015"));
  EXPECT_EQ(exact_number_of("-0.0"), exact_number_of("0"));
  EXPECT_EQ(exact_number_of("1e+20")->whole, "100000000000000000000");
  for (const char* text : {"", "-", "1.", ".5", "1e", "abc", "1 ", "1e999"}) {
    EXPECT_FALSE(exact_number_of(text)) << text;
  }
  EXPECT_LT(*exact_number_of("-10"), *exact_number_of("-9.5"));
  EXPECT_LT(*exact_number_of("9.75"), *exact_number_of("10"));
  EXPECT_LT(*exact_number_of("0.09"), *exact_number_of("0.1"));
}

TEST(NumberLanguage, IntegersOfAnyTwoBounds) {
  for (int least = -25; least <= 25; least += 5) {
    for (int most = least; most <= 130; most += 7) {
      const NumberSchema schema = integers(std::to_string(least), std::to_string(most));
      LanguagePool pool;
      const Language language = number_language(pool, schema);
      for (int number = -40; number <= 140; ++number) {
        Language state = language;
        for (const char c : std::to_string(number)) {
          state = pool.after(state, static_cast<unsigned char>(c));
        }
        EXPECT_EQ(pool.may_end(state), least <= number && number <= most)
            << number << " in " << least << " to " << most;
      }
    }
  }
}

TEST(NumberLanguage, FractionsOfAnyTwoBounds) {
  for (int least = -1250; least <= 1250; least += 333) {
    for (int most = least; most <= 2600; most += 475) {
      for (const bool included : {true, false}) {
        const NumberSchema schema{2, 2, bound(std::to_string(least) + "e-2", included),
                                  bound(std::to_string(most) + "e-2", included)};
        LanguagePool pool;
        const Language language = number_language(pool, schema);
        for (int number = -1300; number <= 2700; number += 3) {
          const int size = number < 0 ? -number : number;
          const std::string cents = std::to_string(size % 100);
          const std::string text = (number < 0 ? "-" : "") + std::to_string(size / 100) + "." +
                                   (cents.size() == 1 ? "0" : "") + cents;
          Language state = language;
          for (const char c : text) state = pool.after(state, static_cast<unsigned char>(c));
          const bool inside =
              included ? least <= number && number <= most : least < number && number < most;
          EXPECT_EQ(pool.may_end(state), inside) << text << " in " << least << " to " << most;
        }
      }
    }
  }
}

TEST(NumberLanguage, OneFormForEachSize) {
  const NumberSchema any{5, 2};
  for (const char* text : {"0", "-1", "12345", "0.50", "-0.5", "99999.99"}) {
    EXPECT_TRUE(holds(any, text)) << text;
  }
  for (const char* text : {"", "-", "-0", "-0.0", "01", "1.", ".5", "1e5", "+1", "123456", "1.234",
                           "--1", "1.2.3", " 1"}) {
    EXPECT_FALSE(holds(any, text)) << text;
  }
}

TEST(NumberLanguage, BoundsBeyondADouble) {
  const NumberSchema big{39, 0, bound("-170141183460469231731687303715884105728"),
                         bound("170141183460469231731687303715884105727")};
  EXPECT_TRUE(holds(big, "170141183460469231731687303715884105727"));
  EXPECT_FALSE(holds(big, "170141183460469231731687303715884105728"));
  EXPECT_TRUE(holds(big, "-170141183460469231731687303715884105728"));
  EXPECT_FALSE(holds(big, "-170141183460469231731687303715884105729"));
}

TEST(NumberLanguage, FineBoundsAndCoarseDigits) {
  const NumberSchema schema{2, 1, bound("0.125"), bound("0.275")};
  EXPECT_FALSE(holds(schema, "0.1"));
  EXPECT_TRUE(holds(schema, "0.2"));
  EXPECT_FALSE(holds(schema, "0.3"));
  const NumberSchema integer{2, 0, bound("1.5"), bound("3.5")};
  EXPECT_FALSE(holds(integer, "1"));
  EXPECT_TRUE(holds(integer, "2"));
  EXPECT_TRUE(holds(integer, "3"));
  EXPECT_FALSE(holds(integer, "4"));
}

TEST(NumberLanguage, NothingBetweenTheBounds) {
  LanguagePool pool;
  EXPECT_EQ(number_language(pool, integers("3", "2")), kNothing);
  EXPECT_EQ(number_language(pool, {4, 0, bound("2", false), bound("3", false)}), kNothing);
  EXPECT_EQ(number_language(pool, {4, 0, bound("0.1"), bound("0.9")}), kNothing);
  EXPECT_EQ(number_language(pool, {2, 0, bound("100"), bound("200")}), kNothing);
  EXPECT_EQ(number_language(pool, {4, 2, bound("0", false), bound("0.01", false)}), kNothing);
  EXPECT_NE(number_language(pool, {4, 3, bound("0", false), bound("0.01", false)}), kNothing);
  EXPECT_EQ(number_language(pool, {4, 0, bound("-1", false), bound("0", false)}), kNothing);
}

}  // namespace
}  // namespace eider::rows
