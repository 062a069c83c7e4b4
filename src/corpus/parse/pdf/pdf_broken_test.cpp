// Files that are broken, hostile or locked: each is an error that names the matter, or is read as
// far as it goes; none hurts the process.

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "corpus/parse/pdf/pdf_maker.h"
#include "corpus/parse/testing.h"

namespace eider::parse {
namespace {

using pdf::PdfMaker;

std::string error_of(const std::string& bytes) {
  Result<ParsedDocument> parsed = parse_document({"report.pdf", bytes});
  return parsed ? "" : parsed.error().message();
}

std::string good_file() {
  PdfMaker maker;
  maker.page().text(72, 100, 10, "A page that can be read.");
  return maker.finish();
}

// A catalogue and these further objects, numbered from 2.
std::string file_with(std::vector<std::string> objects) {
  objects.insert(objects.begin(), "<</Type/Catalog/Pages 2 0 R>>");
  return PdfMaker::file_of(objects, "");
}

TEST(PdfBroken, WhatIsNoPdfIsRefused) {
  EXPECT_EQ(error_of(""), "report.pdf: no PDF, or broken beyond repair");
  EXPECT_EQ(error_of("plain words"), "report.pdf: no PDF, or broken beyond repair");
  EXPECT_EQ(error_of("%PDF-1.7\n%%EOF\n"), "report.pdf: no PDF, or broken beyond repair");
}

TEST(PdfBroken, ALockedFileSaysSo) {
  std::ifstream in(EIDER_SOURCE_DIR "/src/corpus/parse/testdata/password.pdf", std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(in), {}};
  ASSERT_FALSE(bytes.empty());
  EXPECT_EQ(error_of(bytes),
            "report.pdf: the PDF is encrypted with a password; save it without one");
}

TEST(PdfBroken, AWrongCrossReferenceIsRepaired) {
  std::string bytes = good_file();
  std::size_t at = bytes.find("startxref\n") + 10;
  bytes.replace(at, bytes.find('\n', at) - at, "7");
  EXPECT_EQ(texts(parse_ok("report.pdf", bytes), BlockKind::kParagraph),
            Texts{"A page that can be read."});
}

TEST(PdfBroken, EveryPrefixOfAFileIsAnErrorOrADocument) {
  std::string bytes = good_file();
  for (std::size_t size = 0; size < bytes.size(); size += 7) {
    Result<ParsedDocument> parsed = parse_document({"report.pdf", bytes.substr(0, size)});
    if (parsed) expect_invariants(*parsed);
  }
}

TEST(PdfBroken, EveryBrokenByteIsAnErrorOrADocument) {
  const std::string bytes = good_file();
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    std::string broken = bytes;
    broken[at] = static_cast<char>(broken[at] ^ 0x55);
    Result<ParsedDocument> parsed = parse_document({"report.pdf", broken});
    if (parsed) expect_invariants(*parsed);
  }
}

TEST(PdfBroken, NoPagesIsAnEmptyDocument) {
  std::string bytes = file_with({"<</Type/Pages/Kids[]/Count 0>>"});
  Result<ParsedDocument> parsed = parse_document({"report.pdf", bytes});
  if (parsed) {
    EXPECT_EQ(parsed->document.status, "empty");
  } else {
    EXPECT_EQ(parsed.error().code, ErrorCode::kCorrupt);
  }
}

TEST(PdfBroken, ATreeOfPagesThatHoldsItselfEnds) {
  std::string bytes = file_with({"<</Type/Pages/Kids[2 0 R 3 0 R]/Count 2>>",
                                 "<</Type/Pages/Parent 2 0 R/Kids[2 0 R]/Count 1>>"});
  Result<ParsedDocument> parsed = parse_document({"report.pdf", bytes});
  if (parsed) {
    EXPECT_EQ(parsed->document.text, "");
  }
}

TEST(PdfBroken, PagesThatAreNotThereDoNotCount) {
  std::string bytes = file_with({"<</Type/Pages/Kids[3 0 R]/Count 2000000000>>",
                                 "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>"});
  Result<ParsedDocument> parsed = parse_document({"report.pdf", bytes});
  if (!parsed) {
    EXPECT_EQ(parsed.error().code, ErrorCode::kLimit) << parsed.error().message();
  }
}

TEST(PdfBroken, FormsInsideThemselvesEnd) {
  std::string form =
      "<</Type/XObject/Subtype/Form/BBox[0 0 99 99]/Resources<</XObject<</F 5 0 R>>>>"
      "/Length 5>>stream\n/F Do\nendstream";
  std::string bytes = file_with({"<</Type/Pages/Kids[3 0 R]/Count 1>>",
                                 "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R"
                                 "/Resources<</XObject<</F 5 0 R>>>>>>",
                                 "<</Length 5>>stream\n/F Do\nendstream", form});
  Result<ParsedDocument> parsed = parse_document({"report.pdf", bytes});
  if (parsed) {
    EXPECT_EQ(parsed->document.text, "");
  }
}

TEST(PdfBroken, APageWithTooManyCharactersIsNamed) {
  PdfMaker maker;
  maker.page().text(72, 100, 10, "Short.").page();
  std::string line(1000, 'x');
  for (int i = 0; i < 401; ++i) maker.text(10, 10 + 2 * static_cast<float>(i), 0.6F, line);
  EXPECT_EQ(error_of(maker.finish()), "report.pdf, page 2: more than 400000 characters on a page");
}

TEST(PdfBroken, PlacesThatAreNoNumbersAreLeftOut) {
  PdfMaker maker;
  maker.page().text(72, 100, 10, "Inside.").text(1e30F, 100, 10, "Outside.");
  maker.raw("BT /F1 1e38 Tf 1e38 0 0 1e38 0 0 Tm (Huge.) Tj ET\n0 0 m 1e38 1e38 l S\n");
  // As wide as a planet, its middle on the page.
  maker.raw("BT /F1 10 Tf 1e9 0 0 1 -3e9 300 Tm (W) Tj ET\n");
  EXPECT_EQ(texts(parse_ok("report.pdf", maker.finish()), BlockKind::kParagraph), Texts{"Inside."});
}

}  // namespace
}  // namespace eider::parse
