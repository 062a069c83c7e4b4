#include <gtest/gtest.h>

#include "corpus/parse/office/testing_zip.h"
#include "corpus/parse/testing.h"

namespace eider::parse {
namespace {

std::string paragraph(const std::string& text) {
  return "<w:p><w:r><w:t>" + text + "</w:t></w:r></w:p>";
}

Texts paragraphs(const std::string& body) {
  ParsedDocument parsed = parse_ok("a.docx", docx_of(body));
  expect_invariants(parsed);
  return texts(parsed, BlockKind::kParagraph);
}

Texts column(const ParsedDocument& parsed, std::int64_t row) {
  Texts found;
  for (const TableCell& cell : parsed.cells) {
    if (cell.row == row) found.push_back(cell.text);
  }
  return found;
}

TEST(Docx, AReportOfItsOwnProgram) {
  ParsedDocument parsed = parse_ok("report.docx", test_file("report.docx"));
  expect_invariants(parsed);
  EXPECT_EQ(parsed.document.title, "河岳科技季度简报");
  EXPECT_EQ(parsed.document.published_at, "2026-04-03T10:00:00");
  EXPECT_EQ(parsed.document.published_from, "metadata");
  ASSERT_EQ(parsed.articles.size(), 1u);
  EXPECT_EQ(parsed.articles[0].byline, "Lin Heyue");
  EXPECT_EQ(texts(parsed, BlockKind::kHeading),
            (Texts{"河岳科技季度简报", "经营情况", "分业务收入", "展望"}));
  EXPECT_EQ(texts(parsed, BlockKind::kListItem), (Texts{"云服务签下三家新客户", "其中两家在南方"}));
  EXPECT_EQ(texts(parsed, BlockKind::kCaption), (Texts{"表1 分业务收入"}));
  EXPECT_EQ(texts(parsed, BlockKind::kBoilerplate), (Texts{"内部资料 请勿外传"}));
  std::vector<int> depths;
  for (const Block& block : parsed.blocks) {
    if (block.depth > 0) depths.push_back(block.depth);
  }
  EXPECT_EQ(depths, (std::vector<int>{1, 2, 3, 1, 2, 2}));  // the items are 1 and 2
}

TEST(Docx, MergedCellsStandInEachPlace) {
  ParsedDocument parsed = parse_ok("report.docx", test_file("report.docx"));
  EXPECT_EQ(column(parsed, 0), (Texts{"业务", "收入(亿元)", "收入(亿元)"}));
  EXPECT_EQ(column(parsed, 1), (Texts{"业务", "本季", "上季"}));
  EXPECT_EQ(column(parsed, 2), (Texts{"云服务", "8.1", "7.2"}));
  EXPECT_TRUE(parsed.cells[0].header);
  EXPECT_TRUE(parsed.cells[3].header);
  EXPECT_FALSE(parsed.cells[6].header);
}

TEST(Docx, RunsAreJoinedAndSpacesKept) {
  EXPECT_EQ(paragraphs("<w:p><w:r><w:t xml:space=\"preserve\">The port </w:t></w:r><w:r><w:t>of"
                       "</w:t></w:r><w:r><w:t xml:space=\"preserve\"> </w:t></w:r>"
                       "<w:hyperlink><w:r><w:t>Alder.</w:t></w:r></w:hyperlink></w:p>"),
            (Texts{"The port of Alder."}));
  EXPECT_EQ(paragraphs("<w:p><w:r><w:t>第一行。</w:t><w:br/><w:t>第二行。</w:t></w:r></w:p>"),
            (Texts{"第一行。", "第二行。"}));
}

TEST(Docx, TrackedChanges) {
  EXPECT_EQ(paragraphs("<w:p><w:ins><w:r><w:t>收入增长</w:t></w:r></w:ins><w:del><w:r>"
                       "<w:delText>下降</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>旧</w:t>"
                       "</w:r></w:moveFrom><w:moveTo><w:r><w:t>新。</w:t></w:r></w:moveTo></w:p>"),
            (Texts{"收入增长新。"}));
}

TEST(Docx, FieldCodesHiddenTextAndReadingsAreLeftOut) {
  EXPECT_EQ(paragraphs("<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>"
                       "HYPERLINK x</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/>"
                       "</w:r><w:r><w:t>官网</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/>"
                       "</w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r><w:r><w:ruby><w:rt>"
                       "<w:r><w:t>gang</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>港</w:t></w:r>"
                       "</w:rubyBase></w:ruby></w:r></w:p>"),
            (Texts{"官网港"}));
}

TEST(Docx, ATableOfContentsIsBoilerplate) {
  std::string field =
      "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> TOC \\o "
      "</w:instrText>"
      "</w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>一、概况</w:t><w:tab/>"
      "<w:t>3</w:t></w:r></w:p><w:p><w:r><w:t>二、展望</w:t></w:r><w:r><w:fldChar "
      "w:fldCharType=\"end\"/></w:r></w:p>";
  ParsedDocument parsed =
      parse_ok("a.docx", docx_of(field + paragraph("正文从这里开始，共两章。")));
  EXPECT_EQ(texts(parsed, BlockKind::kBoilerplate), (Texts{"一、概况 3", "二、展望"}));
  EXPECT_EQ(texts(parsed, BlockKind::kParagraph), (Texts{"正文从这里开始，共两章。"}));
}

TEST(Docx, ATextBoxIsReadOnce) {
  std::string box = "<w:txbxContent>" + paragraph("框里的话。") + "</w:txbxContent>";
  EXPECT_EQ(paragraphs("<w:p><w:r><w:t>框外的话。</w:t></w:r><w:r><mc:AlternateContent><mc:Choice>"
                       "<wps:txbx>" +
                       box + "</wps:txbx></mc:Choice><mc:Fallback><v:textbox>" + box +
                       "</v:textbox></mc:Fallback></mc:AlternateContent></w:r></w:p>"),
            (Texts{"框外的话。", "框里的话。"}));
}

TEST(Docx, NotesStandAtTheEnd) {
  std::string body =
      "<w:p><w:r><w:t>价格上涨。</w:t></w:r><w:r><w:footnoteReference w:id=\"2\"/></w:r></w:p>" +
      paragraph("销量持平。");
  ParsedDocument parsed = parse_ok(
      "a.docx",
      docx_of(
          body,
          {relations_part("word/_rels/d.xml.rels", relation("f", "footnotes", "footnotes.xml")),
           {"word/footnotes.xml", "<w:footnotes><w:footnote w:id=\"2\">" +
                                      paragraph("以人民币计。") + "</w:footnote></w:footnotes>"}}));
  EXPECT_EQ(texts(parsed, BlockKind::kParagraph),
            (Texts{"价格上涨。", "销量持平。", "[1] 以人民币计。"}));
}

TEST(Docx, TraditionalStylesAndMarkedHeaderRows) {
  std::string row = "<w:tr><w:trPr><w:tblHeader/></w:trPr><w:tc>" + paragraph("項目") +
                    "</w:tc><w:tc>" + paragraph("金額") + "</w:tc></w:tr><w:tr><w:tc>" +
                    paragraph("收入") + "</w:tc><w:tc>" + paragraph("12") + "</w:tc></w:tr>";
  ParsedDocument parsed = parse_ok(
      "a.docx", docx_of("<w:p><w:pPr><w:pStyle w:val=\"標題 1\"/></w:pPr><w:r><w:t>營運概況</w:t>"
                        "</w:r></w:p><w:tbl>" +
                        row + "</w:tbl>"));
  EXPECT_EQ(texts(parsed, BlockKind::kHeading), (Texts{"營運概況"}));
  EXPECT_EQ(texts(parsed, BlockKind::kTable), (Texts{"項目 | 金額\n收入 | 12"}));
  EXPECT_EQ(parsed.document.script, "Hant");
}

TEST(Docx, ParagraphsOfACellStayApart) {
  std::string row = "<w:tr><w:tc>" + paragraph("Port") + paragraph("of Alder") + "</w:tc><w:tc>" +
                    paragraph("12") + "</w:tc></w:tr>";
  ParsedDocument parsed = parse_ok("a.docx", docx_of("<w:tbl>" + row + row + "</w:tbl>"));
  EXPECT_EQ(column(parsed, 0), (Texts{"Port of Alder", "12"}));
}

TEST(Docx, AStyleThatIsBasedOnItselfIsHarmless) {
  std::string styles =
      "<w:styles><w:style w:styleId=\"a\"><w:basedOn w:val=\"b\"/></w:style><w:style "
      "w:styleId=\"b\"><w:name w:val=\"heading 1\"/><w:basedOn w:val=\"a\"/></w:style></w:styles>";
  ParsedDocument parsed = parse_ok(
      "a.docx", docx_of("<w:p><w:pPr><w:pStyle w:val=\"a\"/></w:pPr><w:r><w:t>概況</w:t></w:r>"
                        "</w:p>" +
                            paragraph("正文寫在這裡，只有一句。"),
                        {relations_part("word/_rels/d.xml.rels", relation("s", "styles", "s.xml")),
                         {"word/s.xml", styles}}));
  EXPECT_EQ(texts(parsed, BlockKind::kHeading), (Texts{"概況"}));
}

TEST(Docx, AHugeSpanIsALimit) {
  std::string cell = "<w:tc><w:tcPr><w:gridSpan w:val=\"900000000\"/></w:tcPr></w:tc>";
  std::string row = "<w:tr>" + cell + cell + "</w:tr>";
  Result<ParsedDocument> parsed =
      parse_document({"a.docx", docx_of("<w:tbl>" + row + row + "</w:tbl>")});
  ASSERT_FALSE(parsed);
  EXPECT_EQ(parsed.error().code, ErrorCode::kLimit);
}

TEST(Docx, AnEmptyBodyIsAnEmptyDocument) {
  EXPECT_EQ(parse_ok("a.docx", docx_of("")).document.status, "empty");
}

TEST(Docx, BrokenNotesCostOnlyThemselves) {
  ParsedDocument parsed = parse_ok(
      "a.docx",
      docx_of(paragraph("正文还在。"),
              {relations_part("word/_rels/d.xml.rels", relation("f", "footnotes", "footnotes.xml")),
               {"word/footnotes.xml", "<w:footnotes><broken"}}));
  EXPECT_EQ(texts(parsed, BlockKind::kParagraph), (Texts{"正文还在。"}));
  EXPECT_TRUE(parsed.document.error.starts_with("word/footnotes.xml: broken XML at byte"))
      << parsed.document.error;
}

}  // namespace
}  // namespace eider::parse
