#include "corpus/parse/articles.h"

#include <gtest/gtest.h>

#include "corpus/parse/testing.h"

namespace eider::parse {
namespace {

TEST(Articles, AWeeklyIsDividedByItsCreditedItems) {
  ParsedDocument parsed = parse_ok(
      "weekly.md",
      "# 港城周刊\n\n新码头下月启用，货船可以直接靠岸\n\n政策 POLICY\n\n"
      "## 新码头下月启用，货船可以直接靠岸\n\n港务局昨天宣布，新码头下月一日启用。（海角晚报）\n\n"
      "## 公交票价三年不变\n\n市交通局说，票价三年不变，老人免费。（城南快报）\n\n"
      "## 市场 MARKET\n\n### 桃子价格下降一成\n\n今年桃子丰收，价格降了一成。（果农之友）\n\n"
      "### 运输更快，损耗减少。（果农之友）\n\n"
      "## 老仓库拍卖\n\n老仓库以三百万元成交。\n（海角晚报）\n");
  expect_invariants(parsed);
  EXPECT_EQ(titles(parsed), (Texts{"新码头下月启用，货船可以直接靠岸", "公交票价三年不变",
                                   "桃子价格下降一成", "老仓库拍卖"}));
  EXPECT_EQ(parsed.articles[0].section, "政策 POLICY");
  EXPECT_EQ(parsed.articles[2].section, "市场 MARKET");
  EXPECT_EQ(parsed.articles[1].source_credit, "城南快报");
  EXPECT_EQ(parsed.articles[3].source_credit, "海角晚报");
  EXPECT_EQ(parsed.document.title, "港城周刊");
  EXPECT_EQ(texts(parsed, BlockKind::kBoilerplate),
            (Texts{"新码头下月启用，货船可以直接靠岸"}));  // the cover's teaser
}

// Found by fuzz/docx_part: Word has nine levels, and one more below a title.
TEST(Articles, HeadingsMayLieAsDeepAsAFormatAllows) {
  std::vector<Piece> pieces;
  for (int depth = 1; depth <= 40; ++depth) {
    Piece heading;
    heading.kind = BlockKind::kHeading;
    heading.depth = depth;
    heading.text = "A heading";
    Piece body;
    body.text = "A sentence, long enough to be the text of its own section here.";
    pieces.push_back(heading);
    pieces.push_back(body);
  }
  open_articles_at_headings(pieces);
  EXPECT_EQ(pieces.size(), 80u);
}

TEST(Articles, AReportStaysOne) {
  ParsedDocument parsed = parse_ok(
      "report.md",
      "# 电车行业周报\n\n## 核心观点\n\n本周销量上升，价格平稳，库存下降。\n\n## 行业动态\n\n"
      "### (一) 产品\n\n三家公司发布了新车，续航都有提高。\n\n### (二) "
      "政策\n\n补贴延长到明年，门槛提高。\n\n"
      "## 风险提示\n\n原料涨价，需求不及预期。\n");
  EXPECT_EQ(titles(parsed), (Texts{"电车行业周报"}));
  EXPECT_EQ(texts(parsed, BlockKind::kHeading).size(), 6u);
}

TEST(Articles, EnglishPageWithBylineAndHeadings) {
  ParsedDocument parsed = parse_ok(
      "page.md",
      "# Trams return to the harbour\n\nBy Jane Doe\n\nThe first tram left the north station at "
      "five, "
      "with every seat taken.\n\n## Costs\n\nThe town paid for half of it, and the state for the "
      "rest.\n");
  EXPECT_EQ(titles(parsed), (Texts{"Trams return to the harbour"}));
  EXPECT_EQ(parsed.articles[0].byline, "Jane Doe");
}

TEST(Articles, APlainTextsFirstShortLineIsItsTitle) {
  ParsedDocument parsed = parse_ok("note.txt",
                                   "電車重回港口\n\n林曉\n\n第一班車清早五點開出，車上坐滿了人，大"
                                   "家都很高興，說比舊車安靜得多。\n");
  EXPECT_EQ(parsed.document.title, "電車重回港口");
  EXPECT_EQ(parsed.articles[0].byline, "林曉");
}

TEST(Articles, WithoutATitleTheFilesNameServes) {
  EXPECT_EQ(parse_ok("notes/harbour.txt", "第一班车清早五点开出，车上坐满了人。").document.title,
            "harbour");
}

}  // namespace
}  // namespace eider::parse
