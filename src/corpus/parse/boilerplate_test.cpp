#include "corpus/parse/boilerplate.h"

#include <gtest/gtest.h>

#include "corpus/parse/testing.h"

namespace eider::parse {
namespace {

constexpr std::string_view kBody =
    "市里的新电车今天上路，第一班车清早五点从北站开出，车上坐满了赶去上班的人，司机说比旧车安静得多"
    "。";

std::string with_body(std::string_view before, std::string_view after) {
  return std::string(before) + "\n\n" + std::string(kBody) + "\n\n" + std::string(after) + "\n";
}

TEST(Boilerplate, NavigationLines) {
  EXPECT_TRUE(is_navigation_line("首页 要闻 财经 科技 体育 文化 视频"));
  EXPECT_TRUE(is_navigation_line("简体 - 正體 - 手機版"));
  EXPECT_TRUE(is_navigation_line("Home | Login | Subscribe"));
  EXPECT_FALSE(is_navigation_line("新电车上路 市民清早排队"));
  EXPECT_FALSE(is_navigation_line("Apple Unveils Four New Chips Today"));
  EXPECT_FALSE(is_navigation_line(""));
}

TEST(Boilerplate, InterfaceDebrisAfterTheText) {
  ParsedDocument parsed = parse_ok(
      "a.txt", with_body("新电车今天上路", "微信扫一扫\n关注该公众号\n\n取消\n允许\n\n在看\n分享"));
  EXPECT_EQ(texts(parsed, BlockKind::kParagraph), (Texts{std::string(kBody)}));
  EXPECT_EQ(texts(parsed, BlockKind::kBoilerplate).size(), 6u);
  EXPECT_EQ(parsed.document.title, "新电车今天上路");
}

TEST(Boilerplate, MostReadLists) {
  EXPECT_TRUE(is_counted_entry("3. 老桥封闭三个月 (12,686次)"));
  EXPECT_FALSE(is_counted_entry("3. 老桥封闭三个月"));
  ParsedDocument parsed =
      parse_ok("a.txt", with_body("新电车今天上路",
                                  "1. 老桥封闭三个月 (12,686次)\n\n2. 桃子熟了 (11,546次)\n\n"
                                  "3. 码头换上新吊机 (9,499次)"));
  EXPECT_EQ(texts(parsed, BlockKind::kBoilerplate).size(), 3u);
}

TEST(Boilerplate, RelatedLinksEndAtTheNextHeading) {
  ParsedDocument parsed = parse_ok(
      "a.md",
      "# 新电车今天上路\n\n" + std::string(kBody) +
          "\n\n相關文章\n\n[老桥封闭三个月](http://a)\n\n[桃子熟了](http://b)\n\n## 后记\n\n" +
          "这一节又是正文，讲的是车站旁边的小店，店主说生意好了一倍。\n");
  EXPECT_EQ(texts(parsed, BlockKind::kBoilerplate),
            (Texts{"相關文章", "老桥封闭三个月", "桃子熟了"}));
  EXPECT_EQ(texts(parsed, BlockKind::kHeading), (Texts{"新电车今天上路", "后记"}));
}

TEST(Boilerplate, DisclaimerSectionWithItsHeadingsAndTables) {
  ParsedDocument parsed = parse_ok(
      "a.md", "# 电车行业周报\n\n" + std::string(kBody) +
                  "\n\n## 免责声明\n\n### 分析师声明\n\n本报告只供参考，不构成买卖的依据。\n\n"
                  "| 级别 | 说明 |\n| --- | --- |\n| 增持 | 高于 |\n\n# 附：车站一览\n\n" +
                  "北站、南站和东站都已经换上新电车，西站要等到明年春天。\n");
  EXPECT_EQ(texts(parsed, BlockKind::kBoilerplate).size(), 4u);
  EXPECT_TRUE(parsed.cells.empty());
  EXPECT_EQ(texts(parsed, BlockKind::kHeading), (Texts{"电车行业周报", "附：车站一览"}));
}

TEST(Boilerplate, TablesOfContents) {
  ParsedDocument parsed = parse_ok("a.md",
                                   "# 电车行业周报\n\n## 目录\n\n新车上路 ......... 3\n"
                                   "老桥封闭 ......... 12\n\n## 新车上路\n\n" +
                                       std::string(kBody));
  EXPECT_EQ(texts(parsed, BlockKind::kBoilerplate),
            (Texts{"目录", "新车上路 ......... 3", "老桥封闭 ......... 12"}));
}

TEST(Boilerplate, ARepeatedHeadlineCountsOnce) {
  ParsedDocument parsed =
      parse_ok("a.md", "# 新电车今天上路了\n\n# 新电车今天上路了\n\n" + std::string(kBody));
  EXPECT_EQ(texts(parsed, BlockKind::kHeading), (Texts{"新电车今天上路了"}));
  EXPECT_EQ(texts(parsed, BlockKind::kBoilerplate), (Texts{"新电车今天上路了"}));
}

TEST(Boilerplate, CopyrightAndContact) {
  ParsedDocument parsed = parse_ok(
      "a.txt", with_body("新电车今天上路", "Copyright© 2026 海角日报. All Rights Reserved"));
  EXPECT_EQ(texts(parsed, BlockKind::kBoilerplate).size(), 1u);
}

}  // namespace
}  // namespace eider::parse
