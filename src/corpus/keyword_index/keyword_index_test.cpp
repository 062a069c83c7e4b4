#include "corpus/keyword_index/keyword_index.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace eider::keyword_index {
namespace {

KeywordIndex built(const std::vector<ChunkFields>& chunks) {
  KeywordIndex made;
  for (std::size_t i = 0; i < chunks.size(); ++i) {
    EXPECT_TRUE(made.add(static_cast<std::int64_t>(i), chunks[i]).has_value());
  }
  return made;
}

std::vector<float> scores(const KeywordIndex& keyword_index, std::string_view question) {
  const std::vector<std::int64_t> ids = keyword_index.ids();
  return keyword_index.scores(keyword_index.question_words(question), ids);
}

std::size_t best(const std::vector<float>& scores) {
  return static_cast<std::size_t>(std::max_element(scores.begin(), scores.end()) - scores.begin());
}

const std::vector<ChunkFields> kNews = {
    {"", "", "寒武纪签下二十亿元的算力芯片订单。"},
    {"", "", "台積電宣布擴建先進封裝廠。"},
    {"", "", "Inspur shipped 1,117.5 liquid-cooled servers in June."},
    {"", "", "苹果园今年丰收，果农忙着采摘。"},
};

TEST(KeywordIndex, WithoutChunksScoresNothing) {
  const KeywordIndex empty = built({});
  EXPECT_EQ(empty.size(), 0u);
  EXPECT_TRUE(scores(empty, "芯片").empty());
}

TEST(KeywordIndex, FindsEitherScriptFromEitherScript) {
  const KeywordIndex news = built(kNews);
  EXPECT_EQ(best(scores(news, "台积电的先进封装")), 1u);
  EXPECT_EQ(best(scores(news, "寒武紀的晶片訂單")), 0u);
  EXPECT_EQ(scores(news, "先進封裝"), scores(news, "先进封装"));
}

TEST(KeywordIndex, FindsLatinWordsAndNumbersInAnyCaseAndWidth) {
  const KeywordIndex news = built(kNews);
  EXPECT_EQ(best(scores(news, "INSPUR servers")), 2u);
  EXPECT_EQ(best(scores(news, "ｉｎｓｐｕｒ")), 2u);
  EXPECT_GT(scores(news, "1,117.5")[2], 0);
}

TEST(KeywordIndex, AChunkWithoutTheWordsScoresZero) {
  const KeywordIndex news = built(kNews);
  const std::vector<float> found = scores(news, "封装");
  EXPECT_EQ(found[0], 0);
  EXPECT_GT(found[1], 0);
  EXPECT_EQ(found[3], 0);
}

TEST(KeywordIndex, EmptyAndInvalidQuestionsScoreZero) {
  const KeywordIndex news = built(kNews);
  for (const std::string_view question : {"", " \n", "\xFF\xFE", "？！"}) {
    const std::vector<float> found = scores(news, question);
    EXPECT_TRUE(std::all_of(found.begin(), found.end(), [](float s) { return s == 0; }));
  }
}

TEST(KeywordIndex, InvalidBytesInAChunkHideNothingElse) {
  const KeywordIndex chunks = built({{"", "", "\xE4\xBA\xFF 芯片 \x80"}, {"", "", "苹果"}});
  EXPECT_EQ(best(scores(chunks, "芯片")), 0u);
}

TEST(KeywordIndex, TitleOutweighsHeadingOutweighsBody) {
  const KeywordIndex chunks = built({{"市场", "市场", "芯片"},
                                     {"市场", "芯片", "市场"},
                                     {"芯片", "市场", "市场"},
                                     {"市场", "市场", "市场"}});
  const std::vector<float> found = scores(chunks, "芯片");
  EXPECT_GT(found[2], found[1]);
  EXPECT_GT(found[1], found[0]);
  EXPECT_GT(found[0], found[3]);
}

TEST(KeywordIndex, ARareWordOutweighsACommonOne) {
  const KeywordIndex chunks =
      built({{"", "", "公司 芯片"}, {"", "", "公司 苹果"}, {"", "", "公司 苹果"}});
  const auto words = chunks.question_words("芯 果");
  ASSERT_EQ(words.size(), 2u);
  EXPECT_GT(words[0].idf, words[1].idf);
}

TEST(KeywordIndex, AShorterChunkScoresHigherForTheSameCount) {
  const KeywordIndex chunks =
      built({{"", "", "芯片 上市"}, {"", "", "芯片 上市 以后 市场 一直 平稳"}});
  const std::vector<float> found = scores(chunks, "芯片");
  EXPECT_GT(found[0], found[1]);
}

TEST(KeywordIndex, QuestionWordsAreDistinctAndUnseenOnesWeighMost) {
  const KeywordIndex news = built(kNews);
  const auto words = news.question_words("芯片芯片 zebra");
  for (std::size_t i = 0; i < words.size(); ++i) {
    for (std::size_t j = i + 1; j < words.size(); ++j) EXPECT_NE(words[i].text, words[j].text);
    EXPECT_LE(words[i].idf, words.back().idf);
  }
  EXPECT_EQ(words.back().text, "zebra");
  EXPECT_EQ(words.back().chunks, 0u);
}

TEST(KeywordIndex, NoScoreReachesTheUpperBound) {
  const std::string many = [] {
    std::string text;
    for (int i = 0; i < 10'000; ++i) text += "芯片 ";
    return text;
  }();
  const KeywordIndex chunks = built({{many, many, many}, {"", "", "苹果"}});
  const auto words = chunks.question_words("芯片");
  const std::vector<float> found = scores(chunks, "芯片");
  EXPECT_LT(found[0], KeywordIndex::upper_bound(words));
  EXPECT_GT(found[0], 0.8 * KeywordIndex::upper_bound(words));
  EXPECT_LT(KeywordIndex::upper_bound(words),
            KeywordIndex::upper_bound(chunks.question_words("芯片 zebra")));
}

TEST(KeywordIndex, AMergeStopsWhenCancelledAndChangesNothing) {
  CancelSource source;
  const CancelFlag cancel(source);
  source.cancel_all();
  KeywordIndex news = built(kNews);
  const std::vector<float> before = scores(news, "芯片");
  const auto merged = news.merge(cancel);
  ASSERT_FALSE(merged.has_value());
  EXPECT_EQ(merged.error().code, ErrorCode::kCancelled);
  EXPECT_EQ(news.delta_size(), kNews.size());
  EXPECT_EQ(scores(news, "芯片"), before);
}

TEST(KeywordIndex, ASegmentsBytesHoldWhatWasMerged) {
  KeywordIndex news = built(kNews);
  const std::vector<float> before = scores(news, "台积电 芯片");
  ASSERT_TRUE(news.merge().has_value());
  EXPECT_EQ(news.delta_size(), 0u);
  EXPECT_EQ(scores(news, "台积电 芯片"), before);
  ASSERT_EQ(news.segments().size(), 1u);
  KeywordIndex again;
  ASSERT_TRUE(again.attach(news.segments()[0].write()).has_value());
  EXPECT_EQ(again.ids(), news.ids());
  EXPECT_EQ(scores(again, "台积电 芯片"), before);
}

TEST(KeywordIndex, BestKeepsToTheAllowedAndBreaksTiesByTheLowerId) {
  KeywordIndex same;
  for (const std::int64_t id : {31, 12, 30}) ASSERT_TRUE(same.add(id, {"", "", "芯片"}));
  const auto words = same.question_words("芯片");
  const auto ids = [&](const BestRequest& request) {
    std::vector<std::int64_t> found;
    const auto hits = same.best(words, request);
    for (const KeywordHit& hit : *hits) found.push_back(hit.id);
    return found;
  };
  EXPECT_EQ(ids({.k = 2}), (std::vector<std::int64_t>{12, 30}));
  const std::vector<std::int64_t> allowed = {5, 30, 31};
  EXPECT_EQ(ids({.k = 9, .allowed = allowed, .filtered = true}),
            (std::vector<std::int64_t>{30, 31}));
  EXPECT_TRUE(ids({.k = 9, .filtered = true}).empty());
  EXPECT_TRUE(ids({.k = 0}).empty());
}

}  // namespace
}  // namespace eider::keyword_index
