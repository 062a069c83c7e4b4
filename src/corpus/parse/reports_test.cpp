// The office formats and encodings of examples/reports, as a user meets them.

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "corpus/parse/testing.h"

namespace eider::parse {
namespace {

ParsedDocument report(const std::string& name) {
  std::ifstream file(EIDER_SOURCE_DIR "/examples/reports/" + name, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(file), {}};
  ParsedDocument parsed = parse_ok(name, bytes);
  expect_invariants(parsed);
  EXPECT_EQ(parsed.document.error, "");
  EXPECT_EQ(parsed.articles.size(), 1u);
  return parsed;
}

TEST(Reports, Workbook) {
  ParsedDocument parsed = report("yunfan-segments.xlsx");
  EXPECT_EQ(parsed.document.title, "云帆重工2026年前三季度分业务情况");
  EXPECT_EQ(texts(parsed, BlockKind::kHeading), (Texts{"分业务", "订单", "口径说明"}));
  EXPECT_EQ(texts(parsed, BlockKind::kTable).front(),
            "业务 | 营业收入 | 营业收入 | 毛利率 | 毛利率 | 员工 | 最近签约\n"
            "业务 | 金额(亿元) | 同比 | 本期 | 上年同期 | (万人) | 最近签约\n"
            "港口机械 | 48.6 | 12.5% | 28.4% | 27.1% | 0.62 | 2026-09-18\n"
            "船用设备 | 21.3 | -3.4% | 19.2% | 20.5% | 0.31 | 2026-08-27\n"
            "海上风电 | 15.9 | 41.6% | 17.3% | 15.8% | 0.18 | 2026-09-29\n"
            "智能软件 | 3.2 | 88% | 61.2% | 59.7% | 0.05 | 2026-09-05");
}

TEST(Reports, Document) {
  ParsedDocument parsed = report("yunfan-third-quarter.docx");
  EXPECT_EQ(parsed.document.title, "云帆重工2026年三季度经营简报");
  EXPECT_EQ(texts(parsed, BlockKind::kHeading),
            (Texts{"云帆重工2026年三季度经营简报", "一、经营概况", "二、重点项目",
                   "（一）临江港自动化码头", "（二）澜州近海风电", "三、风险"}));
  EXPECT_EQ(texts(parsed, BlockKind::kTable),
            (Texts{"地区 | 新签合同 | 新签合同\n地区 | 数量 | 金额(亿元)\n国内 | 14 | 6.7\n"
                   "海外 | 5 | 2.9"}));
}

TEST(Reports, Slides) {
  ParsedDocument parsed = report("yunfan-analyst-briefing.pptx");
  EXPECT_EQ(parsed.document.title, "Yunfan Heavy Industries: third quarter of 2026");
  EXPECT_EQ(texts(parsed, BlockKind::kListItem).size(), 3u);
  EXPECT_EQ(parsed.blocks.back().box.page, 3);
}

TEST(Reports, Mail) {
  ParsedDocument parsed = report("yunfan-results-note-gb2312.eml");
  EXPECT_EQ(parsed.document.title, "云帆重工三季报点评");
  EXPECT_EQ(parsed.document.published_at, "2026-10-20T18:30:00");
  EXPECT_EQ(parsed.articles[0].byline, "许南桥");
  EXPECT_EQ(texts(parsed, BlockKind::kHeading), (Texts{"云帆重工三季报点评", "预测.csv"}));
  EXPECT_EQ(texts(parsed, BlockKind::kBoilerplate),
            (Texts{"在 2026年10月19日，周晚晴 写道：", "三季报明天几点发布？"}));
}

TEST(Reports, Encodings) {
  ParsedDocument big5 = report("yunfan-outlook-big5.txt");
  EXPECT_EQ(big5.document.title, "雲帆重工上調全年營收預測");
  EXPECT_EQ(big5.document.script, "Hant");
  EXPECT_EQ(texts(big5, BlockKind::kParagraph).size(), 4u);
  ParsedDocument japanese = report("yunfan-outlook-shift-jis.html");
  EXPECT_EQ(japanese.document.title, "雲帆重工、通期見通しを上方修正");
  EXPECT_EQ(texts(japanese, BlockKind::kParagraph).size(), 2u);
}

}  // namespace
}  // namespace eider::parse
