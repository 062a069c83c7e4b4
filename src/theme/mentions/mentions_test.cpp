#include "theme/mentions/mentions.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace eider::theme {
namespace {

enum : std::int64_t { kRobot = 1, kApple, kTsmc, kPing, kBank, kIflytek, kCitic, kXun };

Company company(std::int64_t id, std::vector<std::string> names) {
  Company made;
  made.id = id;
  made.name = names.front();
  made.aliases = std::move(names);
  return made;
}

std::vector<Company> companies() {
  std::vector<Company> all{
      company(kRobot, {"机器人", "新松机器人", "新松", "300024.SZ"}),
      company(kApple, {"苹果", "苹果公司", "Apple", "AAPL.US"}),
      company(kTsmc, {"台积电", "台積電", "TSMC"}),
      company(kPing, {"中国平安", "平安"}),
      company(kBank, {"平安银行", "平安"}),
      company(kIflytek, {"科大讯飞", "iFLYTEK"}),
      company(kCitic, {"中信证券"}),
      company(kXun, {"同花顺"}),
  };
  all[0].contexts = {"300024", "沈阳"};
  all[0].blocks = {"聊天机器人", "工业机器人"};
  all[1].contexts = {"iPhone", "库克"};
  return all;
}

struct Seen {
  std::int64_t company;
  std::string written;
  MentionRole role = MentionRole::kSubject;
  friend bool operator==(const Seen&, const Seen&) = default;
};

std::ostream& operator<<(std::ostream& out, const Seen& seen) {
  return out << seen.company << ' ' << seen.written << ' ' << name_of(seen.role);
}

std::vector<Mention> mentions(std::string_view text) {
  static const CompanyDictionary dictionary(companies());
  return find_mentions(dictionary, {5, 6, text, {0, static_cast<std::int64_t>(text.size())}, {}});
}

std::vector<Seen> seen(std::string_view text) {
  std::vector<Seen> all;
  for (const Mention& mention : mentions(text)) {
    EXPECT_EQ(slice(text, mention.span), mention.alias);
    EXPECT_EQ(mention.document_id, 5);
    EXPECT_EQ(mention.article_id, 6);
    all.push_back({mention.company_id, mention.alias, mention.role});
  }
  return all;
}

using All = std::vector<Seen>;

TEST(FindMentions, AChatbotIsNoRobotMaker) {
  EXPECT_EQ(seen("热线启用聊天机器人，机器人会先判断要找哪个部门。"), All{});
  EXPECT_EQ(seen("新松机器人交付焊接线，机器人当天成交放大。聊天机器人与工业机器人不算。"),
            (All{{kRobot, "新松机器人"}, {kRobot, "机器人"}}));
  EXPECT_EQ(seen("机器人（300024）公告"), (All{{kRobot, "机器人"}}));
}

TEST(FindMentions, AnAppleIsNoPhoneMaker) {
  EXPECT_EQ(seen("早熟苹果上市，合作社给苹果分级。"), All{});
  EXPECT_EQ(seen("苹果公司宣布开设中心。苹果没有透露金额。"),
            (All{{kApple, "苹果公司"}, {kApple, "苹果"}}));
  EXPECT_EQ(seen("用iPhone测量耗电，苹果没有透露金额。"), (All{{kApple, "苹果"}}));
}

TEST(FindMentions, BothScriptsAndAllWidths) {
  EXPECT_EQ(seen("台積電昨日表示，台积电与ＴＳＭＣ、tsmc是一家。"),
            (All{{kTsmc, "台積電"}, {kTsmc, "台积电"}, {kTsmc, "ＴＳＭＣ"}, {kTsmc, "tsmc"}}));
  EXPECT_EQ(seen("科大訊飛提供翻譯，iFlytek said."),
            (All{{kIflytek, "科大訊飛"}, {kIflytek, "iFlytek"}}));
}

TEST(FindMentions, LatinNamesAreWholeWords) {
  EXPECT_EQ(seen("Applebee and pineApple"), All{});
  EXPECT_EQ(seen("iPhone by Apple."), (All{{kApple, "Apple"}}));
}

TEST(FindMentions, TheLongestNameWinsAndASharedOneNeedsSupport) {
  EXPECT_EQ(seen("平安银行发布年报。"), (All{{kBank, "平安银行"}}));
  EXPECT_EQ(seen("平安发布年报。"), All{});
  EXPECT_EQ(seen("中国平安发布年报，平安表示利润增长。"),
            (All{{kPing, "中国平安"}, {kPing, "平安"}}));
  EXPECT_EQ(seen("中国平安与平安银行，平安表示。"),
            (All{{kPing, "中国平安"}, {kBank, "平安银行"}}));
}

TEST(FindMentions, ABlockTakesNothingFromOtherCompanies) {
  auto all = companies();
  all[kRobot - 1].blocks = {"科大讯飞机器人"};
  const CompanyDictionary dictionary(all);
  const std::string text = "沈阳展出科大讯飞机器人。";
  const auto found =
      find_mentions(dictionary, {1, 1, text, {0, static_cast<std::int64_t>(text.size())}, {}});
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].company_id, kIflytek);
}

TEST(FindMentions, RolesAreTold) {
  EXPECT_EQ(seen("中信证券分析师说，科大讯飞增长快。（同花顺财经）"),
            (All{{kCitic, "中信证券", MentionRole::kSpeaker},
                 {kIflytek, "科大讯飞", MentionRole::kSubject},
                 {kXun, "同花顺", MentionRole::kSource}}));
}

TEST(FindMentions, NamesInCreditsAreSources) {
  const std::string text = "科大讯飞供稿\n科大讯飞发布模型。";
  const std::vector<Block> blocks{{.kind = BlockKind::kByline, .span = {0, 18}},
                                  {.kind = BlockKind::kParagraph, .span = {19, 46}}};
  const CompanyDictionary dictionary(companies());
  const auto found = find_mentions(dictionary, {1, 1, text, {0, 46}, credit_spans(blocks)});
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].role, MentionRole::kSource);
  EXPECT_EQ(found[1].role, MentionRole::kSubject);
}

TEST(FindMentions, AnArticleIsReadAloneAndSpansAreOfTheDocument) {
  const std::string text = "沈阳新松的机器人。\n机器人先判断。台積電。";
  const auto start = static_cast<std::int64_t>(text.find('\n') + 1);
  const CompanyDictionary dictionary(companies());
  const auto found =
      find_mentions(dictionary, {1, 2, text, {start, static_cast<std::int64_t>(text.size())}, {}});
  ASSERT_EQ(found.size(), 1u);  // the support stands in the article before
  EXPECT_EQ(found[0].company_id, kTsmc);
  EXPECT_EQ(slice(text, found[0].span), "台積電");
}

TEST(FindMentions, EmptyBrokenAndOutOfRange) {
  EXPECT_EQ(seen(""), All{});
  EXPECT_EQ(seen("\xff\xfe科大讯飞\xe7"), (All{{kIflytek, "科大讯飞"}}));
  const CompanyDictionary dictionary(companies());
  EXPECT_TRUE(find_mentions(dictionary, {1, 1, "科大讯飞", {0, 99}, {}}).empty());
  EXPECT_TRUE(find_mentions(dictionary, {1, 1, "科大讯飞", {-1, 3}, {}}).empty());
}

TEST(FindMentions, ALongTextWithManyBlocksIsReadInTime) {
  std::string text;
  for (int i = 0; i < 20'000; ++i) text += "聊天机器人，工业机器人，新松机器人。";
  EXPECT_EQ(mentions(text).size(), 20'000u);
}

}  // namespace
}  // namespace eider::theme
