#include "corpus/search/search.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "base/limits.h"
#include "corpus/search/held_chunks.h"

namespace eider::search {
namespace {

HeldChunk chunk(std::int64_t id, std::string text, std::vector<float> embedding = {}) {
  HeldChunk made;
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

HeldChunks built(std::vector<HeldChunk> chunks) {
  auto made = HeldChunks::build(std::move(chunks));
  EXPECT_TRUE(made.has_value()) << made.error().message();
  return std::move(*made);
}

HeldChunks by_words() {
  return built({chunk(30, "苹果园今年丰收，果农忙着采摘。"),
                chunk(10, "寒武纪签下二十亿元的算力芯片订单。"),
                chunk(20, "台積電宣布擴建先進封裝廠。")});
}

HeldChunks by_vectors() {
  return built(
      {chunk(10, "寒武纪签下算力芯片订单。", {1, 0, 0}), chunk(20, "台積電擴建封裝廠。", {0, 1, 0}),
       chunk(30, "苹果园今年丰收。", {0, 0, 1}), chunk(40, "苹果发布新款电脑。", {0, 0.8F, 0.6F})});
}

Result<std::vector<FoundChunk>> search_in(const HeldChunks& chunks, const SearchRequest& request) {
  return search(chunks.view(), request, chunks.texts_of());
}

std::vector<std::int64_t> ids(const Result<std::vector<FoundChunk>>& found) {
  EXPECT_TRUE(found.has_value()) << found.error().message();
  std::vector<std::int64_t> each;
  for (const FoundChunk& chunk : *found) each.push_back(chunk.id);
  return each;
}

using Ids = std::vector<std::int64_t>;

TEST(Search, ByWordsAloneFindsOnlyChunksThatShareAWord) {
  EXPECT_EQ(ids(search_in(by_words(), {.question = "寒武紀的晶片訂單"})), Ids{10});
  EXPECT_EQ(ids(search_in(by_words(), {.question = "先进封装"})), Ids{20});
  EXPECT_EQ(ids(search_in(by_words(), {.question = "zebra"})), Ids{});
}

TEST(Search, AnEmptyStoreHasNoHits) {
  EXPECT_EQ(ids(search_in(built({}), {.question = "芯片"})), Ids{});
  EXPECT_EQ(ids(search_in(built({}), {.question = "芯片", .query_vector = {1, 0}})), Ids{});
}

TEST(Search, AHitCarriesWhatItsChunkHas) {
  const HeldChunks chunks = by_words();
  const auto found = search_in(chunks, {.question = "封装"});
  ASSERT_TRUE(found.has_value());
  const std::vector<Hit> hits = chunks.hits(*found);
  ASSERT_EQ(hits.size(), 1u);
  const Hit& hit = hits.front();
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
  EXPECT_FALSE(hit.vector_score.has_value());
  EXPECT_EQ(hit.keyword_rank, 1);
  EXPECT_EQ(hit.vector_rank, 0);
}

TEST(Search, AVectorFindsWhatNoWordNames) {
  const auto hits =
      search_in(by_vectors(), {.question = "orchard harvest", .query_vector = {0, 0, 2}});
  EXPECT_EQ(ids(hits), (Ids{30, 40, 10, 20}));
  EXPECT_NEAR(hits->front().vector_score.value_or(0), 1, 1e-6);
  EXPECT_EQ(hits->front().keyword_score, 0);
}

TEST(Search, WordsDecideBetweenNearVectors) {
  const SearchRequest request = {.question = "苹果电脑", .query_vector = {0, 0.7F, 0.7F}};
  EXPECT_EQ(ids(search_in(by_vectors(), request)).front(), 40);
}

TEST(Search, AChunkWithoutEmbeddingIsFoundByItsWords) {
  const HeldChunks mixed =
      built({chunk(10, "寒武纪签下算力芯片订单。", {1, 0}), chunk(20, "苹果园今年丰收。", {0, 1}),
             chunk(30, "台積電擴建封裝廠。")});
  const auto hits = search_in(mixed, {.question = "台积电封装厂", .query_vector = {1, 0}});
  ASSERT_TRUE(hits.has_value());
  EXPECT_EQ(hits->front().id, 30);
  EXPECT_FALSE(hits->front().vector_score.has_value());
  EXPECT_EQ(hits->size(), 3u);
}

TEST(Search, AQueryVectorIsIgnoredWhereNothingIsEmbedded) {
  EXPECT_EQ(ids(search_in(by_words(), {.question = "封装", .query_vector = {1, 0}})), Ids{20});
}

TEST(Search, ScoresDescend) {
  std::vector<HeldChunk> chunks;
  for (int i = 0; i < 60; ++i) {
    const float angle = static_cast<float>(i) / 20;
    chunks.push_back(chunk(i, i % 3 == 0 ? "芯片订单。另有公告。" : "公告。",
                           {std::cos(angle), std::sin(angle)}));
  }
  const auto hits = search_in(built(std::move(chunks)),
                              {.question = "芯片公告", .k = 60, .query_vector = {1, 0.2F}});
  ASSERT_TRUE(hits.has_value());
  ASSERT_EQ(hits->size(), 60u);
  for (std::size_t i = 1; i < hits->size(); ++i) {
    EXPECT_LE((*hits)[i].score, (*hits)[i - 1].score);
  }
}

TEST(Search, TiesGoToTheLowerChunkWhateverTheInputOrder) {
  const HeldChunks same = built({chunk(31, "芯片"), chunk(12, "芯片"), chunk(30, "芯片")});
  EXPECT_EQ(ids(search_in(same, {.question = "芯片"})), (Ids{12, 30, 31}));
}

TEST(Search, OnlyAllowedChunksAreFoundAndKIsFilledFromThem) {
  SearchRequest request = {.question = "苹果", .k = 2, .query_vector = {1, 0, 0}};
  request.filtered = true;
  request.allowed = {20, 40};
  EXPECT_EQ(ids(search_in(by_vectors(), request)), (Ids{40, 20}));
  request.allowed = {};
  EXPECT_EQ(ids(search_in(by_vectors(), request)), Ids{});
}

TEST(Search, TheBestAreRerankedByTheirSentences) {
  const HeldChunks two = built({chunk(10, "芯片涨价。天气很好。今天下雨。订单减少。"),
                                chunk(20, "今天下雨。芯片涨价。订单减少。天气很好。")});
  EXPECT_EQ(ids(search_in(two, {.question = "芯片订单"})), (Ids{20, 10}));
  SearchRequest without = {.question = "芯片订单"};
  without.weights.windows = 0;
  EXPECT_EQ(ids(search_in(two, without)), (Ids{10, 20}));
}

TEST(Search, AnEnglishQuestionFindsChineseTextByTheWordList) {
  const HeldChunks chunks = built({chunk(10, "电池的价格上涨了。"), chunk(20, "華沙的大學擴建。"),
                                   chunk(30, "苹果的产量下降。")});
  EXPECT_EQ(ids(search_in(chunks, {.question = "Which university stands in Warsaw?", .k = 1})),
            Ids{20});
  EXPECT_EQ(ids(search_in(chunks, {.question = "battery prices", .k = 1})), Ids{10});
}

TEST(Search, AllMatchesAreThoseThatShareAWord) {
  EXPECT_EQ(ids(search_in(by_words(), {.question = "寒武紀的封装", .k = {}})), (Ids{10, 20}));
}

TEST(Search, RefusesRequestsWithoutSense) {
  const HeldChunks chunks = by_vectors();
  const auto code = [&](const SearchRequest& request) {
    const auto hits = search_in(chunks, request);
    return hits ? std::string("hits") : hits.error().message();
  };
  EXPECT_EQ(code({.question = ""}), "the question is empty");
  EXPECT_EQ(code({.question = " \n\u3000"}), "the question is empty");
  EXPECT_EQ(code({.question = "芯片", .k = 0}), "k must be 1 or more");
  EXPECT_EQ(code({.question = "芯片", .k = 10'001}), "k is 10001; the most is 10000");
  EXPECT_EQ(code({.question = "芯片", .query_vector = {1, 0}}),
            "a vector of 2 values where 3 are expected; "
            "embed with the model that embedded the store");
  const auto long_question =
      search_in(chunks, {.question = std::string(kMaxQuestionBytes + 1, 'a')});
  ASSERT_FALSE(long_question.has_value());
  EXPECT_EQ(long_question.error().code, ErrorCode::kLimit);
}

TEST(Search, AnswersQuestionsOfInvalidBytes) {
  EXPECT_EQ(ids(search_in(by_words(), {.question = "\xFF\xFE\x80"})), Ids{});
  EXPECT_EQ(ids(search_in(by_words(), {.question = "\xFF 封装 \xC3"})), Ids{20});
}

TEST(HeldChunks, RefusesEmbeddingsThatDoNotFitTogether) {
  std::vector<HeldChunk> chunks = {chunk(10, "a", {1, 0}), chunk(20, "b", {1, 0, 0})};
  const auto made = HeldChunks::build(chunks);
  ASSERT_FALSE(made.has_value());
  EXPECT_EQ(made.error().where, "the embedding of chunk 20");
  chunks[1].embedding = {0, 0};
  EXPECT_FALSE(HeldChunks::build(chunks).has_value());
}

TEST(HeldChunks, BuildingStopsWhenCancelled) {
  CancelSource source;
  const CancelFlag cancel(source);
  source.cancel_all();
  const auto made = HeldChunks::build({chunk(10, "a")}, cancel);
  ASSERT_FALSE(made.has_value());
  EXPECT_EQ(made.error().code, ErrorCode::kCancelled);
}

}  // namespace
}  // namespace eider::search
