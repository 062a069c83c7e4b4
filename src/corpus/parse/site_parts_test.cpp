#include "corpus/parse/site_parts.h"

#include <gtest/gtest.h>

#include "corpus/parse/testing.h"

namespace eider::parse {
namespace {

const std::string kText =
    "# "
    "港口新桥通车\n\n新桥今天清早通车，行人和货车都可以过，港务局说桥面限速三十公里，晚上十点关闭。"
    "\n\n";

Texts kept(const std::string& tail) {
  const ParsedDocument parsed = parse_ok("page.md", kText + tail);
  expect_invariants(parsed);
  Texts found;
  for (const Block& block : parsed.blocks) {
    if (block.kind == BlockKind::kBoilerplate) continue;
    found.emplace_back(slice(parsed.document.text, block.span));
  }
  found.erase(found.begin(), found.begin() + 2);  // title and text
  return found;
}

TEST(SiteParts, ThreeLinksInARowLeadAway) {
  EXPECT_EQ(kept("* [城南下月换公交线](/a)\n* [桃子价格下降一成](/b)\n* [老仓库拍卖](/c)\n"),
            Texts{});
}

TEST(SiteParts, TheDaysBelowLinksGoWithThem) {
  EXPECT_EQ(kept("* ##### [城南下月换公交线](/a)\n\n  2026-05-01 10:00:53\n"
                 "* ##### [桃子价格下降一成](/b)\n\n  2026-05-02 09:00:00\n"
                 "* ##### [老仓库拍卖](/c)\n\n  2026-05-03 08:00:00\n"),
            Texts{});
}

TEST(SiteParts, TwoLinksOrAnnouncedOnesStay) {
  EXPECT_EQ(kept("* [城南下月换公交线](/a)\n* [桃子价格下降一成](/b)\n").size(), 2u);
  const Texts announced = kept(
      "三份文件可以下载：\n\n* [施工图](/a)\n* [通行办法](/b)\n* "
      "[收费表](/c)\n\n文件以港务局公布的为准，有疑问请到窗口询问。\n");
  EXPECT_EQ(announced.size(), 5u);
}

TEST(SiteParts, ALinkBesideWordsIsText) {
  EXPECT_EQ(kept("* [新桥](/a)长三百米\n* [旧桥](/b)将拆除\n* [渡口](/c)继续开放\n").size(), 3u);
}

TEST(SiteParts, AHeadingInsideAnItemLosesItsMarks) {
  EXPECT_EQ(kept("* ### 桥面\n\n桥面用的是本地的石头，由三个村子的石匠铺成，用了两年时间。\n")[0],
            "桥面");
}

TEST(SiteParts, CommentsAreTheReaders) {
  EXPECT_EQ(
      kept("## 发表评论\n\n早就该修了，我每天都要绕路，多走两公里，浪费半个小时的时间。\n\n### "
           "TA的文章\n\n城南换公交线\n"),
      Texts{});
  EXPECT_EQ(
      kept("## Leave a reply\n\nI cross it every day, and it is about time they mended it.\n"),
      Texts{});
  EXPECT_EQ(kept("## 發表評論\n\n早就該修了，我每天都要繞路，多走兩公里，浪費半個小時的時間。\n"),
            Texts{});
}

TEST(SiteParts, AfterTheCommentsTheNextHeadingCounts) {
  EXPECT_EQ(kept("## 发表评论\n\n好桥。\n\n## "
                 "通行办法\n\n货车限重十吨，超过的要走旧路，违者由港务局处理。\n")
                .size(),
            2u);
}

TEST(SiteParts, APageAboutCommentsIsText) {
  const ParsedDocument parsed = parse_ok(
      "page.md", "# 发表评论\n\n怎样写一条好评论，我们请教了三位编辑，他们的回答并不相同。\n");
  EXPECT_EQ(texts(parsed, BlockKind::kHeading), Texts{"发表评论"});
}

TEST(SiteParts, ThePagesNameSaidAgainAboveItsTextGoes) {
  const ParsedDocument parsed = parse_ok("page.md",
                                         "# "
                                         "港口新桥今天清早正式通车\n\n港口新桥今天清早正式通车\n\n"
                                         "新桥今天清早通车，行人和货车都可以过，晚上十点关闭。\n");
  EXPECT_EQ(texts(parsed, BlockKind::kBoilerplate), Texts{"港口新桥今天清早正式通车"});
}

TEST(SiteParts, AnAggregatorsAddressIsNoByline) {
  const ParsedDocument parsed = parse_ok("page.md", kText + "Author: www.example.org(查看原文)\n");
  EXPECT_EQ(parsed.articles[0].byline, "");
}

}  // namespace
}  // namespace eider::parse
