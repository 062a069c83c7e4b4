// Rules on scraped pages and digests, each on a page of its own.

#include "corpus/parse/credits.h"
#include "corpus/parse/imprint.h"
#include "corpus/parse/letter_spacing.h"
#include "corpus/parse/testing.h"

namespace eider::parse {
namespace {

constexpr std::string_view kText =
    "老码头昨天重新开放，第一天就来了三千人，其中一半是孩子，附近的小店都挂出了灯笼。";

TEST(Repeats, ARepeatedAuthorBoxIsBoilerplate) {
  const std::string note =
      "林晓，毕业于海角大学新闻系，曾在北岸晚报工作十二年，现为海角研究院研究员。";
  ParsedDocument parsed =
      parse_ok("a.md", "# 老码头的第二次生命\n\n" + std::string(kText) + "\n\n（本期撰稿人" + note +
                           "）\n\n**本期撰稿人**\n\n**林晓**\n\n" + note.substr(9) + "\n");
  EXPECT_EQ(texts(parsed, BlockKind::kParagraph).size(), 2u);
  EXPECT_EQ(texts(parsed, BlockKind::kBoilerplate), (Texts{"本期撰稿人", "林晓", note.substr(9)}));
}

TEST(Repeats, WhatIsSaidOnceStays) {
  ParsedDocument parsed = parse_ok("a.md", "# 老码头的第二次生命\n\n" + std::string(kText) +
                                               "\n\n明年春天，渡轮也要回来，票价两元。\n");
  EXPECT_TRUE(texts(parsed, BlockKind::kBoilerplate).empty());
}

TEST(HeadingLevels, ANumberedSeriesHasOneLevel) {
  ParsedDocument parsed =
      parse_ok("a.md", "# 码头周报\n\n## 本周动态\n\n### （一）货运\n\n" + std::string(kText) +
                           "\n\n## （二）客运\n\n" + std::string(kText) + "\n\n### （三）票价\n\n" +
                           std::string(kText) + "\n\n## 风险提示\n\n雨季延长，工期推迟。\n");
  std::vector<int> depths;
  for (const Block& block : parsed.blocks) {
    if (block.kind == BlockKind::kHeading) depths.push_back(block.depth);
  }
  EXPECT_EQ(depths, (std::vector<int>{1, 2, 3, 3, 3, 2}));
}

TEST(Cover, TheLinesBesideTeasersAreNoText) {
  std::string page =
      "# 港城周刊\n\nHARBOUR WEEKLY\n\n会员专享\n\n新码头下月启用，货船可以直接靠岸\n\n"
      "本周刊每周五发给会员，欢迎读者来信来电，联系我们的编辑部。\n\n政策 POLICY\n\n";
  for (std::string_view title :
       {"新码头下月启用，货船可以直接靠岸", "公交票价三年不变", "老仓库拍卖成交"}) {
    page += "## " + std::string(title) + "\n\n" + std::string(kText) + "（海角晚报）\n\n";
  }
  ParsedDocument parsed = parse_ok("a.md", page);
  expect_invariants(parsed);
  EXPECT_EQ(titles(parsed),
            (Texts{"新码头下月启用，货船可以直接靠岸", "公交票价三年不变", "老仓库拍卖成交"}));
  EXPECT_EQ(parsed.document.title, "港城周刊");
  EXPECT_EQ(texts(parsed, BlockKind::kBoilerplate).size(), 4u);
}

TEST(Imprint, EditorsCodesAndDecorations) {
  EXPECT_TRUE(is_editor_line("（林晓辑）"));
  EXPECT_TRUE(is_editor_line("责任编辑：林晓"));
  EXPECT_TRUE(is_editor_line("（責編 林曉 校對 王平）"));
  EXPECT_FALSE(is_editor_line("编辑部的故事"));
  EXPECT_FALSE(is_editor_line("（海角晚报）"));
  EXPECT_TRUE(is_bare_code("S0123456789012"));
  EXPECT_FALSE(is_bare_code("13800000000"));
  EXPECT_TRUE(is_capitals_line("NEWS TODAY"));
  EXPECT_FALSE(is_capitals_line("News today"));
}

TEST(Imprint, ADecorationAboveTheTextIsBoilerplate) {
  ParsedDocument parsed =
      parse_ok("a.md", "# 老码头重新开放了\n\n**NEWS TODAY**\n\n" + std::string(kText) + "\n");
  EXPECT_EQ(texts(parsed, BlockKind::kBoilerplate), (Texts{"NEWS TODAY"}));
}

TEST(Credits, ADispatchNamesItsSource) {
  EXPECT_EQ(dateline_source("【海角社消息】老码头开放。"), "海角社");
  EXPECT_EQ(dateline_source("【海角社訊】老碼頭開放。"), "海角社");
  EXPECT_EQ(dateline_source("【本报讯】老码头开放。"), "");
  EXPECT_EQ(dateline_source("老码头开放。"), "");
}

TEST(Credits, AnArticlesAddressGivesItsUrlAndDay) {
  ParsedDocument parsed =
      parse_ok("a.txt", "老碼頭開放\n\n" + std::string(kText) +
                            "△\n文章網址: http://example.org/a/2026/3/1/7.html\n打印機版\n");
  EXPECT_EQ(parsed.document.url, "http://example.org/a/2026/3/1/7.html");
  EXPECT_EQ(parsed.document.published_at, "2026-03-01");
  EXPECT_EQ(parsed.document.published_from, "page");
  EXPECT_EQ(texts(parsed, BlockKind::kParagraph), (Texts{std::string(kText) + "△"}));
}

TEST(Credits, SeveralAnalystsAreNamedTogether) {
  ParsedDocument parsed = parse_ok(
      "a.md", "# 码头周报\n\n" + std::string(kText) +
                  "\n\n**证券分析师:** 林晓 0571-5550123  \nS0123456789012  \n"
                  "**联系人:** 王平 0571-5550124\n\n**证券分析师:** 高山 0571-5550125\n\n" +
                  "运价平稳，库存下降，夏天会更忙，调度员已经排好了夜班的时刻表。" + "\n");
  EXPECT_EQ(parsed.articles[0].byline, "林晓 高山");
  EXPECT_EQ(texts(parsed, BlockKind::kBoilerplate).size(), 2u);
}

TEST(Bullets, ALoneBulletMakesTheNextLineAnItem) {
  ParsedDocument parsed =
      parse_ok("a.md", "# 码头周报\n\n" + std::string(kText) +
                           "\n\n•\n\n第一，货船靠岸更快；\n\n•\n\n第二，仓库更大。\n");
  EXPECT_EQ(texts(parsed, BlockKind::kListItem),
            (Texts{"第一，货船靠岸更快；", "第二，仓库更大。"}));
}

TEST(LetterSpacing, GapsOfALineClose) {
  EXPECT_TRUE(is_letter_spaced("需 求 或 可 达 到 8.4 倍"));
  EXPECT_FALSE(is_letter_spaced("首页 要闻 财经"));
  EXPECT_EQ(close_letter_spacing("需 求 增 长， 由 码头"), "需求增长，由码头");
  EXPECT_EQ(close_latin_gaps("达到 8.4 倍，共 3 个"), "达到8.4倍，共3个");
}

TEST(LetterSpacing, ThePagesOtherLinesDecideBesideDigits) {
  const std::string spaced = "运 量 达 到 8 倍，大家都很高兴。\n\n";
  EXPECT_EQ(parse_ok("a.txt", spaced + "全市有3个码头，共12条船。\n").document.text.substr(0, 13),
            "运量达到8");
  EXPECT_EQ(
      parse_ok("a.txt", spaced + "全市有 3 个码头，共 12 条船。\n").document.text.substr(0, 14),
      "运量达到 8");
}

TEST(LetterSpacing, NamesWithAnInnerSpace) {
  EXPECT_EQ(close_spaced_names("（记者 丁 蓉）"), "（记者 丁蓉）");
  EXPECT_EQ(close_spaced_names("林晓、王 平、高山"), "林晓、王平、高山");
  EXPECT_EQ(close_spaced_names("老桥 新路"), "老桥 新路");
  EXPECT_EQ(close_spaced_names(""), "");
}

TEST(Languages, ArticlesOfTwoLanguagesMakeAMixedDocument) {
  ParsedDocument parsed = parse_ok(
      "a.md",
      "# 老码头重新开放，三千人到场\n\n" + std::string(kText) +
          "\n\n# The old quay reopens to three thousand\n\nThe old quay opened yesterday, and "
          "half of those who came were children.\n");
  ASSERT_EQ(parsed.articles.size(), 2u);
  EXPECT_EQ(parsed.articles[0].language, "zh");
  EXPECT_EQ(parsed.articles[0].script, "Hans");
  EXPECT_EQ(parsed.articles[1].language, "en");
  EXPECT_EQ(parsed.document.language, "mixed");
  EXPECT_EQ(parsed.document.script, "mixed");
}

TEST(Kickers, TheLineAboveAHeadlineIsItsKicker) {
  ParsedDocument parsed = parse_ok(
      "a.txt",
      "民生观察\n\n老仓库改建提速\n\n本报记者 林晓\n\n老仓库的改建昨天提速，工人们分成两班，"
      "日夜赶工。\n\n一线调查\n桃园合作社扩种提速 果农忙\n\n本报记者 丁 "
      "蓉\n\n桃园合作社今年扩种，果农们"
      "凌晨就上山，忙到天黑。\n");
  EXPECT_EQ(titles(parsed), (Texts{"老仓库改建提速", "桃园合作社扩种提速 果农忙"}));
  EXPECT_EQ(parsed.articles[0].kicker, "民生观察");
  EXPECT_EQ(parsed.articles[1].kicker, "一线调查");
}

}  // namespace
}  // namespace eider::parse
