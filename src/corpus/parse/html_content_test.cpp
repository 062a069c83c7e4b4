#include <gtest/gtest.h>

#include "corpus/parse/testing.h"

namespace eider::parse {
namespace {

const std::string kTrams =
    "<p>The first tram left the depot at five in the morning, and it was full of people.</p>"
    "<p>The second one followed an hour later; the driver said that the rails were wet, "
    "and that nobody minded the rain.</p>"
    "<p>By noon, every bench at the northern station was taken.</p>"
    "<p>The city will publish its figures on Friday, as it does every month.</p>";

Texts content_of(const ParsedDocument& parsed) {
  Texts found;
  for (const Block& block : parsed.blocks) {
    if (block.kind == BlockKind::kBoilerplate) continue;
    found.emplace_back(slice(parsed.document.text, block.span));
  }
  return found;
}

bool has(const Texts& texts, std::string_view wanted) {
  return std::any_of(texts.begin(), texts.end(), [&](const std::string& text) {
    return text.find(wanted) != std::string::npos;
  });
}

TEST(HtmlContent, AChineseNewsPage) {
  ParsedDocument parsed = parse_ok("a.html", R"(<html><head><title>港口吊机检修完毕_海角网</title>
<div class="topbar"><a href=/>首页</a><a href=/n>新闻</a><a href=/f>财经</a></div>
<div class="left"><h1>港口吊机检修完毕</h1>
<div class="info"><span>2026年3月2日 08:30</span> <span>来源：海角晚报</span> <span>作者：林晓</span></div>
<div id="content_area">
<p>　　第三号吊机昨天重新开动，港口的调度员说，这次检修用了十二天，比计划早了三天。</p>
<p>　　码头工人清点了仓库里的木箱，发现少了两只，后来在北岸的渔船上找到，没有人受伤。</p>
<p><img src=x.jpg><br>图为第三号吊机</p>
<p>　　“我们等了很久。”一位渔民说，“现在船可以靠岸了，价格也会降下来。”</p>
<p>（责任编辑：王明）</p><p>免责声明：本文仅代表作者个人观点，与海角网无关。</p></div>
<div class="fx">分享到：<a href=#>微博</a><a href=#>微信</a></div>
<div class="xg"><h3>相关阅读</h3><ul><li><a href=/1>北岸渔船靠岸时刻有变化</a></li></ul></div></div>
<div class="foot">海角网版权所有 京ICP备12345678号 <a href=/a>关于我们</a></div>)");
  expect_invariants(parsed);
  EXPECT_EQ(texts(parsed, BlockKind::kParagraph).size(), 3u);
  EXPECT_EQ(texts(parsed, BlockKind::kHeading), (Texts{"港口吊机检修完毕"}));
  EXPECT_EQ(texts(parsed, BlockKind::kCaption), (Texts{"图为第三号吊机"}));
  EXPECT_EQ(parsed.document.title, "港口吊机检修完毕");
  EXPECT_EQ(parsed.document.published_at, "2026-03-02T08:30:00");
  EXPECT_EQ(parsed.document.published_from, "page");
  EXPECT_EQ(parsed.document.source, "海角晚报");
  EXPECT_EQ(parsed.articles.at(0).byline, "林晓");
}

TEST(HtmlContent, ATraditionalPageKeepsItsText) {
  ParsedDocument parsed =
      parse_ok("a.html", R"(<div id=menu><a href=/>首頁</a></div><h1>電車通車</h1>
<div class=story><p>第一班車清晨五點開出，坐滿了人，司機說比舊車安靜，窗外下着雨。</p>
<p>第二班車六點開出，同樣坐滿了人，站臺上還有人在等，沒有人抱怨，車站的鐘敲了六下。</p>
<p>市政府說，星期五會公布這個月的數字，和往常一樣，任何人都可以去看。</p></div>
<p>責任編輯：王明</p>)");
  EXPECT_EQ(texts(parsed, BlockKind::kParagraph).size(), 3u);
  EXPECT_EQ(parsed.document.script, "Hant");
}

TEST(HtmlContent, WhatStandsAroundAnArticleIsBoilerplate) {
  ParsedDocument parsed = parse_ok(
      "a.html",
      "<header><a href=/>Harbour News</a> <a href=/w>World</a></header><div class=wrap>"
      "<div class=col><h1>Trams are back</h1>" +
          kTrams +
          "<div class=related-links><h3>Read next</h3><p>An old bridge, closed since May, opens "
          "again.</p></div></div><div class=col2><h4><a href=/x>Ferry prices rise</a></h4><p>The "
          "ferry to the island costs more, as of today, than ever.</p></div></div>"
          "<div class=comments><p>I was on that tram, and it was not full at all, trust me.</p>"
          "</div>");
  Texts content = content_of(parsed);
  ASSERT_EQ(content.size(), 5u) << content.front() << content.back();
  EXPECT_EQ(content[0], "Trams are back");
  EXPECT_TRUE(has(texts(parsed, BlockKind::kBoilerplate), "An old bridge"));
  EXPECT_TRUE(has(texts(parsed, BlockKind::kBoilerplate), "The ferry to the island"));
  EXPECT_TRUE(has(texts(parsed, BlockKind::kBoilerplate), "I was on that tram"));
  EXPECT_EQ(parsed.articles.size(), 1u);
}

TEST(HtmlContent, SubheadingsListsAndTablesOfAnArticleStay) {
  ParsedDocument parsed = parse_ok(
      "a.html", "<article><h1>Trams</h1>" + kTrams +
                    "<h2>Stations</h2><ul><li>North</li><li>South</li></ul><h3>Prices</h3><table>"
                    "<tr><th>line<th>crowns<tr><td>one<td>12</table></article>");
  EXPECT_EQ(texts(parsed, BlockKind::kHeading), (Texts{"Trams", "Stations", "Prices"}));
  EXPECT_EQ(texts(parsed, BlockKind::kListItem), (Texts{"North", "South"}));
  EXPECT_EQ(texts(parsed, BlockKind::kTable).size(), 1u);
  EXPECT_EQ(parsed.blocks[5].depth, 2);
}

TEST(HtmlContent, APlainPageKeepsEverything) {
  ParsedDocument parsed = parse_ok("a.html",
                                   "<h1>Notes</h1><p>Buy bread.</p><h2>Later</h2><p>Call Ann</p>"
                                   "<pre>one\n  two\n\nthree</pre>");
  EXPECT_EQ(content_of(parsed),
            (Texts{"Notes", "Buy bread.", "Later", "Call Ann", "one\ntwo\nthree"}));
}

TEST(HtmlContent, AnIndexKeepsItsHeadlines) {
  std::string page = "<nav><a href=/>Home</a></nav>";
  for (int i = 0; i < 6; ++i) {
    page += "<div><h3><a href=/" + std::to_string(i) + ">Headline number " + std::to_string(i) +
            "</a></h3><p>A summary of the story, in one short sentence.</p></div>";
  }
  Texts content = content_of(parse_ok("a.html", page));
  EXPECT_EQ(content.size(), 12u);
}

TEST(HtmlContent, AForumKeepsItsPosts) {
  std::string page = "<h1>Which tram goes north?</h1>";
  for (int i = 0; i < 5; ++i) {
    page += "<div class=comment><b>user</b><p>I think that line " + std::to_string(i) +
            " goes there, but ask at the station, they know it better than I do.</p></div>";
  }
  Texts content = content_of(parse_ok("a.html", page));
  for (int i = 0; i < 5; ++i) EXPECT_TRUE(has(content, "line " + std::to_string(i)));
}

TEST(HtmlContent, SeveralArticlesWithHeadingsDivideThePage) {
  std::string page = "<main>";
  for (const char* head : {"Monday on the quay", "Tuesday on the quay"}) {
    page += std::string("<article><h2>") + head + "</h2>" + kTrams + "</article>";
  }
  EXPECT_EQ(titles(parse_ok("a.html", page + "</main>")),
            (Texts{"Monday on the quay", "Tuesday on the quay"}));
}

TEST(HtmlContent, TheBodyOfAnArticleIsNoDigest) {
  std::string page = "<h1>Trams are back on the northern line</h1>";
  for (const char* head : {"What the drivers say about it", "What the passengers say about it",
                           "What the city says about it"}) {
    page += std::string("<h2>") + head + "</h2>" + kTrams;
  }
  EXPECT_EQ(parse_ok("a.html", page).articles.size(), 1u);
}

TEST(HtmlContent, AnAddressOrAButtonInsideAnArticleIsNoText) {
  ParsedDocument parsed =
      parse_ok("a.html", "<h1>Trams</h1><div>" + kTrams +
                             "<p>https://example.org/a/b</p><p>Share</p><p>* * *</p></div>");
  EXPECT_EQ(content_of(parsed).size(), 5u);
}

TEST(HtmlContent, EmptyPages) {
  for (const char* page : {"<html>", "<html><body></body></html>", "<p></p>", "<table></table>"}) {
    EXPECT_EQ(parse_ok("a.html", page).document.status, "empty") << page;
  }
}

}  // namespace
}  // namespace eider::parse
