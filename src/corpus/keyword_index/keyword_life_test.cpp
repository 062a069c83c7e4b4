// The index beside a model of it: a map of chunks, scored one by one by the formula of BM25.

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <string>
#include <thread>
#include <unordered_set>
#include <vector>

#include "corpus/keyword_index/bm25.h"
#include "corpus/keyword_index/keyword_index.h"

namespace eider::keyword_index {
namespace {

using Ids = std::vector<std::int64_t>;

struct Text {
  std::string title;
  std::string heading;
  std::string body;
};

class Model {
 public:
  void add(std::int64_t id, const Text& text) {
    chunks_[id] = WordCounter().count({text.title, text.heading, text.body});
  }
  bool remove(std::int64_t id) { return chunks_.erase(id) > 0; }
  bool contains(std::int64_t id) const { return chunks_.contains(id); }

  Ids ids() const {
    Ids found;
    for (const auto& [id, chunk] : chunks_) found.push_back(id);
    return found;
  }

  std::uint64_t holding(std::uint64_t hash) const {
    std::uint64_t count = 0;
    for (const auto& [id, chunk] : chunks_) count += count_in(chunk, hash) > 0 ? 1 : 0;
    return count;
  }

  Statistics statistics() const {
    Statistics sum{chunks_.size(), 0};
    for (const auto& [id, chunk] : chunks_) sum.total_length += chunk.length;
    return sum;
  }

  /// Every chunk that holds a word, by id.
  std::vector<KeywordHit> all(const std::vector<QuestionWord>& question) const {
    std::vector<KeywordHit> hits;
    const Statistics now = statistics();
    const LengthNorm norm(now.mean_length());
    std::vector<float> weights;
    for (const QuestionWord& word : question) {
      weights.push_back(word_weight(now.idf(holding(word.hash))));
    }
    for (const auto& [id, chunk] : chunks_) {
      std::uint32_t sum = 0;
      for (std::size_t i = 0; i < question.size(); ++i) {
        const std::uint32_t count = count_in(chunk, question[i].hash);
        if (count > 0) sum += share(weights[i], static_cast<float>(count), norm(chunk.length));
      }
      if (sum > 0) hits.push_back({id, score_of(sum)});
    }
    return hits;
  }

 private:
  static std::uint32_t count_in(const ChunkWords& chunk, std::uint64_t hash) {
    for (const WordCount& word : chunk.words) {
      if (word.hash == hash) return word.count;
    }
    return 0;
  }

  std::map<std::int64_t, ChunkWords> chunks_;
};

/// Words by a skewed choice of few, so that some are in most chunks and some in one.
class Texts {
 public:
  explicit Texts(unsigned seed) : random_(seed) {}

  std::size_t below(std::size_t n) { return random_() % n; }

  std::string words(std::size_t count) {
    static const std::vector<std::string> kHan = {"的", "市", "芯片", "台積電", "封装", "果园"};
    std::string made;
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t rank = below(60) * below(60) / 60;
      made += rank < kHan.size() ? kHan[rank] : " w" + std::to_string(rank) + " ";
    }
    return made;
  }

  Text text() {
    return {below(3) == 0 ? words(2) : "", below(4) == 0 ? words(1) : "", words(below(30))};
  }

 private:
  std::mt19937 random_;
};

std::vector<KeywordHit> best_of(std::vector<KeywordHit> hits, const BestRequest& request) {
  if (request.filtered) {
    std::erase_if(hits, [&](const KeywordHit& hit) {
      return !std::binary_search(request.allowed.begin(), request.allowed.end(), hit.id);
    });
  }
  std::sort(hits.begin(), hits.end(), [](const KeywordHit& a, const KeywordHit& b) {
    return a.score != b.score ? a.score > b.score : a.id < b.id;
  });
  hits.resize(std::min(hits.size(), request.k));
  return hits;
}

void expect_equal(const KeywordIndex& keyword_index, const Model& model, Texts& texts) {
  const auto question = keyword_index.question_words(texts.words(1 + texts.below(8)) + " unseen");
  for (const QuestionWord& word : question) {
    ASSERT_EQ(word.chunks, model.holding(word.hash)) << word.text;
    ASSERT_EQ(word.idf, model.statistics().idf(word.chunks));
  }
  const std::vector<KeywordHit> all = model.all(question);
  ASSERT_EQ(keyword_index.all_scores(question), all);
  Ids allowed = model.ids();
  std::erase_if(allowed, [&](std::int64_t) { return texts.below(3) > 0; });
  allowed.push_back(1'000'000'000);
  for (const bool filtered : {false, true}) {
    const BestRequest request{1 + texts.below(20), allowed, filtered};
    const auto best = keyword_index.best(question, request);
    ASSERT_TRUE(best.has_value());
    ASSERT_EQ(*best, best_of(all, request));
  }
  Ids asked = {-7};
  for (const KeywordHit& hit : all) {
    if (texts.below(2) == 0) asked.insert(asked.begin(), hit.id);
  }
  const std::vector<float> scores = keyword_index.scores(question, asked);
  ASSERT_EQ(scores.size(), asked.size());
  for (std::size_t i = 0; i < asked.size(); ++i) {
    const auto hit = std::find_if(all.begin(), all.end(),
                                  [&](const KeywordHit& each) { return each.id == asked[i]; });
    ASSERT_EQ(scores[i], hit == all.end() ? 0 : hit->score);
  }
}

/// Written and attached elsewhere, then brought to the same rows.
void reopen(KeywordIndex& keyword_index, const Model& model,
            const std::map<std::int64_t, Text>& now) {
  KeywordIndex again;
  for (const SegmentHandle& segment : keyword_index.segments()) {
    ASSERT_TRUE(again.attach(segment.write()).has_value());
  }
  for (const std::int64_t id : again.ids()) {
    if (model.contains(id)) continue;
    ASSERT_TRUE(again.remove(id));
  }
  for (const auto& [id, text] : now) {
    ASSERT_TRUE(again.add(id, {text.title, text.heading, text.body}).has_value());
  }
  keyword_index = std::move(again);
}

void run_operations(unsigned seed, std::size_t operations, std::int64_t most_id) {
  Texts texts(seed);
  Model model;
  KeywordIndex keyword_index;
  std::map<std::int64_t, Text> unmerged;  // what the delta must hold
  for (std::size_t i = 0; i < operations; ++i) {
    const auto id = static_cast<std::int64_t>(texts.below(static_cast<std::size_t>(most_id)));
    const std::size_t choice = texts.below(1000);
    if (choice < 600) {
      const Text text = texts.text();
      ASSERT_TRUE(keyword_index.add(id, {text.title, text.heading, text.body}).has_value());
      model.add(id, text);
      unmerged[id] = text;
    } else if (choice < 970) {
      ASSERT_EQ(keyword_index.remove(id), model.remove(id));
      unmerged.erase(id);
    } else if (choice < 990) {
      ASSERT_TRUE(keyword_index.merge().has_value());
      ASSERT_FALSE(keyword_index.wants_merge());
      ASSERT_EQ(keyword_index.delta_size(), 0u);
      unmerged.clear();
    } else if (choice < 992) {
      ASSERT_NO_FATAL_FAILURE(reopen(keyword_index, model, unmerged));
    }
    ASSERT_EQ(keyword_index.contains(id), model.contains(id));
    if (i % 16 == 0) {
      ASSERT_EQ(keyword_index.ids(), model.ids());
      ASSERT_EQ(keyword_index.size(), model.ids().size());
      ASSERT_NO_FATAL_FAILURE(expect_equal(keyword_index, model, texts)) << "operation " << i;
    }
  }
}

TEST(KeywordLife, TenThousandOperationsOnFewChunks) { run_operations(1, 10'000, 60); }

TEST(KeywordLife, OperationsOnChunksOfSeveralWindows) { run_operations(2, 6'000, 1'500); }

TEST(KeywordLife, TheSameChunksHaveTheSameScoresInAnyParts) {
  Texts texts(3);
  KeywordIndex whole;
  KeywordIndex parts;
  for (std::int64_t id = 0; id < 2'000; ++id) {
    const Text text = texts.text();
    const ChunkFields fields{text.title, text.heading, text.body};
    ASSERT_TRUE(whole.add(id, fields).has_value());
    ASSERT_TRUE(parts.add(id + 5'000, fields).has_value());
    ASSERT_TRUE(parts.add(id, fields).has_value());
    ASSERT_TRUE(parts.remove(id + 5'000));
    if (id % 300 != 0) continue;
    ASSERT_TRUE(parts.merge().has_value());
  }
  const auto question = whole.question_words("芯片的 台积电 w9 w20 w55");
  EXPECT_EQ(parts.all_scores(question), whole.all_scores(question));
  ASSERT_TRUE(whole.merge().has_value());
  EXPECT_EQ(parts.all_scores(question), whole.all_scores(question));
}

TEST(KeywordLife, TheSameInputGivesTheSameBytes) {
  const auto bytes = [] {
    Texts texts(4);
    KeywordIndex made;
    for (std::int64_t id = 700; id > 0; --id) {
      const Text text = texts.text();
      EXPECT_TRUE(made.add(id, {text.title, text.heading, text.body}).has_value());
    }
    EXPECT_TRUE(made.merge().has_value());
    return made.segments()[0].write();
  };
  EXPECT_EQ(bytes(), bytes());
}

TEST(KeywordLife, MergingJoinsSegmentsOfLikeSizeAndLeavesAMuchGreaterOneAlone) {
  Texts texts(5);
  KeywordIndex made;
  std::int64_t next = 0;
  const auto add = [&](int count) {
    for (int i = 0; i < count; ++i) ASSERT_TRUE(made.add(next++, {"", "", texts.words(5)}));
    ASSERT_TRUE(made.merge().has_value());
  };
  add(1'000);
  const std::uint64_t great = made.segments()[0].hash();
  add(10);
  add(10);
  add(15);
  ASSERT_EQ(made.segments().size(), 2u);
  EXPECT_EQ(made.segments()[0].hash(), great);
  EXPECT_EQ(made.segments()[1].chunk_count(), 35u);
  for (std::int64_t id = 0; id < 250; ++id) ASSERT_TRUE(made.remove(id));
  EXPECT_TRUE(made.wants_merge());
  ASSERT_TRUE(made.merge().has_value());
  EXPECT_FALSE(made.wants_merge());
  EXPECT_EQ(made.tombstone_count(), 0u);
}

/// Bounds are written for the mean length of their segment, which later chunks change.
TEST(KeywordLife, TheBestStayExactWhenTheMeanLengthMoves) {
  for (const int later_words : {1, 3'000}) {
    Texts texts(6);
    KeywordIndex made;
    Model model;
    const auto add = [&](std::int64_t id, const Text& text) {
      ASSERT_TRUE(made.add(id, {text.title, text.heading, text.body}).has_value());
      model.add(id, text);
    };
    for (std::int64_t id = 0; id < 1'200; ++id) add(id, {"", "", texts.words(40)});
    ASSERT_TRUE(made.merge().has_value());
    for (std::int64_t id = 2'000; id < 2'060; ++id) {
      add(id, {"", "", texts.words(static_cast<std::size_t>(later_words))});
    }
    for (int i = 0; i < 20; ++i) ASSERT_NO_FATAL_FAILURE(expect_equal(made, model, texts));
  }
}

TEST(KeywordLife, WhatIsAttachedLaterReplacesWhatWasThere) {
  const auto segment_of = [](std::string_view body) {
    KeywordIndex made;
    EXPECT_TRUE(made.add(5, {"", "", body}).has_value());
    EXPECT_TRUE(made.merge().has_value());
    return made.segments()[0].write();
  };
  KeywordIndex made;
  ASSERT_TRUE(made.add(5, {"", "", "苹果"}).has_value());
  ASSERT_TRUE(made.attach(segment_of("芯片")).has_value());
  ASSERT_TRUE(made.attach(segment_of("封装")).has_value());
  EXPECT_EQ(made.size(), 1u);
  EXPECT_EQ(made.tombstone_count(), 1u);
  EXPECT_TRUE(made.all_scores(made.question_words("芯片 苹果")).empty());
  EXPECT_EQ(made.all_scores(made.question_words("封装")).size(), 1u);
}

/// The counts of dead chunks are remembered by const members.
TEST(KeywordLife, TwoThreadsMayAskAtOnceAfterRemovals) {
  Texts texts(7);
  KeywordIndex made;
  for (std::int64_t id = 0; id < 3'000; ++id) {
    ASSERT_TRUE(made.add(id, {"", "", texts.words(30)}).has_value());
  }
  ASSERT_TRUE(made.merge().has_value());
  for (std::int64_t id = 0; id < 700; ++id) ASSERT_TRUE(made.remove(4 * id));
  const std::string question = texts.words(25);
  std::vector<KeywordHit> first;
  std::vector<KeywordHit> second;
  const auto ask = [&](std::vector<KeywordHit>& hits) {
    for (int i = 0; i < 50; ++i) hits = made.best(made.question_words(question), {}).value();
  };
  std::thread other(ask, std::ref(first));
  ask(second);
  other.join();
  EXPECT_EQ(first, second);
  EXPECT_EQ(first.size(), 10u);
}

TEST(KeywordLife, EverythingRemovedLeavesNothing) {
  KeywordIndex made;
  ASSERT_TRUE(made.add(1, {"", "", "芯片"}).has_value());
  ASSERT_TRUE(made.merge().has_value());
  ASSERT_TRUE(made.remove(1));
  EXPECT_FALSE(made.remove(1));
  ASSERT_TRUE(made.merge().has_value());
  EXPECT_EQ(made.segments().size(), 0u);
  EXPECT_EQ(made.size(), 0u);
  EXPECT_TRUE(made.best(made.question_words("芯片"), {}).value().empty());
  ASSERT_TRUE(made.merge().has_value());
}

}  // namespace
}  // namespace eider::keyword_index
