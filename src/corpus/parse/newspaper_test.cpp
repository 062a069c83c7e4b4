#include <gtest/gtest.h>

#include "corpus/parse/bylines.h"
#include "corpus/parse/testing.h"

namespace eider::parse {
namespace {

constexpr std::string_view kWarehouse =
    "岸边的老仓库拆了半年，工人们每\n天清早就到，把木梁一根一根地抬\n上卡车。附近的居民说，这里要改"
    "\n"
    "成一座小图书馆，年底开门。\n";
constexpr std::string_view kOrchard =
    "山里的桃园今年丰收，果农们凌晨\n就上山采摘，装满一筐又一筐。合\n作社的卡车等在路口，天亮以前就"
    "\n"
    "把桃子送到城里的市场。\n";

std::string page(std::initializer_list<std::string_view> parts) {
  std::string text;
  for (std::string_view part : parts) {
    text += part;
    text += text.ends_with('\n') ? "\n" : "\n\n";
  }
  return text;
}

TEST(Newspaper, HeadlinesAfterTheArticles) {
  ParsedDocument parsed =
      parse_ok("page.txt", page({"本报记者 林晓\n", kWarehouse, "老仓库变身\n岸边要开小图书馆\n",
                                 "本报记者 丁 蓉\n", kOrchard, "桃园丰收 果农凌晨采摘\n"}));
  expect_invariants(parsed);
  EXPECT_EQ(titles(parsed), (Texts{"老仓库变身 岸边要开小图书馆", "桃园丰收 果农凌晨采摘"}));
  EXPECT_EQ(parsed.articles[0].byline, "林晓");
  EXPECT_EQ(parsed.articles[1].byline, "丁蓉");
}

TEST(Newspaper, HeadlinesBeforeTheArticles) {
  ParsedDocument parsed =
      parse_ok("page.txt", page({"老仓库变身小图书馆\n", "本报记者 林晓\n", kWarehouse,
                                 "桃园丰收 果农凌晨采摘\n", "本报记者 丁 蓉\n", kOrchard}));
  EXPECT_EQ(titles(parsed), (Texts{"老仓库变身小图书馆", "桃园丰收 果农凌晨采摘"}));
  EXPECT_EQ(parsed.articles[1].byline, "丁蓉");
}

TEST(Newspaper, EachHeadlineGoesToTheTextItSharesWordsWith) {
  ParsedDocument parsed =
      parse_ok("page.txt", page({"本报记者 林晓\n", kWarehouse, "老仓库要变成小图书馆\n",
                                 "桃园丰收 果农凌晨上山\n", "本报记者 丁 蓉\n", kOrchard}));
  EXPECT_EQ(titles(parsed), (Texts{"老仓库要变成小图书馆", "桃园丰收 果农凌晨上山"}));
}

TEST(Newspaper, AMastheadBelongsToTheFirstArticle) {
  ParsedDocument parsed =
      parse_ok("page.txt", page({"海角日报 2026年3月2日 星期一 B3版\n", "本报记者 林晓\n",
                                 kWarehouse, "老仓库变身小图书馆\n"}));
  EXPECT_EQ(titles(parsed), (Texts{"老仓库变身小图书馆"}));
  EXPECT_EQ(parsed.document.published_at, "2026-03-02");
  EXPECT_EQ(parsed.document.source, "海角日报");
}

TEST(Newspaper, SubheadsAreNoHeadlines) {
  ParsedDocument parsed =
      parse_ok("page.txt",
               page({"本报记者 林晓\n", kWarehouse, "桃园也丰收\n", kOrchard, "城里城外两件事\n"}));
  EXPECT_EQ(titles(parsed), (Texts{"城里城外两件事"}));
  EXPECT_EQ(texts(parsed, BlockKind::kHeading), (Texts{"桃园也丰收", "城里城外两件事"}));
}

TEST(Bylines, NamesOfTheWriters) {
  EXPECT_EQ(byline_names("本报记者 林晓"), "林晓");
  EXPECT_EQ(byline_names("■本报记者 丁 蓉 实习生 王小明"), "丁蓉 王小明");
  EXPECT_EQ(byline_names("本報記者　陳大文"), "陳大文");
  EXPECT_EQ(byline_names("海角研究院研究员 于达"), "于达");
  EXPECT_EQ(byline_names("记者王小明"), "王小明");
  EXPECT_EQ(byline_names("By Jane Doe and John Smith"), "Jane Doe and John Smith");
}

TEST(Bylines, OtherLinesAreNone) {
  for (std::string_view line : {"本报记者", "记者表示。", "记者了解到", "By the end of the year",
                                "本报记者从现场获悉，道路已经恢复通行。", "", "研究员 负责人"}) {
    EXPECT_FALSE(byline_names(line).has_value()) << line;
  }
}

TEST(Bylines, SourceCreditEndsAParagraph) {
  EXPECT_EQ(trailing_credit("产量增加了两成。（海角晚报）"), "海角晚报");
  EXPECT_EQ(trailing_credit("产量增加了两成。( 海角晚报 )"), "海角晚报");
  EXPECT_EQ(trailing_credit("国内生产总值（GDP）"), "");
  EXPECT_EQ(trailing_credit("他笑了。（记者摄）"), "");
  EXPECT_EQ(trailing_credit(""), "");
}

}  // namespace
}  // namespace eider::parse
