#include "corpus/vector_index/list_segment.h"

#include <gtest/gtest.h>

#include <set>

#include "corpus/vector_index/test_rows.h"
#include "corpus/vector_index/vector_index.h"

namespace eider::vector_index {
namespace {

constexpr std::size_t kRows = 20'500;
constexpr std::size_t kDimensions = 40;

struct Sample {
  Metric metric;
  std::map<std::int64_t, Floats> rows;
  VectorIndex lists;
  Clusters clusters{kDimensions, 9};
};

std::unique_ptr<Sample> sample_of(Metric metric) {
  auto sample = std::make_unique<Sample>(
      Sample{metric, {}, VectorIndex(static_cast<std::int64_t>(kDimensions), metric)});
  for (std::size_t i = 0; i < kRows; ++i) {
    const auto id = static_cast<std::int64_t>(i) * 7 - 1000;
    sample->rows[id] = sample->clusters.row();
    EXPECT_TRUE(sample->lists.add(id, sample->rows[id]));
  }
  EXPECT_TRUE(sample->lists.merge({}));
  EXPECT_GT(sample->lists.report().lists, 100u);
  return sample;
}

/// Made once: building takes a second.
Sample& sample_for(Metric metric) {
  static std::map<Metric, std::unique_ptr<Sample>> samples;
  if (!samples.contains(metric)) samples[metric] = sample_of(metric);
  return *samples[metric];
}

/// What 8 bits a coordinate may be off by: a share of the lengths.
double tolerance(const Floats& query, const Floats& row, Metric metric) {
  if (metric == Metric::kCosine) return 0.005;
  const double qq = true_similarity(query, query, Metric::kInnerProduct);
  const double rr = true_similarity(row, row, Metric::kInnerProduct);
  return 0.01 * std::sqrt(qq * rr);
}

double recall(const VectorIndex& lists, const std::map<std::int64_t, Floats>& rows,
              std::span<const Floats> queries, const NearestRequest& request, Metric metric) {
  std::size_t hits = 0;
  std::size_t all = 0;
  for (const Floats& query : queries) {
    auto truth = true_order(rows, query, metric);
    truth.resize(std::min(truth.size(), request.k));
    std::set<std::int64_t> right;
    for (const Neighbour& row : truth) right.insert(row.id);
    const auto found = lists.nearest(query, request);
    EXPECT_EQ(found->size(), truth.size());
    for (const Neighbour& row : *found) {
      hits += right.contains(row.id) ? 1 : 0;
      EXPECT_NEAR(row.similarity, true_similarity(query, rows.at(row.id), metric),
                  tolerance(query, rows.at(row.id), metric));
    }
    all += truth.size();
  }
  return static_cast<double>(hits) / static_cast<double>(all);
}

std::vector<Floats> questions(Sample& sample, std::size_t count) {
  std::vector<Floats> queries(count);
  for (Floats& query : queries) query = sample.clusters.row();
  return queries;
}

TEST(ListSegment, ReachesTheRecallThatIsAskedFor) {
  for (const Metric metric : {Metric::kCosine, Metric::kInnerProduct, Metric::kL2}) {
    SCOPED_TRACE(static_cast<int>(metric));
    Sample& sample = sample_for(metric);
    const auto queries = questions(sample, 60);
    EXPECT_GE(recall(sample.lists, sample.rows, queries, {.recall = 0.95}, metric), 0.92);
    EXPECT_GE(recall(sample.lists, sample.rows, queries, {.recall = 0.99}, metric), 0.96);
    EXPECT_GE(recall(sample.lists, sample.rows, queries, {.recall = 1}, metric), 0.97);
  }
}

TEST(ListSegment, WithFullRowsAllIsExact) {
  Sample& sample = sample_for(Metric::kCosine);
  const FullRows full = [&](std::span<const std::int64_t> ids, std::span<float> values) {
    for (std::size_t i = 0; i < ids.size(); ++i) {
      std::copy_n(sample.rows.at(ids[i]).begin(), kDimensions,
                  values.begin() + static_cast<std::ptrdiff_t>(i * kDimensions));
    }
    return Result<void>();
  };
  const auto queries = questions(sample, 40);
  const NearestRequest request = {.recall = 1, .full_rows = &full};
  EXPECT_EQ(recall(sample.lists, sample.rows, queries, request, sample.metric), 1.0);
  const FullRows failing = [](std::span<const std::int64_t>, std::span<float>) {
    return Result<void>(fail(ErrorCode::kIo, "gone"));
  };
  EXPECT_EQ(sample.lists.nearest(queries[0], {.full_rows = &failing}).error().code, ErrorCode::kIo);
}

TEST(ListSegment, AFilteredAnswerIsFullAndHoldsAllowedRowsOnly) {
  for (const Metric metric : {Metric::kCosine, Metric::kL2}) {
    Sample& sample = sample_for(metric);
    const auto queries = questions(sample, 20);
    for (const std::int64_t step : {2, 7, 5000, 20'000}) {
      SCOPED_TRACE(step);
      std::map<std::int64_t, Floats> some;
      std::vector<std::int64_t> allowed = {-99'999};
      std::int64_t at = 0;
      for (const auto& [id, row] : sample.rows) {
        if (at++ % step != 0) continue;
        allowed.push_back(id);
        some[id] = row;
      }
      const NearestRequest request = {.allowed = allowed, .filtered = true};
      EXPECT_GE(recall(sample.lists, some, queries, request, metric), 0.9);
    }
    EXPECT_TRUE(sample.lists.nearest(queries[0], {.filtered = true})->empty());
  }
}

TEST(ListSegment, ABatchFindsWhatOneByOneFinds) {
  for (const Metric metric : {Metric::kCosine, Metric::kInnerProduct, Metric::kL2}) {
    Sample& sample = sample_for(metric);
    Floats queries;
    for (const Floats& query : questions(sample, 150)) {
      queries.insert(queries.end(), query.begin(), query.end());
    }
    std::vector<std::int64_t> allowed;
    for (const auto& [id, row] : sample.rows) {
      if (id % 3 == 0) allowed.push_back(id);
    }
    for (const bool filtered : {false, true}) {
      const NearestRequest request = {.recall = 0.99, .allowed = allowed, .filtered = filtered};
      const auto batch = sample.lists.nearest_batch(queries, request, {});
      ASSERT_EQ(batch->size(), 150u);
      std::size_t same = 0;
      for (std::size_t q = 0; q < batch->size(); ++q) {
        const auto one = sample.lists.nearest({&queries[q * kDimensions], kDimensions}, request);
        ASSERT_EQ((*batch)[q].size(), 10u);
        std::set<std::int64_t> ids;
        for (const Neighbour& row : *one) ids.insert(row.id);
        for (const Neighbour& row : (*batch)[q]) same += ids.contains(row.id) ? 1 : 0;
      }
      // The order of lists moves the threshold, and with it what the codes rule out.
      EXPECT_GT(same, 1480u);
    }
  }
}

TEST(ListSegment, KOfManyIsFull) {
  Sample& sample = sample_for(Metric::kCosine);
  const auto queries = questions(sample, 3);
  for (const std::size_t k : {1u, 500u, 8000u, 30'000u}) {
    EXPECT_GE(recall(sample.lists, sample.rows, queries, {.k = k}, sample.metric), 0.85) << k;
  }
}

TEST(ListSegment, TheSameRowsGiveTheSameBytes) {
  Sample& sample = sample_for(Metric::kL2);
  VectorIndex again(static_cast<std::int64_t>(kDimensions), Metric::kL2);
  for (auto row = sample.rows.rbegin(); row != sample.rows.rend(); ++row) {
    ASSERT_TRUE(again.add(row->first, row->second));
  }
  ASSERT_TRUE(again.merge({}));
  EXPECT_EQ(again.segments()[0].number(), sample.lists.segments()[0].number());
  EXPECT_EQ(again.segments()[0].write(), sample.lists.segments()[0].write());
}

TEST(ListSegment, AttachedItAnswersTheSame) {
  Sample& sample = sample_for(Metric::kInnerProduct);
  VectorIndex again(static_cast<std::int64_t>(kDimensions), Metric::kInnerProduct);
  ASSERT_TRUE(again.attach(sample.lists.segments()[0].write()));
  EXPECT_EQ(again.size(), sample.rows.size());
  for (const Floats& query : questions(sample, 5)) {
    const auto left = again.nearest(query, {});
    const auto right = sample.lists.nearest(query, {});
    ASSERT_EQ(left->size(), right->size());
    for (std::size_t i = 0; i < left->size(); ++i) EXPECT_EQ((*left)[i].id, (*right)[i].id);
  }
}

TEST(ListSegment, SimilaritiesAndSpreadAgreeWithBruteForce) {
  for (const Metric metric : {Metric::kCosine, Metric::kInnerProduct, Metric::kL2}) {
    Sample& sample = sample_for(metric);
    const Floats query = sample.clusters.row();
    std::vector<std::int64_t> ids;
    double sum = 0;
    for (const auto& [id, row] : sample.rows) {
      if (ids.size() < 300) ids.push_back(id);
      sum += true_similarity(query, row, metric);
    }
    ids.push_back(123'456'789);
    const auto found = sample.lists.similarities(query, ids);
    EXPECT_FALSE(found->back().has_value());
    for (std::size_t i = 0; i + 1 < ids.size(); ++i) {
      const double truth = true_similarity(query, sample.rows.at(ids[i]), metric);
      EXPECT_NEAR(*(*found)[i], truth, tolerance(query, sample.rows.at(ids[i]), metric));
    }
    const double mean = sum / static_cast<double>(sample.rows.size());
    const auto spread = sample.lists.spread(query);
    EXPECT_NEAR(spread->mean, mean, 0.1 * spread->deviation);
  }
}

TEST(ListSegment, ManyMergesLoseNothing) {
  Sample& sample = sample_for(Metric::kCosine);
  VectorIndex lists = sample.lists;
  std::map<std::int64_t, Floats> rows = sample.rows;
  const auto ids = sample.lists.segments()[0].ids();
  const std::array<std::int64_t, 2> kept = {ids[5], ids[6]};
  const Floats query = sample.clusters.row();
  const auto before = lists.similarities(query, kept);
  for (int merge = 0; merge < 6; ++merge) {
    for (int i = 0; i < 300; ++i) {
      const std::int64_t gone =
          ids[20 + static_cast<std::size_t>(merge) * 300 + static_cast<std::size_t>(i)];
      ASSERT_TRUE(lists.remove(gone));
      rows.erase(gone);
      const std::int64_t added = 1'000'000 - (merge * 300 + i);
      rows[added] = sample.clusters.row();
      ASSERT_TRUE(lists.add(added, rows[added]));
    }
    const auto queries = questions(sample, 5);
    EXPECT_GE(recall(lists, rows, queries, {}, sample.metric), 0.85);
    ASSERT_TRUE(lists.merge({}));
    ASSERT_EQ(lists.size(), rows.size());
    ASSERT_EQ(lists.tombstone_count(), 0u);
  }
  EXPECT_EQ(*lists.similarities(query, kept), *before) << "int8 rows are taken over bit for bit";
  EXPECT_GE(recall(lists, rows, questions(sample, 40), {}, sample.metric), 0.92);
}

TEST(ListSegment, ACancelledMergeChangesNothing) {
  Sample& sample = sample_for(Metric::kCosine);
  VectorIndex lists = sample.lists;
  CancelSource source;
  const CancelFlag cancel(source);
  source.cancel_all();
  ASSERT_TRUE(lists.add(1, sample.clusters.row()));
  EXPECT_EQ(lists.merge(cancel).error().code, ErrorCode::kCancelled);
  EXPECT_EQ(lists.delta_size(), 1u);
  EXPECT_EQ(lists.segments()[0].number(), sample.lists.segments()[0].number());
}

TEST(ListSegment, FlippedAndCutBytesAreCorruptAndNeverRead) {
  Sample& sample = sample_for(Metric::kCosine);
  const std::string good = sample.lists.segments()[0].write();
  Numbers numbers(4);
  for (int i = 0; i < 60; ++i) {
    std::string bad = good;
    if (i % 3 == 0) {
      bad.resize(numbers.below(bad.size()));
    } else {
      const std::size_t at = i % 3 == 1 ? numbers.below(bad.size()) : numbers.below(400);
      bad[at] = static_cast<char>(bad[at] ^ static_cast<char>(1 + numbers.below(255)));
    }
    VectorIndex lists(static_cast<std::int64_t>(kDimensions), Metric::kCosine);
    const auto attached = lists.attach(bad);
    ASSERT_FALSE(attached.has_value()) << i;
    EXPECT_TRUE(attached.error().code == ErrorCode::kCorrupt ||
                attached.error().code == ErrorCode::kUnsupported);
    EXPECT_EQ(lists.size(), 0u);
  }
}

/// Damage that has a right checksum: whoever made it, it must not make us read elsewhere.
TEST(ListSegment, DamageUnderARightChecksumIsCorruptOrHarmless) {
  Sample& sample = sample_for(Metric::kCosine);
  const std::string good = sample.lists.segments()[0].write();
  Numbers numbers(8);
  const Floats query = sample.clusters.row();
  std::size_t refused = 0;
  for (int i = 0; i < 120; ++i) {
    auto bytes = SegmentBytes::parse(good);
    ASSERT_TRUE(bytes.has_value());
    const std::size_t section = static_cast<std::size_t>(i) % kListSections;
    const auto damaged = bytes->values<std::uint8_t>(section);
    for (int flip = 0; flip < 4; ++flip) {
      damaged[numbers.below(damaged.size())] = static_cast<std::uint8_t>(numbers.bits() >> 20);
    }
    bytes->seal();
    VectorIndex lists(static_cast<std::int64_t>(kDimensions), Metric::kCosine);
    const auto attached = lists.attach(std::string(bytes->all()));
    if (!attached) {
      EXPECT_EQ(attached.error().code, ErrorCode::kCorrupt);
      ++refused;
      continue;
    }
    EXPECT_EQ(lists.nearest(query, {})->size(), 10u);
  }
  EXPECT_GT(refused, 20u);
}

}  // namespace
}  // namespace eider::vector_index
