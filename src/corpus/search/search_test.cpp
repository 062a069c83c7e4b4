#include "corpus/search/search.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "base/limits.h"

namespace eider::search {
namespace {

SearchChunk chunk(std::int64_t id, std::string text, std::vector<float> embedding = {}) {
  SearchChunk made;
  made.chunk.id = id;
  made.chunk.document_id = id / 10;
  made.chunk.span = {100, 100 + static_cast<std::int64_t>(text.size())};
  made.chunk.title = "title " + std::to_string(id);
  made.path = "news/" + std::to_string(id) + ".txt";
  made.published_at = "2026-05-01";
  made.text = std::move(text);
  made.embedding = std::move(embedding);
  return made;
}

SearchIndex built(std::vector<SearchChunk> chunks) {
  auto made = SearchIndex::build(std::move(chunks));
  EXPECT_TRUE(made.has_value()) << made.error().message();
  return std::move(*made);
}

SearchIndex by_words() {
  return built({chunk(30, "苹果园今年丰收，果农忙着采摘。"),
                chunk(10, "寒武纪签下二十亿元的算力芯片订单。"),
                chunk(20, "台積電宣布擴建先進封裝廠。")});
}

SearchIndex by_vectors() {
  return built(
      {chunk(10, "寒武纪签下算力芯片订单。", {1, 0, 0}), chunk(20, "台積電擴建封裝廠。", {0, 1, 0}),
       chunk(30, "苹果园今年丰收。", {0, 0, 1}), chunk(40, "苹果发布新款电脑。", {0, 0.8F, 0.6F})});
}

std::vector<std::int64_t> ids(const Result<std::vector<Hit>>& hits) {
  EXPECT_TRUE(hits.has_value()) << hits.error().message();
  std::vector<std::int64_t> found;
  for (const Hit& hit : *hits) found.push_back(hit.chunk_id);
  return found;
}

using Ids = std::vector<std::int64_t>;

TEST(Search, ByWordsAloneFindsOnlyChunksThatShareAWord) {
  EXPECT_EQ(ids(search(by_words(), {.question = "寒武紀的晶片訂單"})), Ids{10});
  EXPECT_EQ(ids(search(by_words(), {.question = "先进封装"})), Ids{20});
  EXPECT_EQ(ids(search(by_words(), {.question = "zebra"})), Ids{});
}

TEST(Search, AnEmptyStoreHasNoHits) {
  EXPECT_EQ(ids(search(built({}), {.question = "芯片"})), Ids{});
  EXPECT_EQ(ids(search(built({}), {.question = "芯片", .query_vector = {1, 0}})), Ids{});
}

TEST(Search, AHitCarriesWhatItsChunkHas) {
  const auto hits = search(by_words(), {.question = "封装"});
  ASSERT_TRUE(hits.has_value());
  ASSERT_EQ(hits->size(), 1u);
  const Hit& hit = hits->front();
  EXPECT_EQ(hit.rank, 1);
  EXPECT_EQ(hit.document_id, 2);
  EXPECT_EQ(hit.path, "news/20.txt");
  EXPECT_EQ(hit.title, "title 20");
  EXPECT_EQ(hit.published_at, "2026-05-01");
  EXPECT_EQ(hit.span.start, 100);
  EXPECT_EQ(hit.span.size(), static_cast<std::int64_t>(hit.text.size()));
  EXPECT_EQ(hit.text, "台積電宣布擴建先進封裝廠。");
  EXPECT_GT(hit.keyword_score, 0);
  EXPECT_LT(hit.keyword_score, 1);
  EXPECT_EQ(hit.vector_score, 0);
}

TEST(Search, AVectorFindsWhatNoWordNames) {
  const auto hits =
      search(by_vectors(), {.question = "orchard harvest", .query_vector = {0, 0, 2}});
  EXPECT_EQ(ids(hits), (Ids{30, 40, 10, 20}));
  EXPECT_NEAR(hits->front().vector_score, 1, 1e-6);
  EXPECT_EQ(hits->front().keyword_score, 0);
}

TEST(Search, WordsDecideBetweenNearVectors) {
  const SearchRequest request = {.question = "苹果电脑", .query_vector = {0, 0.7F, 0.7F}};
  EXPECT_EQ(ids(search(by_vectors(), request)).front(), 40);
}

TEST(Search, AChunkWithoutEmbeddingIsFoundByItsWords) {
  const SearchIndex mixed =
      built({chunk(10, "寒武纪签下算力芯片订单。", {1, 0}), chunk(20, "苹果园今年丰收。", {0, 1}),
             chunk(30, "台積電擴建封裝廠。")});
  const auto hits = search(mixed, {.question = "台积电封装厂", .query_vector = {1, 0}});
  ASSERT_TRUE(hits.has_value());
  EXPECT_EQ(hits->front().chunk_id, 30);
  EXPECT_EQ(hits->front().vector_score, 0);
  EXPECT_EQ(hits->size(), 3u);
}

TEST(Search, AQueryVectorIsIgnoredWhereNothingIsEmbedded) {
  EXPECT_EQ(ids(search(by_words(), {.question = "封装", .query_vector = {1, 0}})), Ids{20});
}

TEST(Search, ScoresDescendAndRanksCount) {
  std::vector<SearchChunk> chunks;
  for (int i = 0; i < 60; ++i) {
    const float angle = static_cast<float>(i) / 20;
    chunks.push_back(chunk(i, i % 3 == 0 ? "芯片订单。另有公告。" : "公告。",
                           {std::cos(angle), std::sin(angle)}));
  }
  const auto hits = search(built(std::move(chunks)),
                           {.question = "芯片公告", .k = 60, .query_vector = {1, 0.2F}});
  ASSERT_TRUE(hits.has_value());
  ASSERT_EQ(hits->size(), 60u);
  for (std::size_t i = 0; i < hits->size(); ++i) {
    EXPECT_EQ((*hits)[i].rank, static_cast<std::int64_t>(i + 1));
    EXPECT_LE((*hits)[i].score, (*hits)[i == 0 ? 0 : i - 1].score);
  }
}

TEST(Search, TiesGoToTheLowerDocumentAndChunkWhateverTheInputOrder) {
  const SearchIndex same = built({chunk(31, "芯片"), chunk(12, "芯片"), chunk(30, "芯片")});
  EXPECT_EQ(ids(search(same, {.question = "芯片"})), (Ids{12, 30, 31}));
}

TEST(Search, OnlyAllowedChunksAreFoundAndKIsFilledFromThem) {
  SearchRequest request = {.question = "苹果", .k = 2, .query_vector = {1, 0, 0}};
  request.allowed = {false, true, false, true};
  EXPECT_EQ(ids(search(by_vectors(), request)), (Ids{40, 20}));
  request.allowed = {false, false, false, false};
  EXPECT_EQ(ids(search(by_vectors(), request)), Ids{});
}

TEST(Search, TheBestTwentyAreRerankedByTheBestWindow) {
  const SearchIndex two = built({chunk(10, "芯片涨价。天气很好。今天下雨。订单减少。"),
                                 chunk(20, "今天下雨。芯片涨价。订单减少。天气很好。")});
  EXPECT_EQ(ids(search(two, {.question = "芯片订单"})), (Ids{20, 10}));
  SearchRequest without = {.question = "芯片订单"};
  without.weights.window = 0;
  EXPECT_EQ(ids(search(two, without)), (Ids{10, 20}));
}

TEST(Search, RefusesRequestsWithoutSense) {
  const SearchIndex chunks = by_vectors();
  const auto code = [&](const SearchRequest& request) {
    const auto hits = search(chunks, request);
    return hits ? std::string("hits") : hits.error().message();
  };
  EXPECT_EQ(code({.question = ""}), "the question is empty");
  EXPECT_EQ(code({.question = " \n\u3000"}), "the question is empty");
  EXPECT_EQ(code({.question = "芯片", .k = 0}), "k must be 1 or more");
  EXPECT_EQ(code({.question = "芯片", .k = 10'001}), "k is 10001; the most is 10000");
  EXPECT_EQ(code({.question = "芯片", .allowed = {true}}),
            "a filter over 1 chunks where there are 4");
  EXPECT_EQ(code({.question = "芯片", .query_vector = {1, 0}}),
            "a vector of 2 values where 3 are expected; "
            "embed with the model that embedded the store");
  const auto long_question = search(chunks, {.question = std::string(kMaxQuestionBytes + 1, 'a')});
  ASSERT_FALSE(long_question.has_value());
  EXPECT_EQ(long_question.error().code, ErrorCode::kLimit);
}

TEST(Search, AnswersQuestionsOfInvalidBytes) {
  EXPECT_EQ(ids(search(by_words(), {.question = "\xFF\xFE\x80"})), Ids{});
  EXPECT_EQ(ids(search(by_words(), {.question = "\xFF 封装 \xC3"})), Ids{20});
}

TEST(SearchIndex, RefusesEmbeddingsThatDoNotFitTogether) {
  std::vector<SearchChunk> chunks = {chunk(10, "a", {1, 0}), chunk(20, "b", {1, 0, 0})};
  const auto made = SearchIndex::build(chunks);
  ASSERT_FALSE(made.has_value());
  EXPECT_EQ(made.error().where, "the embedding of chunk 20");
  chunks[1].embedding = {0, 0};
  EXPECT_FALSE(SearchIndex::build(chunks).has_value());
}

TEST(SearchIndex, BuildingStopsWhenCancelled) {
  CancelSource source;
  const CancelFlag cancel(source);
  source.cancel_all();
  const auto made = SearchIndex::build({chunk(10, "a")}, cancel);
  ASSERT_FALSE(made.has_value());
  EXPECT_EQ(made.error().code, ErrorCode::kCancelled);
}

}  // namespace
}  // namespace eider::search
