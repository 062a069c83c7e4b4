#include "corpus/embed/embed.h"

#include <gtest/gtest.h>

#include <utility>

namespace eider::embed {
namespace {

/// Gives each text the vector {its bytes, 1} and remembers what it was asked.
class CountingEmbedder : public models::Embedder {
 public:
  const std::string& name() const override { return name_; }
  const std::string& hash() const override { return hash_; }
  std::int64_t dimensions() const override { return 2; }
  std::int64_t count_tokens(std::string_view text) const override {
    return static_cast<std::int64_t>(text.size());
  }
  Result<std::vector<std::vector<float>>> embed(const std::vector<std::string>& texts,
                                                models::EmbedKind kind,
                                                const CancelFlag&) override {
    calls.push_back({texts, kind});
    if (calls.size() == failing_call) return fail(ErrorCode::kUnavailable, "no memory");
    std::vector<std::vector<float>> vectors;
    for (const std::string& text : texts) vectors.push_back({static_cast<float>(text.size()), 1});
    if (loses_one) vectors.pop_back();
    return vectors;
  }

  std::vector<std::pair<std::vector<std::string>, models::EmbedKind>> calls;
  std::size_t failing_call = 0;  // 1 is the first; 0: none
  bool loses_one = false;

 private:
  std::string name_ = "counting";
  std::string hash_ = "abc";
};

struct Texts {
  explicit Texts(std::size_t count) : chunks(count), texts(count) {
    for (std::size_t i = 0; i < count; ++i) {
      chunks[i].id = static_cast<std::int64_t>(i) + 7;
      texts[i] = std::string(i + 1, 'x');
      views.push_back({&chunks[i], texts[i]});
    }
  }
  std::vector<Chunk> chunks;
  std::vector<std::string> texts;
  std::vector<ChunkText> views;
};

TEST(PassageOf, PutsTitleAndHeadingBeforeTheText) {
  Chunk chunk;
  EXPECT_EQ(passage_of(chunk, "正文。"), "正文。");
  chunk.title = "标题";
  EXPECT_EQ(passage_of(chunk, "正文。"), "标题\n正文。");
  chunk.heading = "小标题";
  EXPECT_EQ(passage_of(chunk, "正文。"), "标题\n小标题\n正文。");
  EXPECT_EQ(passage_of(chunk, ""), "标题\n小标题\n");
}

TEST(PassageOf, RepeatsNothing) {
  Chunk chunk;
  chunk.title = chunk.heading = "標題";
  EXPECT_EQ(passage_of(chunk, "正文。"), "標題\n正文。");
  EXPECT_EQ(passage_of(chunk, "標題\n正文。"), "標題\n正文。");
}

TEST(EmbedChunks, OfNothingAsksNothing) {
  CountingEmbedder embedder;
  const auto made = embed_chunks({}, embedder, {});
  ASSERT_TRUE(made.has_value());
  EXPECT_TRUE(made->empty());
  EXPECT_TRUE(embedder.calls.empty());
}

TEST(EmbedChunks, KeepsOrderAndNamesTheModel) {
  CountingEmbedder embedder;
  const Texts texts(150);
  std::vector<std::size_t> progress;
  const auto made = embed_chunks(texts.views, embedder, {}, [&](std::size_t done, std::size_t all) {
    EXPECT_EQ(all, 150u);
    progress.push_back(done);
  });
  ASSERT_TRUE(made.has_value());
  ASSERT_EQ(made->size(), 150u);
  for (std::size_t i = 0; i < made->size(); ++i) {
    EXPECT_EQ((*made)[i].chunk_id, static_cast<std::int64_t>(i) + 7);
    EXPECT_EQ((*made)[i].model_hash, "abc");
    EXPECT_EQ((*made)[i].values, (std::vector<float>{static_cast<float>(i + 1), 1}));
  }
  ASSERT_EQ(embedder.calls.size(), 3u);
  EXPECT_EQ(embedder.calls.front().second, models::EmbedKind::kPassage);
  EXPECT_EQ(progress, (std::vector<std::size_t>{64, 128, 150}));
}

TEST(EmbedChunks, PassesOnTheEmbeddersError) {
  CountingEmbedder embedder;
  embedder.failing_call = 2;
  const auto made = embed_chunks(Texts(100).views, embedder, {});
  ASSERT_FALSE(made.has_value());
  EXPECT_EQ(made.error().code, ErrorCode::kUnavailable);
}

TEST(EmbedChunks, RefusesAWrongNumberOfVectors) {
  CountingEmbedder embedder;
  embedder.loses_one = true;
  const auto made = embed_chunks(Texts(3).views, embedder, {});
  ASSERT_FALSE(made.has_value());
  EXPECT_EQ(made.error().code, ErrorCode::kCorrupt);
}

TEST(EmbedChunks, StopsBetweenGroupsWhenCancelled) {
  CountingEmbedder embedder;
  CancelSource source;
  const CancelFlag cancel(source);
  const auto made = embed_chunks(Texts(200).views, embedder, cancel,
                                 [&](std::size_t, std::size_t) { source.cancel_all(); });
  ASSERT_FALSE(made.has_value());
  EXPECT_EQ(made.error().code, ErrorCode::kCancelled);
  EXPECT_EQ(embedder.calls.size(), 1u);
}

TEST(Embed, EitherScriptGivesTheSameText) {
  CountingEmbedder embedder;
  ASSERT_TRUE(embed_question("台積電的晶片？", embedder, {}).has_value());
  Chunk chunk;
  chunk.title = "標題";
  ASSERT_TRUE(embed_chunks(std::vector<ChunkText>{{&chunk, "電腦\xFF"}}, embedder, {}).has_value());
  EXPECT_EQ(embedder.calls[0].first, (std::vector<std::string>{"台积电的晶片？"}));
  EXPECT_EQ(embedder.calls[1].first, (std::vector<std::string>{"标题\n电脑\xFF"}));
}

TEST(EmbedQuestion, AsksAsAQuery) {
  CountingEmbedder embedder;
  const auto made = embed_question("谁？", embedder, {});
  ASSERT_TRUE(made.has_value());
  EXPECT_EQ(*made, (std::vector<float>{6, 1}));
  ASSERT_EQ(embedder.calls.size(), 1u);
  EXPECT_EQ(embedder.calls.front().second, models::EmbedKind::kQuery);
}

}  // namespace
}  // namespace eider::embed
