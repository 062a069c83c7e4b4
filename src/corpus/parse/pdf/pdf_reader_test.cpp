#include "corpus/parse/pdf/pdf_reader.h"

#include <gtest/gtest.h>

#include "corpus/parse/pdf/pdf_maker.h"
#include "corpus/parse/testing.h"

namespace eider::parse {
namespace {

using pdf::PdfMaker;

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

TEST(PdfReader, HeadingsHaveTheLevelOfTheirSize) {
  PdfMaker maker;
  maker.page().text(72, 80, 22, "Annual report").text(72, 120, 16, "Markets");
  add_lines(maker, 72, 150, kLeft);
  maker.text(72, 240, 13, "Grain");
  add_lines(maker, 72, 270, kRight);
  maker.text(72, 360, 10, "Outlook", true);
  add_lines(maker, 72, 380, kLeft);
  ParsedDocument parsed = parse_ok("report.pdf", maker.finish());
  Texts headings;
  for (const Block& block : parsed.blocks) {
    if (block.kind != BlockKind::kHeading) continue;
    headings.push_back(std::to_string(block.depth) + " " +
                       std::string(slice(parsed.document.text, block.span)));
  }
  EXPECT_EQ(headings, (Texts{"1 Annual report", "2 Markets", "3 Grain", "4 Outlook"}));
  EXPECT_EQ(parsed.document.title, "Annual report");
}

TEST(PdfReader, RunningHeadsFeetAndPageNumbersAreBoilerplate) {
  PdfMaker maker;
  for (int page = 1; page <= 4; ++page) {
    maker.page().text(72, 40, 9, "Harbour quarterly").text(290, 810, 9, std::to_string(page + 11));
    add_lines(maker, 72, 100 + 40 * static_cast<float>(page), page % 2 == 0 ? kLeft : kRight);
  }
  ParsedDocument parsed = parse_ok("report.pdf", maker.finish());
  EXPECT_EQ(texts(parsed, BlockKind::kBoilerplate),
            (Texts{"Harbour quarterly", "12", "Harbour quarterly", "13", "Harbour quarterly", "14",
                   "Harbour quarterly", "15"}));
  EXPECT_EQ(texts(parsed, BlockKind::kParagraph).size(), 4U);
}

TEST(PdfReader, AParagraphGoesOnOverThePagesEnd) {
  PdfMaker maker;
  maker.page().text(72, 40, 9, "Harbour quarterly");
  add_lines(maker, 72, 740, {"The fog lifted slowly from the cold water of the bay, and"});
  maker.page().text(72, 40, 9, "Harbour quarterly");
  add_lines(maker, 72, 100, {"nobody hurried to leave the warm kitchens on the quay."});
  ParsedDocument parsed = parse_ok("report.pdf", maker.finish());
  EXPECT_EQ(texts(parsed, BlockKind::kParagraph),
            Texts{"The fog lifted slowly from the cold water of the bay, and nobody hurried to "
                  "leave the warm kitchens on the quay."});
}

TEST(PdfReader, WordsBrokenAtTheLinesEndAreWhole) {
  PdfMaker maker;
  maker.page();
  add_lines(maker, 72, 100,
            {"The council decided that the new harbour regu-",
             "lations shall be in force from the first of May."});
  ParsedDocument parsed = parse_ok("report.pdf", maker.finish());
  EXPECT_EQ(texts(parsed, BlockKind::kParagraph),
            Texts{"The council decided that the new harbour regulations shall be in force from the "
                  "first of May."});
}

TEST(PdfReader, ListItemsKeepTheirFurtherLines) {
  PdfMaker maker;
  maker.page();
  add_lines(maker, 72, 100,
            {"1. Moor the boat at the northern quay and pay the",
             "   fee at the office before noon.", "2. Ask for the key."});
  ParsedDocument parsed = parse_ok("report.pdf", maker.finish());
  EXPECT_EQ(
      texts(parsed, BlockKind::kListItem),
      (Texts{"1. Moor the boat at the northern quay and pay the fee at the office before noon.",
             "2. Ask for the key."}));
}

TEST(PdfReader, LetterSpacedWordsAreWhole) {
  PdfMaker maker;
  maker.page().raw("BT /F1 10 Tf 3 Tc 1 0 0 1 72 700 Tm (HARBOUR) Tj ET\n");
  maker.raw("6 Tc\n").han(72, 300, 10, "海港消息");
  EXPECT_EQ(parse_ok("report.pdf", maker.finish()).document.text, "HARBOUR\n\n海港消息");
}

TEST(PdfReader, ATurnedPageIsReadAsShown) {
  PdfMaker maker(595, 842);
  maker.page("/Rotate 90");
  // Runs upwards in the file, so from left to right as shown.
  maker.raw("BT /F1 10 Tf 0 1 -1 0 100 72 Tm (A line on a turned page) Tj ET\n");
  ParsedDocument parsed = parse_ok("report.pdf", maker.finish());
  EXPECT_EQ(parsed.document.text, "A line on a turned page");
  ASSERT_EQ(parsed.blocks.size(), 1U);
  EXPECT_NEAR(parsed.blocks[0].box.left, 72, 1);
  EXPECT_NEAR(parsed.blocks[0].box.bottom, 101.5, 1);
}

TEST(PdfReader, TextThatRunsUpwardsComesAfterTheOthers) {
  PdfMaker maker;
  maker.page().raw("BT /F1 8 Tf 0 1 -1 0 30 300 Tm (Printed on recycled paper) Tj ET\n");
  add_lines(maker, 72, 100, kLeft);
  ParsedDocument parsed = parse_ok("report.pdf", maker.finish());
  EXPECT_TRUE(parsed.document.text.ends_with("Printed on recycled paper"));
  EXPECT_NEAR(parsed.blocks.back().box.left, 24, 2);
  EXPECT_NEAR(parsed.blocks.back().box.bottom, 542, 2);
}

TEST(PdfReader, TheCropBoxIsThePage) {
  PdfMaker maker;
  maker.page("/CropBox[50 50 545 792]").text(72, 100, 10, "Inside.").text(10, 20, 10, "Cut off.");
  ParsedDocument parsed = parse_ok("report.pdf", maker.finish());
  EXPECT_EQ(parsed.document.text, "Inside.");
  EXPECT_NEAR(parsed.blocks.at(0).box.left, 22, 1);
  EXPECT_NEAR(parsed.blocks.at(0).box.bottom, 51.5, 1);
}

TEST(PdfReader, CaptionsKeepTheirFurtherLines) {
  PdfMaker maker;
  maker.page();
  maker.text(72, 100, 10, "Figure 3. Landings at the quay by month, in tonnes", true);
  maker.text(72, 112, 10, "of fish, as the harbour office counted them.");
  add_lines(maker, 72, 150, kLeft);
  EXPECT_EQ(
      texts(parse_ok("report.pdf", maker.finish()), BlockKind::kCaption),
      Texts{"Figure 3. Landings at the quay by month, in tonnes of fish, as the harbour office "
            "counted them."});
}

TEST(PdfReader, ALayerOfSignsIsNamed) {
  PdfMaker maker;
  maker.page();
  for (int line = 0; line < 5; ++line) {
    maker.text(72, 100 + 14 * static_cast<float>(line), 10,
               "!#$%&*+,-./:;<=>?@[]^_`{|}~!#$%&*+,-./");
  }
  EXPECT_EQ(parse_ok("report.pdf", maker.finish()).document.error,
            "the text layer spells no words on page 1");
}

TEST(PdfReader, FactsOfTheFileAreBelievedWithCare) {
  PdfMaker maker;
  maker.page().text(72, 80, 10, "Harbour quarterly, spring number.");
  maker.facts("/Title(Microsoft Word - final2.doc)/CreationDate(D:20260501083000+08'00')");
  ParsedDocument parsed = parse_ok("report.pdf", maker.finish());
  EXPECT_EQ(parsed.document.title, "report");
  EXPECT_EQ(parsed.document.published_at, "2026-05-01T08:30:00");
  EXPECT_EQ(parsed.document.published_from, "metadata");
  maker.facts("/Title(Harbour quarterly)");
  EXPECT_EQ(parse_ok("report.pdf", maker.finish()).document.title, "Harbour quarterly");
}

}  // namespace
}  // namespace eider::parse
