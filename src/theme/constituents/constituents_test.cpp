#include "theme/constituents/constituents.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <deque>

#include "theme/constituents/wilson.h"

namespace eider::theme {
namespace {

/// A small news archive: one document an article, mentions by plain search.
class News {
 public:
  News& company(std::int64_t id, std::string name) {
    Company made;
    made.id = id;
    made.name = std::move(name);
    made.ticker = std::to_string(100 + id);
    made.exchange = "SSE";
    companies.push_back(made);
    return *this;
  }

  News& article(std::string date, std::string text, MentionRole role = MentionRole::kSubject) {
    const auto id = std::ssize(articles) + 1;
    texts.push_back(std::move(text));
    const std::string& kept = texts.back();
    articles.push_back({id,
                        10 * id,
                        "news/" + std::to_string(id) + ".txt",
                        std::move(date),
                        kept,
                        {0, std::ssize(kept)}});
    for (const Company& each : companies) {
      for (std::size_t at = kept.find(each.name); at != std::string::npos;
           at = kept.find(each.name, at + 1)) {
        const auto start = static_cast<std::int64_t>(at);
        mentions.push_back(
            {each.id, id, 10 * id, {start, start + std::ssize(each.name)}, each.name, role});
      }
    }
    return *this;
  }

  std::vector<Constituent> build(const ConstituentRules& rules = {}) const {
    const auto made = constituents({articles, mentions, terms, companies}, rules, {});
    EXPECT_TRUE(made.has_value()) << made.error().message();
    return made.value_or(std::vector<Constituent>{});
  }

  std::deque<std::string> texts;  // a deque: views into it stay
  std::vector<NewsArticle> articles;
  std::vector<Mention> mentions;
  std::vector<Company> companies;
  std::vector<Keyword> terms{{"人工智能", "zh-Hans", "model", 1},
                             {"大模型", "zh-Hans", "model", 1}};
};

News small_archive() {
  News news;
  news.company(1, "商汤").company(2, "浪潮").company(3, "伊利").company(4, "中信").company(5,
                                                                                           "无名");
  news.article("2026-07-01", "商汤为医院建立人工智能影像系统，急症等候时间缩短。")
      .article("2026-10-12", "商汤为地铁训练客流大模型，提前三十分钟预测人数。")
      .article("2026-06-09", "浪潮的液冷服务器工厂试产，供应人工智能训练集群。")
      .article("2026-07-09", "浪潮的运动会昨天举行，职工三百人参加了比赛。")
      .article("2026-08-11", "伊利的奶粉厂封顶，工厂将优先收购周边牧场的鲜奶。")
      .article("2026-08-13", "中信的分析师看好人工智能应用的调用量。", MentionRole::kSpeaker);
  return news;
}

TEST(Constituents, SharesScoresAndWeights) {
  const auto made = small_archive().build();
  ASSERT_EQ(made.size(), 4u);
  EXPECT_EQ(made[0].company, "商汤");
  EXPECT_EQ(made[0].security, "101.SSE");
  EXPECT_EQ(made[0].events, 2);
  EXPECT_EQ(made[0].hits, 2);
  EXPECT_EQ(made[0].share, 1);
  EXPECT_EQ(made[0].score, wilson_lower_bound(2, 2));
  EXPECT_EQ(made[0].weight, 0.5);  // two members: the cap gives way to one half
  EXPECT_EQ(made[1].company, "浪潮");
  EXPECT_EQ(made[1].share, 0.5);
  EXPECT_EQ(made[1].weight, 0.5);
}

TEST(Constituents, TheRejectedFollowWithTheirReason) {
  const auto made = small_archive().build();
  ASSERT_EQ(made.size(), 4u);
  EXPECT_EQ(made[2].company, "中信");
  EXPECT_EQ(made[2].rejected, "named only as a source or speaker");
  EXPECT_EQ(made[2].events, 0);
  EXPECT_EQ(made[3].company, "伊利");
  EXPECT_EQ(made[3].rejected, "no keyword near the name");
  EXPECT_EQ(made[3].weight, 0);
}

TEST(Constituents, EvidenceIsByteForByteAndTheNewestFirst) {
  const News news = small_archive();
  const auto made = news.build();
  ASSERT_EQ(made[0].evidence.size(), 2u);
  EXPECT_EQ(made[0].evidence[0].document_id, 2);
  EXPECT_EQ(made[0].evidence[0].path, "news/2.txt");
  EXPECT_EQ(made[0].evidence[0].term, "大模型");
  for (const Constituent& member : made) {
    for (const Evidence& evidence : member.evidence) {
      const auto& text = news.texts[static_cast<std::size_t>(evidence.document_id - 1)];
      EXPECT_EQ(evidence.quote, slice(text, evidence.span));
      EXPECT_TRUE(evidence.quote.contains(member.company));
      EXPECT_TRUE(evidence.quote.contains(evidence.term));
    }
  }
}

TEST(Constituents, NearDuplicatesAreOneEvent) {
  News news;
  news.company(1, "寒武纪");
  const std::string first =
      "寒武纪晚间公告，公司签订智能加速卡供货合同，用于大模型推理，金额6.4亿元。";
  news.article("2026-05-20", first)
      .article("2026-05-21", "订单细节：" + first + "首批九月交付。")
      .article("2026-08-01", "寒武纪的职工食堂换了菜单，中午排起了长队。");
  const auto made = news.build();
  ASSERT_EQ(made.size(), 1u);
  EXPECT_EQ(made[0].events, 2);
  EXPECT_EQ(made[0].hits, 1);
  ASSERT_EQ(made[0].evidence.size(), 1u);
  EXPECT_EQ(made[0].evidence[0].document_id, 2);  // the newer of the two
}

TEST(Constituents, ThresholdsReject) {
  const auto events = small_archive().build({.min_events = 3});
  EXPECT_EQ(events[1].rejected, "fewer than 3 events");
  const auto hits = small_archive().build({.min_hits = 2});
  ASSERT_EQ(hits.size(), 4u);
  EXPECT_EQ(hits[0].company, "商汤");
  EXPECT_EQ(hits[0].weight, 1);
  EXPECT_EQ(std::ranges::find(hits, "浪潮", &Constituent::company)->rejected,
            "a keyword near the name in fewer than 2 events");
  const auto score = small_archive().build({.min_score = 0.2});
  EXPECT_EQ(std::ranges::find(score, "浪潮", &Constituent::company)->rejected,
            "keywords near the name in too small a share of its events");
}

TEST(Constituents, ManyMembersKeepTheCapAndAddUpToOne) {
  News news;
  for (int i = 1; i <= 12; ++i)
    news.company(i, "第" + std::string(1, static_cast<char>('A' + i)) + "公司");
  for (int i = 1; i <= 12; ++i) {
    const std::string name = "第" + std::string(1, static_cast<char>('A' + i)) + "公司";
    for (int k = 0; k < (i == 1 ? 40 : 1); ++k) {
      const std::string salt = std::to_string((i * 131LL + k * 7717LL) * 104729);
      std::string text = salt;
      text.append(name).append(salt).append("人工智能").append(salt);
      news.article("2026-01-01", text);
    }
  }
  const auto made = news.build();
  ASSERT_EQ(made.size(), 12u);
  double sum = 0;
  for (const Constituent& member : made) {
    EXPECT_EQ(member.rejected, "");
    EXPECT_LE(member.weight, 0.15);
    sum += member.weight;
  }
  EXPECT_NEAR(sum, 1, 1e-12);
  EXPECT_EQ(made[0].weight, 0.15);
  EXPECT_EQ(made[0].evidence.size(), 3u);
}

TEST(Constituents, TheOrderOfTheInputChangesNothing) {
  News news = small_archive();
  const auto before = news.build();
  std::ranges::reverse(news.articles);
  std::ranges::reverse(news.mentions);
  std::ranges::reverse(news.companies);
  const auto after = news.build();
  ASSERT_EQ(before.size(), after.size());
  for (std::size_t at = 0; at < before.size(); ++at) {
    EXPECT_EQ(before[at].company, after[at].company);
    EXPECT_EQ(before[at].weight, after[at].weight);
    ASSERT_EQ(before[at].evidence.size(), after[at].evidence.size());
    for (std::size_t i = 0; i < before[at].evidence.size(); ++i) {
      EXPECT_EQ(before[at].evidence[i].quote, after[at].evidence[i].quote);
    }
  }
}

TEST(Constituents, EmptyNewsHaveNoMembersAndNoKeywordIsAnError) {
  News news;
  EXPECT_TRUE(news.build().empty());
  news.terms = {{" ", "", "person", 1}};
  const auto none =
      constituents({news.articles, news.mentions, news.terms, news.companies}, {}, {});
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().code, ErrorCode::kInvalidArgument);
}

TEST(Constituents, ACapOutOfRangeAndACancelledRequest) {
  const News news = small_archive();
  const ThemeNews given{news.articles, news.mentions, news.terms, news.companies};
  for (const double cap : {0.0, -1.0, 1.5, std::nan("")}) {
    EXPECT_FALSE(constituents(given, {.cap = cap}, {}));
  }
  CancelSource source;
  const CancelFlag flag(source);
  source.cancel_all();
  const auto made = constituents(given, {}, flag);
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().code, ErrorCode::kCancelled);
}

}  // namespace
}  // namespace eider::theme
