#include <gtest/gtest.h>

#include "corpus/parse/testing.h"

namespace eider::parse {
namespace {

constexpr std::string_view kPage = R"(<!DOCTYPE html><html><head>
<title>新电车上路 - 海角日报</title>
<meta property="article:published_time" content="2026-03-02T08:30:00+08:00">
<style>.a{color:red}</style><script>var a = "<p>不是正文</p>";</script></head><body>
<nav><a href="/">首页</a> <a href="/b">要闻</a></nav>
<article><h1>新电车上路</h1><p>来源：海角晚报　记者：林晓</p>
<p>第一班车清早五点开出，<b>坐满</b>了人 &lt; 三百人，
司机说很安静。<p>第二班车六点开出，同样坐满了人，站台上还有人在等。
<h2>车站</h2><ul><li>北站<li>南站</ul>
<table><thead><tr><th>线路<th>车辆</tr></thead><tr><td>一路<td>12<tr><td>二路<td>7</table>
</article><aside><h3>最多阅读</h3><ol><li><a href=1>老桥封闭</a></ol></aside>
<footer>版权所有 &copy; 2026</footer></body></html>)";

TEST(Html, MainTextTablesAndFacts) {
  ParsedDocument parsed = parse_ok("a.html", kPage);
  expect_invariants(parsed);
  EXPECT_EQ(parsed.document.media_type, "text/html");
  EXPECT_EQ(parsed.document.title, "新电车上路");
  EXPECT_EQ(parsed.document.source, "海角日报");
  EXPECT_TRUE(parsed.document.published_at.starts_with("2026-03-02T08:30:00"));
  EXPECT_EQ(parsed.articles[0].byline, "林晓");
  EXPECT_EQ(texts(parsed, BlockKind::kParagraph),
            (Texts{"第一班车清早五点开出，坐满了人 < 三百人， 司机说很安静。",
                   "第二班车六点开出，同样坐满了人，站台上还有人在等。"}));
  EXPECT_EQ(texts(parsed, BlockKind::kHeading), (Texts{"新电车上路", "车站"}));
  EXPECT_EQ(texts(parsed, BlockKind::kListItem), (Texts{"北站", "南站"}));
  EXPECT_EQ(texts(parsed, BlockKind::kTable), (Texts{"线路 | 车辆\n一路 | 12\n二路 | 7"}));
  ASSERT_EQ(parsed.cells.size(), 6u);
  EXPECT_TRUE(parsed.cells[1].header);
  EXPECT_FALSE(parsed.cells[2].header);
  EXPECT_EQ(parsed.document.text.find("不是正文"), std::string::npos);
}

TEST(Html, SiteTextIsBoilerplate) {
  ParsedDocument parsed = parse_ok("a.html", kPage);
  Texts site = texts(parsed, BlockKind::kBoilerplate);
  EXPECT_EQ(site, (Texts{"首页 要闻", "最多阅读", "老桥封闭", "版权所有 © 2026"}));
}

TEST(Html, BlocksKnowTheirBytes) {
  ParsedDocument parsed = parse_ok("a.html", kPage);
  for (const Block& block : parsed.blocks) {
    if (block.kind != BlockKind::kHeading) continue;
    EXPECT_EQ(slice(kPage, block.source), slice(parsed.document.text, block.span));
  }
}

TEST(Html, ASiteWordOnTheFrameOfEverythingIsNotBelieved) {
  std::string text = "<p>第一班车清早五点开出，坐满了人，司机说比旧车安静。</p>";
  std::string share = "<div class='share-box'><p>分享</p></div>";
  EXPECT_EQ(texts(parse_ok("a.html", text + share), BlockKind::kBoilerplate), (Texts{"分享"}));
  ParsedDocument framed = parse_ok("a.html", "<div class='has-sidebar'>" + text + "</div>");
  EXPECT_EQ(texts(framed, BlockKind::kParagraph).size(), 1u);
}

TEST(Html, LayoutTablesAreText) {
  ParsedDocument parsed =
      parse_ok("a.html",
               "<table><tr><td><h1>Trams</h1><p>The first tram left at five, full of people.</p>"
               "<p>The next one left at six.</p></td></tr></table>");
  EXPECT_TRUE(parsed.cells.empty());
  EXPECT_EQ(parsed.blocks.size(), 3u);
}

TEST(Html, BrokenPagesAreRead) {
  for (const char* page : {"<p>a<b>c", "</div></div>text", "<table><td>x", "<", "<!--",
                           "<a href='x", "<script>never closed", "<h1></h1>", "<td>cell</td>"}) {
    expect_invariants(parse_ok("a.html", page));
  }
}

TEST(Html, ATextFileThatIsHtmlIsReadAsHtml) {
  EXPECT_EQ(parse_ok("a.txt", "<!doctype html><p>文字</p>").document.text, "文字");
}

}  // namespace
}  // namespace eider::parse
