#include "corpus/parse/pdf/pdf_reader.h"

#include <gtest/gtest.h>

#include "corpus/parse/pdf/pdf_maker.h"
#include "corpus/parse/testing.h"

namespace eider::parse {
namespace {

using pdf::PdfMaker;

std::string error_of(const std::string& bytes) {
  Result<ParsedDocument> parsed = parse_document({"report.pdf", bytes});
  return parsed ? "" : parsed.error().message();
}

// Fills lines of a column from `words`, `gap` points apart.
void add_lines(PdfMaker& maker, float x, float y, const Texts& lines) {
  for (const std::string& line : lines) {
    maker.text(x, y, 10, line);
    y += 12;
  }
}

const Texts kLeft = {"The harbour was quiet that morning, and the",
                     "boats lay at their ropes while the", "fog lifted slowly from the cold water",
                     "of the bay, and nobody hurried to leave",
                     "the warm kitchens along the old quay."};
const Texts kRight = {
    "By noon the market had filled with people", "who came down from the hills to sell",
    "cheese, honey and the first apples of the", "year, and the square grew loud with the",
    "voices of buyers and of children playing."};

TEST(PdfReader, ReadsLinesAsParagraphsWithPageAndBox) {
  PdfMaker maker;
  maker.page();
  add_lines(
      maker, 72, 100,
      {"One line of a paragraph that the page's width", "has wrapped over two lines of text."});
  add_lines(maker, 72, 160, {"Another paragraph."});
  ParsedDocument parsed = parse_ok("report.pdf", maker.finish());
  expect_invariants(parsed);
  EXPECT_EQ(parsed.document.status, "ok");
  EXPECT_EQ(parsed.document.media_type, "application/pdf");
  ASSERT_EQ(parsed.blocks.size(), 2U);
  EXPECT_EQ(slice(parsed.document.text, parsed.blocks[0].span),
            "One line of a paragraph that the page's width has wrapped over two lines of text.");
  EXPECT_EQ(parsed.blocks[0].box.page, 1);
  EXPECT_NEAR(parsed.blocks[0].box.left, 72, 1);
  EXPECT_NEAR(parsed.blocks[0].box.top, 92.5, 2);
  EXPECT_NEAR(parsed.blocks[0].box.bottom, 113.5, 2);
}

TEST(PdfReader, ReadsColumnsOneAfterTheOther) {
  PdfMaker maker;
  maker.page();
  maker.text(72, 80, 20, "A day at the harbour");
  for (std::size_t i = 0; i < kLeft.size(); ++i) {  // drawn line by line across both columns
    float y = 120 + 12 * static_cast<float>(i);
    maker.text(72, y, 10, kLeft[i]).text(320, y + 3, 10, kRight[i]);
  }
  ParsedDocument parsed = parse_ok("report.pdf", maker.finish());
  EXPECT_EQ(texts(parsed, BlockKind::kHeading), Texts{"A day at the harbour"});
  Texts found = texts(parsed, BlockKind::kParagraph);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_TRUE(found[0].starts_with("The harbour was quiet")) << found[0];
  EXPECT_TRUE(found[0].ends_with("along the old quay.")) << found[0];
  EXPECT_TRUE(found[1].starts_with("By noon the market")) << found[1];
}

TEST(PdfReader, JoinsChineseLinesWithoutSpaces) {
  PdfMaker maker;
  maker.page();
  maker.han(72, 100, 12, "港口的早晨十分安静，渔船都停在岸边，雾气慢慢地从海");
  maker.han(72, 118, 12, "面上散去，人们并不急着离开温暖的屋子。");
  maker.han(72, 160, 12, "市場在中午時分擠滿了人，大家從山上下來賣奶酪和蜂蜜。", true);
  ParsedDocument parsed = parse_ok("report.pdf", maker.finish());
  EXPECT_EQ(texts(parsed, BlockKind::kParagraph),
            (Texts{"港口的早晨十分安静，渔船都停在岸边，雾气慢慢地从海面上散去，人们并不急着离开温"
                   "暖的屋子。",
                   "市場在中午時分擠滿了人，大家從山上下來賣奶酪和蜂蜜。"}));
}

TEST(PdfReader, PagesOfPicturesNeedRecognition) {
  PdfMaker maker;
  maker.page().picture().page().picture().page().picture();
  ParsedDocument parsed = parse_ok("scan.pdf", maker.finish());
  EXPECT_EQ(parsed.document.status, "needs_ocr");
  EXPECT_EQ(parsed.document.error, "no text layer on 3 pages");
}

TEST(PdfReader, NamesThePagesWithoutText) {
  PdfMaker maker;
  maker.page().text(72, 100, 10, "Some text.").page().picture();
  ParsedDocument parsed = parse_ok("scan.pdf", maker.finish());
  EXPECT_EQ(parsed.document.status, "ok");
  EXPECT_EQ(parsed.document.error, "no text layer on page 2");
}

TEST(PdfReader, WhatIsNoPdfIsRefused) {
  EXPECT_EQ(error_of(""), "report.pdf: no PDF, or broken beyond repair");
  EXPECT_EQ(error_of("plain words"), "report.pdf: no PDF, or broken beyond repair");
}

}  // namespace
}  // namespace eider::parse
