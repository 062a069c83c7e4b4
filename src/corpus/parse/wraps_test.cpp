#include <gtest/gtest.h>

#include "corpus/parse/testing.h"

namespace eider::parse {
namespace {

Texts paragraphs(std::string_view source) {
  ParsedDocument parsed = parse_ok("page.txt", source);
  expect_invariants(parsed);
  return texts(parsed, BlockKind::kParagraph);
}

TEST(Wraps, HanLinesJoinWithoutASpaceAlsoInsideAWord) {
  EXPECT_EQ(paragraphs("岸边的老仓库拆了半年，工人们每\n"
                       "天清早就到，把木梁一根一根地抬\n"
                       "上卡车。附近的居民说，这里要改\n"
                       "成一座小图书馆，年底开门。\n"),
            (Texts{"岸边的老仓库拆了半年，工人们每天清早就到，把木梁一根一根地抬上卡车。附近的居民"
                   "说，这里要改成一座小图书馆，年底开门。"}));
}

TEST(Wraps, AColumnBreakInsideASentenceIsMended) {
  EXPECT_EQ(paragraphs("岸边的老仓库拆了半年，工人们每\n"
                       "天清早就到，把木梁一根一根地抬\n"
                       "上卡车。附近的居民说，这里要改\n"
                       "\n"
                       "成一座小图书馆，年底开门。楼上\n"
                       "留给孩子，楼下留给老人。\n"
                       "\n"
                       "第二段从这里开始，和上面无关。\n"),
            (Texts{"岸边的老仓库拆了半年，工人们每天清早就到，把木梁一根一根地抬上卡车。附近的居民"
                   "说，这里要改成一座小图书馆，年底开门。楼上留给孩子，楼下留给老人。",
                   "第二段从这里开始，和上面无关。"}));
}

TEST(Wraps, AParagraphThatEndsAtAFullLineStaysApart) {
  Texts found = paragraphs(
      "岸边的老仓库拆了半年，工人们每\n天清早就到，把木梁一根一根地抬\n上卡车，附近的居民都出来看热"
      "\n"
      "闹，一直看到天色黑下来才回家。\n\n河的对面是一片新盖的高楼，夜\n里灯火通明，照得水面一片金黄"
      "。"
      "\n");
  ASSERT_EQ(found.size(), 2u);
  EXPECT_TRUE(found[0].ends_with("才回家。"));
}

TEST(Wraps, TraditionalLines) {
  EXPECT_EQ(paragraphs("碼頭旁的舊倉庫拆了半年，工人每\n"
                       "天清早就到，把木樑一根一根地抬\n"
                       "上貨車。附近的居民說，這裡要改\n"
                       "成一座小圖書館，年底開門。\n")
                .size(),
            1u);
}

TEST(Wraps, EnglishLinesJoinWithASpaceAndHyphensClose) {
  EXPECT_EQ(
      paragraphs("The old warehouse on the quay has been empty for half a year, and the work-\n"
                 "men who come every morning say that the beams are still good. They will be\n"
                 "carried to the other bank, where a small library is being built by the\n"
                 "town.\n"),
      (Texts{"The old warehouse on the quay has been empty for half a year, and the workmen who "
             "come every morning say that the beams are still good. They will be carried to "
             "the other bank, where a small library is being built by the town."}));
}

TEST(Wraps, UnwrappedLinesAreParagraphsOfTheirOwn) {
  Texts found = paragraphs(
      "第一段是一个很长的句子，写在一行里，没有被任何栏宽切断，所以它自己就是一段。\n"
      "第二段也是一个很长的句子，同样写在一行里，同样没有被切断，所以它也是一段。\n");
  EXPECT_EQ(found.size(), 2u);
}

TEST(Wraps, APageBreakInAnUnwrappedParagraphIsMended) {
  EXPECT_EQ(
      paragraphs("市里宣布，将在三年内新建二十座充电站，并且对老旧小区的线路进行改造，费用由\n"
                 "\n\n"
                 "市财政和电网公司各承担一半，居民不用出钱。\n"),
      (Texts{"市里宣布，将在三年内新建二十座充电站，并且对老旧小区的线路进行改造，费用由市财政"
             "和电网公司各承担一半，居民不用出钱。"}));
}

TEST(Wraps, ShortLabelsDoNotJoin) {
  Texts found = paragraphs("会议地点\n\n会议时间\n\n大家到齐以后，先由主任介绍今年的安排。\n");
  EXPECT_EQ(found.size(), 2u);  // the first label is the title
}

TEST(Wraps, LetterSpacedLinesAreClosedUp) {
  Texts found = paragraphs("全 市 共 有 3 个工厂，相 当 于 去年的两倍，丁 蓉说。\n");
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0], "全市共有3个工厂，相当于去年的两倍，丁蓉说。");
}

}  // namespace
}  // namespace eider::parse
