#include "corpus/search/candidates.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "corpus/search/held_chunks.h"

namespace eider::search {
namespace {

/// Chunk i speaks of word (i mod 7) and points i/100 round the circle; every fifth is not embedded.
HeldChunks many(int count) {
  std::vector<HeldChunk> chunks(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i) {
    HeldChunk& each = chunks[static_cast<std::size_t>(i)];
    each.chunk.id = i;
    each.text = "word" + std::to_string(i % 7) + " stands here" + std::string(i % 3, '!');
    const float angle = static_cast<float>(i) / 100;
    if (i % 5 != 0) each.embedding = {std::cos(angle), std::sin(angle)};
  }
  auto made = HeldChunks::build(std::move(chunks));
  EXPECT_TRUE(made.has_value());
  return std::move(*made);
}

struct Asked {
  std::vector<keyword_index::QuestionWord> words;
  std::vector<float> vector;
  CandidateRequest request;
};

Asked asked(const HeldChunks& chunks, std::string_view question) {
  Asked made;
  made.words = chunks.view().keywords->question_words(question);
  made.vector = {std::cos(2.0F), std::sin(2.0F)};
  made.request.words = made.words;
  made.request.upper_bound = keyword_index::KeywordIndex::upper_bound(made.words);
  made.request.query_vector = made.vector;
  made.request.k = 5;
  return made;
}

TEST(Candidates, AreAllChunksOfASmallStoreWithBothScores) {
  const HeldChunks chunks = many(300);
  const Asked question = asked(chunks, "word3");
  const auto all = candidates(chunks.view(), question.request);
  ASSERT_TRUE(all.has_value());
  std::size_t with_word = 0;
  for (const Candidate& each : *all) {
    EXPECT_EQ(each.keyword_score > 0, each.id % 7 == 3) << each.id;
    EXPECT_EQ(each.keyword_rank > 0, each.keyword_score > 0);
    EXPECT_EQ(each.cosine.has_value(), each.id % 5 != 0) << each.id;
    with_word += each.keyword_score > 0 ? 1 : 0;
  }
  EXPECT_EQ(with_word, 43u);
  EXPECT_EQ(all->size(), 240u + 9u);  // embedded, and of the others those with the word
}

TEST(Candidates, OfALargeStoreAreTheUnionOfTwoListsWithTheSameScores) {
  const HeldChunks chunks = many(3000);
  Asked question = asked(chunks, "word3");
  const auto whole = candidates(chunks.view(), question.request);
  question.request.exhaustive_up_to = 100;
  const auto cut = candidates(chunks.view(), question.request);
  ASSERT_TRUE(whole.has_value() && cut.has_value());
  EXPECT_LE(cut->size(), 2 * kListLength);
  EXPECT_GE(cut->size(), kListLength);
  for (const Candidate& each : *cut) {
    const auto same = std::find_if(whole->begin(), whole->end(),
                                   [&](const Candidate& other) { return other.id == each.id; });
    ASSERT_NE(same, whole->end());
    EXPECT_FLOAT_EQ(static_cast<float>(each.keyword_score),
                    static_cast<float>(same->keyword_score));
    ASSERT_EQ(each.cosine.has_value(), same->cosine.has_value());
    EXPECT_NEAR(each.cosine.value_or(0), same->cosine.value_or(0), 1e-5);
    EXPECT_TRUE(each.keyword_rank == 0 || each.keyword_rank == same->keyword_rank);
  }
}

TEST(Candidates, OfAFilterAreAllowedOnes) {
  const HeldChunks chunks = many(3000);
  Asked question = asked(chunks, "word3");
  const std::vector<std::int64_t> allowed = {3, 10, 11, 12, 2999};
  question.request.allowed = allowed;
  question.request.filtered = true;
  for (const std::size_t up_to : {kExhaustiveChunks, std::size_t{100}}) {
    question.request.exhaustive_up_to = up_to;
    const auto all = candidates(chunks.view(), question.request);
    ASSERT_TRUE(all.has_value());
    std::vector<std::int64_t> ids;
    for (const Candidate& each : *all) ids.push_back(each.id);
    EXPECT_EQ(ids, (std::vector<std::int64_t>{3, 10, 11, 12, 2999}));
  }
}

TEST(Candidates, AllMatchesAreThoseWithAWordAndTheNearest) {
  const HeldChunks chunks = many(3000);
  Asked question = asked(chunks, "word3");
  question.request.k = {};
  const auto all = candidates(chunks.view(), question.request);
  ASSERT_TRUE(all.has_value());
  std::size_t with_word = 0;
  for (const Candidate& each : *all) {
    with_word += each.keyword_rank > 0 ? 1 : 0;
    EXPECT_TRUE(each.keyword_rank > 0 || each.vector_rank > 0);
    EXPECT_LE(each.vector_rank, static_cast<std::int64_t>(kListLength));
  }
  EXPECT_EQ(with_word, 429u);
}

TEST(Candidates, ByWordsAloneShareAWord) {
  const HeldChunks chunks = many(50);
  Asked question = asked(chunks, "word3 unheard");
  question.request.query_vector = {};
  const auto all = candidates(chunks.view(), question.request);
  ASSERT_TRUE(all.has_value());
  EXPECT_EQ(all->size(), 7u);
  for (const Candidate& each : *all) EXPECT_FALSE(each.cosine.has_value());
}

}  // namespace
}  // namespace eider::search
