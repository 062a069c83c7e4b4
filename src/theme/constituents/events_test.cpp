#include "theme/constituents/events.h"

#include <gtest/gtest.h>

#include <string>

namespace eider::theme {
namespace {

constexpr std::string_view kFirst =
    "寒武纪5月19日晚间公告，公司与东岚数据运营有限公司签订智能加速卡供货合同，合同金额6.4亿元，"
    "约定在11月底前分两批交付。";
constexpr std::string_view kOther =
    "浪潮信息在青禾县的液冷服务器工厂开始试产，工厂占地210亩，设计年产服务器12万台。";

std::string longer(std::string_view text, int seed) {
  std::string made;
  for (int i = 0; i < 60; ++i) {
    made += text;
    made += std::to_string(i * 7919 + seed);
  }
  return made;
}

TEST(Containment, CopiesInEitherScriptAndWidthAreOne) {
  EXPECT_EQ(containment(sketch_of(kFirst), sketch_of(kFirst)), 1);
  EXPECT_EQ(containment(sketch_of("台積電昨日表示，ＡＩ晶片需求增加"),
                        sketch_of("台积电昨日\n表示,AI 晶片需求增加")),
            1);
}

TEST(Containment, AFollowUpHoldsTheFirstReport) {
  const std::string follow = "订单细节：首批9月交付\n" + std::string(kFirst) +
                             "记者今天获悉，首批8000张定于9月10日送抵机房，其余在11月交付。"
                             "总工程师说，选型时比较了四家厂商。";
  EXPECT_GT(containment(sketch_of(kFirst), sketch_of(follow)), 0.9);
  EXPECT_LT(containment(sketch_of(kFirst), sketch_of(kOther)), 0.1);
}

TEST(Containment, LongTextsAreEstimated) {
  const std::string a = longer(kFirst, 0);
  EXPECT_EQ(sketch_of(a).size(), 256u);
  EXPECT_EQ(containment(sketch_of(a), sketch_of(a)), 1);
  EXPECT_LT(containment(sketch_of(a), sketch_of(longer(kOther, 5))), 0.2);
}

TEST(Containment, TextsTooShortForAShingleAreAlone) {
  EXPECT_TRUE(sketch_of("").empty());
  EXPECT_TRUE(sketch_of("四个字。").empty());
  EXPECT_EQ(containment(sketch_of(""), sketch_of("")), 0);
  EXPECT_FALSE(sketch_of("\xff\xfe\xff\xfe\xff").empty());
}

TEST(EventsOf, TheFirstArticleNamesTheEvent) {
  const Sketch a = sketch_of(kFirst), b = sketch_of(kOther);
  const Sketch c = sketch_of(std::string(kFirst) + "另讯。");
  EXPECT_EQ(events_of({&a, &b, &c, &b}), (std::vector<std::size_t>{0, 1, 0, 1}));
  EXPECT_TRUE(events_of({}).empty());
}

}  // namespace
}  // namespace eider::theme
