#include "corpus/parse/pdf/hyphens.h"

#include <gtest/gtest.h>

namespace eider::parse::pdf {
namespace {

using Texts = std::vector<std::string>;

std::string wrapped(const Texts& lines) {
  std::string text;
  for (const std::string& line : lines) append_line(text, line);
  return text;
}

Texts settled(const Texts& texts) {
  std::vector<Piece> pieces(texts.size());
  for (std::size_t i = 0; i < texts.size(); ++i) pieces[i].text = texts[i];
  settle_hyphens(pieces);
  Texts result;
  for (const Piece& piece : pieces) result.push_back(piece.text);
  return result;
}

TEST(Hyphens, ACutSyllableCloses) {
  EXPECT_EQ(settled({wrapped({"The compi-", "lation ended."})}), Texts{"The compilation ended."});
}

TEST(Hyphens, ACompoundThatStandsElsewhereKeepsItsHyphen) {
  const Texts found = settled({"A well-known port.", wrapped({"It is WELL-", "known to all."})});
  EXPECT_EQ(found[1], "It is WELL-known to all.");
}

TEST(Hyphens, TwoWordsOfTheDocumentKeepTheHyphenBetweenThem) {
  const Texts found =
      settled({wrapped({"Our trace-", "compilation pass"}), "One trace.", "Compilation is slow."});
  EXPECT_EQ(found[0], "Our trace-compilation pass");
}

TEST(Hyphens, TheWholeWordElsewhereOutweighsItsHalves) {
  const Texts found = settled({wrapped({"every news-", "paper"}), "Newspaper of news on paper."});
  EXPECT_EQ(found[0], "every newspaper");
}

TEST(Hyphens, ShortHalvesTellNothing) {
  const Texts found = settled({wrapped({"the in-", "vestor"}), "Come in. A vestor."});
  EXPECT_EQ(found[0], "the investor");
}

TEST(Hyphens, ADashOrANumberIsNoCut) {
  EXPECT_EQ(wrapped({"pages 12-", "14"}), "pages 12- 14");
  EXPECT_EQ(wrapped({"Anglo-", "Saxon"}), "Anglo-Saxon");
  EXPECT_EQ(wrapped({"-", "a list"}), "- a list");
}

TEST(Hyphens, SeveralCutsInOneTextAndInCells) {
  std::vector<Piece> pieces(2);
  pieces[0].text = wrapped({"long-", "term plans and manage-", "ment"});
  pieces[1].rows = {{{wrapped({"long-", "term debt"}), "a long-term loan"}, false}};
  settle_hyphens(pieces);
  EXPECT_EQ(pieces[0].text, "long-term plans and management");
  EXPECT_EQ(pieces[1].rows[0].cells[0], "long-term debt");
}

TEST(Hyphens, HanAndEmptyTextsStay) {
  EXPECT_EQ(settled({"", wrapped({"寒武", "纪"})}), (Texts{"", "寒武纪"}));
}

}  // namespace
}  // namespace eider::parse::pdf
