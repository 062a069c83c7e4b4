// Words of folded text in both scripts and English.

#include "text/words.h"

#include <gtest/gtest.h>

#include "text/fold.h"

namespace eider::text {
namespace {

using Texts = std::vector<std::string>;

Texts texts_of(std::string_view folded) {
  Texts result;
  for (const Word& word : words(folded)) {
    EXPECT_EQ(slice(folded, word.span), word.text);
    result.emplace_back(word.text);
  }
  return result;
}

TEST(Words, HanGivesUnigramsAndBigrams) {
  EXPECT_EQ(texts_of("人工智能"), (Texts{"人", "人工", "工", "工智", "智", "智能", "能"}));
  EXPECT_EQ(texts_of("人，工"), (Texts{"人", "工"}));
  EXPECT_EQ(texts_of("人 工"), (Texts{"人", "工"}));
}

TEST(Words, BothScriptsGiveTheSameWordsOnceFolded) {
  const std::string simplified = fold_text("台积电扩产");
  const std::string traditional = fold_text("台積電擴產");
  EXPECT_EQ(texts_of(traditional), texts_of(simplified));
  EXPECT_EQ(texts_of(simplified).size(), 9u);
}

TEST(Words, LatinWordsAndNumbers) {
  EXPECT_EQ(texts_of("nvidia's h100, gpt-4 and 5g"),
            (Texts{"nvidia", "s", "h100", "gpt", "4", "and", "5g"}));
  EXPECT_EQ(texts_of("1,117.5 or 3.5% in 2026."), (Texts{"1,117.5", "or", "3.5", "in", "2026"}));
  EXPECT_EQ(texts_of("1.5b v2.0 a1,2 ,5"), (Texts{"1.5b", "v2", "0", "a1", "2", "5"}));
  EXPECT_EQ(texts_of("café über"), (Texts{"café", "über"}));
}

TEST(Words, MixedText) {
  EXPECT_EQ(texts_of("ai芯片2026年"), (Texts{"ai", "芯", "芯片", "片", "2026", "年"}));
}

TEST(Words, MarksStayWithTheirLetter) {
  EXPECT_EQ(texts_of("हिन्दी q\u0308x"), (Texts{"हिन्दी", "q\u0308x"}));
  EXPECT_EQ(texts_of("\u0308a"), (Texts{"a"}));
}

TEST(Words, NothingToFind) {
  EXPECT_EQ(texts_of(""), Texts{});
  EXPECT_EQ(texts_of(" \u3000，。!?$"), Texts{});
  EXPECT_EQ(texts_of("a\xFF\xE4"), Texts{"a"});
}

}  // namespace
}  // namespace eider::text
