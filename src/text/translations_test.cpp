#include "text/translations.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "text/fold.h"
#include "text/utf8.h"

namespace eider::text {
namespace {

bool stands_for(std::string_view word, std::string_view term) {
  const auto terms = chinese_terms(word);
  return std::find(terms.begin(), terms.end(), term) != terms.end();
}

TEST(Translations, OfAWordAreItsTermsEachOnce) {
  EXPECT_TRUE(stands_for("battery", "电池"));
  EXPECT_TRUE(stands_for("warsaw", "华沙"));
  EXPECT_TRUE(stands_for("surrender", "投降"));
  auto terms = chinese_terms("surrender");
  const std::size_t all = terms.size();
  std::sort(terms.begin(), terms.end());
  terms.erase(std::unique(terms.begin(), terms.end()), terms.end());
  EXPECT_EQ(terms.size(), all);
}

TEST(Translations, OfAnInflectedFormAreThoseOfTheWord) {
  EXPECT_TRUE(stands_for("batteries", "电池"));
  EXPECT_TRUE(stands_for("churches", "教堂"));
  EXPECT_TRUE(stands_for("surrendered", "投降"));
  EXPECT_TRUE(stands_for("making", "制造"));
  EXPECT_TRUE(stands_for("stopped", "停止"));
  EXPECT_EQ(chinese_terms("took"), chinese_terms("take"));
}

TEST(Translations, FindTheFirstAndTheLastOfTheList) {
  EXPECT_FALSE(chinese_terms("aa").empty());
  EXPECT_FALSE(chinese_terms("zzz").empty());
}

TEST(Translations, OfWhatIsNoEnglishWordAreNone) {
  for (const std::string_view word : {"", "a", "qzxj", "s", "=", "\t", "\n", "take\t", "=take",
                                      "电池", "電池", "\xFF\xFE", "1968"}) {
    EXPECT_TRUE(chinese_terms(word).empty()) << word;
  }
}

TEST(Translations, AreFoldedHanTextOfTwentyBytesAtMost) {
  for (const std::string_view word : {"point", "register", "church", "university", "river"}) {
    for (const std::string_view term : chinese_terms(word)) {
      EXPECT_EQ(fold_text(term), term);
      EXPECT_LE(term.size(), 15u);
      EXPECT_TRUE(is_han(decode(term, 0).value)) << term;
    }
  }
}

}  // namespace
}  // namespace eider::text
