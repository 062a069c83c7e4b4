#include <gtest/gtest.h>

#include "corpus/parse/office/testing_zip.h"
#include "corpus/parse/testing.h"

namespace eider::parse {
namespace {

std::string pptx_of(const std::string& shapes, const std::vector<ZipPart>& more = {}) {
  std::vector<ZipPart> parts = {
      relations_part("_rels/.rels", relation("r", "officeDocument", "ppt/p.xml")),
      relations_part("ppt/_rels/p.xml.rels", relation("rId7", "slide", "slides/s1.xml")),
      {"ppt/p.xml",
       "<p:presentation><p:sldIdLst><p:sldId id=\"256\" r:id=\"rId7\"/></p:sldIdLst>"
       "</p:presentation>"},
      {"ppt/slides/s1.xml",
       "<p:sld show=\"0\"><p:cSld><p:spTree>" + shapes + "</p:spTree></p:cSld></p:sld>"}};
  parts.insert(parts.end(), more.begin(), more.end());
  return zip_of(parts);
}

std::string shape(const std::string& type, const std::string& text) {
  std::string place = type.empty() ? "" : "<p:ph type=\"" + type + "\"/>";
  return "<p:sp><p:nvSpPr><p:nvPr>" + place + "</p:nvPr></p:nvSpPr><p:txBody><a:p><a:r><a:t>" +
         text + "</a:t></a:r></a:p></p:txBody></p:sp>";
}

TEST(Pptx, APresentationOfItsOwnProgram) {
  ParsedDocument parsed = parse_ok("briefing.pptx", test_file("briefing.pptx"));
  expect_invariants(parsed);
  EXPECT_EQ(parsed.document.title, "河岳科技中期汇报");
  EXPECT_EQ(parsed.document.published_at, "2026-08-01T09:00:00");
  EXPECT_EQ(parsed.articles.size(), 1u);
  EXPECT_EQ(texts(parsed, BlockKind::kHeading), (Texts{"河岳科技中期汇报", "Figures", "业务进展"}));
  EXPECT_EQ(texts(parsed, BlockKind::kTable),
            (Texts{"业务 | 收入(亿元) | 收入(亿元)\n云服务 | 8.1 | 7.2\n终端 | 4.4 | 4.5"}));
  EXPECT_EQ(texts(parsed, BlockKind::kListItem), (Texts{"云服务新增三家客户", "其中两家在南方"}));
  EXPECT_EQ(texts(parsed, BlockKind::kParagraph),
            (Texts{"二〇二六年八月", "这里讲一下港口项目的进度。"}));
  EXPECT_EQ(parsed.blocks.front().box.page, 1);
  EXPECT_EQ(parsed.blocks.back().box.page, 3);
}

TEST(Pptx, TitlesComeFirstAndGroupsAreRead) {
  ParsedDocument parsed =
      parse_ok("a.pptx", pptx_of("<p:grpSp><p:grpSp>" + shape("", "框裡的話。") +
                                 "</p:grpSp></p:grpSp>" + shape("title", "標題在後") +
                                 shape("ftr", "內部資料") + shape("sldNum", "1")));
  expect_invariants(parsed);
  EXPECT_EQ(parsed.document.text, "標題在後\n\n框裡的話。\n\n內部資料");
  EXPECT_EQ(texts(parsed, BlockKind::kBoilerplate), (Texts{"內部資料"}));
}

TEST(Pptx, AChartGivesItsFigures) {
  std::string frame =
      "<p:graphicFrame><a:graphic><a:graphicData><c:chart r:id=\"c1\"/>"
      "</a:graphicData></a:graphic></p:graphicFrame>"
      "<p:graphicFrame><a:graphic><a:graphicData><dgm:relIds r:dm=\"d1\"/>"
      "</a:graphicData></a:graphic></p:graphicFrame>";
  std::string chart =
      "<c:chartSpace><c:chart><c:title><a:t>货量</a:t></c:title><c:plotArea><c:barChart><c:ser>"
      "<c:tx><c:strRef><c:strCache><c:pt idx=\"0\"><c:v>箱数</c:v></c:pt></c:strCache></c:strRef>"
      "</c:tx><c:cat><c:numRef><c:numCache><c:formatCode>yyyy-mm-dd</c:formatCode><c:pt idx=\"0\">"
      "<c:v>46143</c:v></c:pt></c:numCache></c:numRef></c:cat><c:val><c:numLit><c:pt idx=\"0\">"
      "<c:v>12.5</c:v></c:pt><c:pt idx=\"1\"><c:v>13</c:v></c:pt></c:numLit></c:val></c:ser>"
      "</c:barChart></c:plotArea></c:chart></c:chartSpace>";
  std::string diagram =
      "<dgm:dataModel><dgm:ptLst><dgm:pt><dgm:t><a:p><a:r><a:t>装船</a:t></a:r>"
      "</a:p></dgm:t></dgm:pt></dgm:ptLst></dgm:dataModel>";
  ParsedDocument parsed =
      parse_ok("a.pptx", pptx_of(frame, {relations_part("ppt/slides/_rels/s1.xml.rels",
                                                        relation("c1", "chart", "c.xml") +
                                                            relation("d1", "diagramData", "d.xml")),
                                         {"ppt/slides/c.xml", chart},
                                         {"ppt/slides/d.xml", diagram}}));
  expect_invariants(parsed);
  EXPECT_EQ(texts(parsed, BlockKind::kCaption), (Texts{"货量"}));
  EXPECT_EQ(texts(parsed, BlockKind::kTable), (Texts{" | 箱数\n2026-05-01 | 12.5\n | 13"}));
  EXPECT_EQ(texts(parsed, BlockKind::kListItem), (Texts{"装船"}));
}

TEST(Pptx, PicturesAloneNeedTheirTextRead) {
  EXPECT_EQ(parse_ok("a.pptx", pptx_of("<p:pic/>", {{"ppt/media/i.png", "x"}})).document.status,
            "needs_ocr");
}

TEST(Pptx, ABrokenOrMissingSlideIsNamed) {
  Result<ParsedDocument> parsed = parse_document({"a.pptx", pptx_of("<broken")});
  ASSERT_FALSE(parsed);
  EXPECT_EQ(parsed.error().where, "a.pptx, ppt/slides/s1.xml");
  EXPECT_EQ(parse_ok("a.pptx", pptx_of("")).document.status, "empty");
}

}  // namespace
}  // namespace eider::parse
