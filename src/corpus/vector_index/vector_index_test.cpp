#include "corpus/vector_index/vector_index.h"

#include <gtest/gtest.h>

#include <limits>

#include "corpus/vector_index/test_rows.h"

namespace eider::vector_index {
namespace {

constexpr std::array kMetrics = {Metric::kCosine, Metric::kInnerProduct, Metric::kL2};

std::vector<std::int64_t> ids_of(const std::vector<Neighbour>& found) {
  std::vector<std::int64_t> ids;
  for (const Neighbour& row : found) ids.push_back(row.id);
  return ids;
}

NearestRequest exactly(std::size_t k) { return {.k = k, .recall = 1}; }

TEST(VectorIndex, AnEmptyOneAnswersNothing) {
  VectorIndex rows(3, Metric::kCosine);
  EXPECT_TRUE(rows.nearest(Floats{1, 0, 0}, {})->empty());
  EXPECT_FALSE(rows.remove(1));
  EXPECT_EQ(rows.size(), 0u);
  EXPECT_TRUE(rows.merge({}));
  EXPECT_TRUE(rows.segments().empty());
  EXPECT_EQ(rows.spread(Floats{1, 0, 0})->deviation, 0);
  EXPECT_EQ((*rows.similarities(Floats{1, 0, 0}, std::array<std::int64_t, 1>{4}))[0], std::nullopt);
}

TEST(VectorIndex, SimilaritiesAreWhatTheMetricSays) {
  for (const Metric metric : kMetrics) {
    VectorIndex rows(2, metric);
    ASSERT_TRUE(rows.add(7, Floats{3, 4}));
    const float expected = metric == Metric::kCosine ? 0.6F : metric == Metric::kL2 ? -20.0F : 3.0F;
    EXPECT_NEAR(rows.nearest(Floats{1, 0}, {})->front().similarity, expected, 1e-5);
    ASSERT_TRUE(rows.merge({}));
    EXPECT_NEAR(rows.nearest(Floats{1, 0}, {})->front().similarity, expected, 1e-5);
    EXPECT_NEAR(*(*rows.similarities(Floats{1, 0}, std::array<std::int64_t, 1>{7}))[0], expected,
                1e-5);
  }
}

TEST(VectorIndex, TiesGoToTheLowerId) {
  VectorIndex rows(2, Metric::kCosine);
  for (const std::int64_t id : {9, 3, 5, 1}) ASSERT_TRUE(rows.add(id, Floats{1, 1}));
  EXPECT_EQ(ids_of(*rows.nearest(Floats{1, 0}, exactly(3))), (std::vector<std::int64_t>{1, 3, 5}));
  ASSERT_TRUE(rows.merge({}));
  ASSERT_TRUE(rows.add(2, Floats{1, 1}));
  EXPECT_EQ(ids_of(*rows.nearest(Floats{1, 0}, exactly(3))), (std::vector<std::int64_t>{1, 2, 3}));
}

TEST(VectorIndex, KOfZeroAndOfMoreThanThereIs) {
  VectorIndex rows(2, Metric::kL2);
  ASSERT_TRUE(rows.add(1, Floats{1, 1}));
  EXPECT_TRUE(rows.nearest(Floats{1, 0}, exactly(0))->empty());
  EXPECT_EQ(rows.nearest(Floats{1, 0}, exactly(100))->size(), 1u);
}

TEST(VectorIndex, RefusesWhatIsNoVector) {
  VectorIndex rows(2, Metric::kCosine);
  const float infinity = std::numeric_limits<float>::infinity();
  ASSERT_TRUE(rows.add(1, Floats{1, 1}));
  for (const Floats& values : {Floats{0, 0}, Floats{std::nanf(""), 1}, Floats{infinity, 1},
                               Floats{1}, Floats{1, 2, 3}, Floats{}}) {
    EXPECT_EQ(rows.add(1, values).error().code, ErrorCode::kInvalidArgument);
    EXPECT_EQ(rows.nearest(values, {}).error().code, ErrorCode::kInvalidArgument);
    EXPECT_EQ(rows.spread(values).error().code, ErrorCode::kInvalidArgument);
  }
  EXPECT_TRUE(rows.contains(1)) << "a refused row must leave the older one";
  VectorIndex lengths(2, Metric::kL2);
  EXPECT_TRUE(lengths.add(1, Floats{0, 0}));
  EXPECT_EQ(lengths.add(1, Floats{1e30F, 0}).error().code, ErrorCode::kInvalidArgument);
}

TEST(VectorIndex, RefusesARequestThatMakesNoSense) {
  VectorIndex rows(2, Metric::kCosine);
  const std::vector<std::int64_t> unsorted = {3, 1};
  const Floats query = {1, 0};
  const auto code = [&](const NearestRequest& request) {
    return rows.nearest(query, request).error().code;
  };
  EXPECT_EQ(code({.recall = 1.5}), ErrorCode::kInvalidArgument);
  EXPECT_EQ(code({.recall = std::nan("")}), ErrorCode::kInvalidArgument);
  EXPECT_EQ(code({.allowed = unsorted, .filtered = true}), ErrorCode::kInvalidArgument);
  EXPECT_EQ(rows.nearest_batch(Floats{1, 2, 3}, {}, {}).error().code, ErrorCode::kInvalidArgument);
}

TEST(VectorIndex, AReplacedRowIsTheNewOne) {
  VectorIndex rows(2, Metric::kCosine);
  ASSERT_TRUE(rows.add(1, Floats{1, 0}));
  ASSERT_TRUE(rows.merge({}));
  ASSERT_TRUE(rows.add(1, Floats{0, 1}));
  ASSERT_TRUE(rows.add(1, Floats{-1, 0}));
  EXPECT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows.tombstone_count(), 2u);
  const auto found = rows.nearest(Floats{1, 0}, exactly(5));
  ASSERT_EQ(found->size(), 1u);
  EXPECT_NEAR(found->front().similarity, -1, 1e-6);
}

TEST(VectorIndex, ASegmentComesBackFromItsBytes) {
  VectorIndex rows(5, Metric::kInnerProduct);
  Numbers numbers(1);
  for (std::int64_t id = 0; id < 50; ++id) ASSERT_TRUE(rows.add(id * 3, numbers.vector(5)));
  ASSERT_TRUE(rows.merge({}));
  ASSERT_EQ(rows.segments().size(), 1u);
  VectorIndex again(5, Metric::kInnerProduct);
  ASSERT_TRUE(again.attach(rows.segments()[0].write()));
  EXPECT_EQ(again.segments()[0].number(), rows.segments()[0].number());
  EXPECT_EQ(again.segments()[0].ids(), rows.segments()[0].ids());
  const Floats query = numbers.vector(5);
  EXPECT_EQ(ids_of(*again.nearest(query, exactly(50))), ids_of(*rows.nearest(query, exactly(50))));
  VectorIndex other(4, Metric::kInnerProduct);
  EXPECT_EQ(other.attach(rows.segments()[0].write()).error().code, ErrorCode::kInvalidArgument);
  VectorIndex metric(5, Metric::kL2);
  EXPECT_EQ(metric.attach(rows.segments()[0].write()).error().code, ErrorCode::kInvalidArgument);
}

TEST(VectorIndex, ARowThatIsLiveHidesTheAttachedOne) {
  VectorIndex rows(2, Metric::kCosine);
  ASSERT_TRUE(rows.add(1, Floats{1, 0}));
  ASSERT_TRUE(rows.merge({}));
  VectorIndex again(2, Metric::kCosine);
  ASSERT_TRUE(again.add(1, Floats{0, 1}));
  ASSERT_TRUE(again.attach(rows.segments()[0].write()));
  EXPECT_EQ(again.size(), 1u);
  EXPECT_NEAR(again.nearest(Floats{1, 0}, {})->front().similarity, 0, 1e-6);
}

TEST(VectorIndex, SpreadIsMeanAndDeviation) {
  VectorIndex rows(2, Metric::kInnerProduct);
  for (std::int64_t id = 0; id < 4; ++id) {
    ASSERT_TRUE(rows.add(id, Floats{static_cast<float>(id), 5}));
    if (id == 1) {
      ASSERT_TRUE(rows.merge({}));
    }
  }
  const auto spread = rows.spread(Floats{1, 0});
  EXPECT_NEAR(spread->mean, 1.5, 1e-6);
  EXPECT_NEAR(spread->deviation, std::sqrt(1.25), 1e-6);
}

TEST(VectorIndex, ACancelledBatchOrMergeChangesNothing) {
  CancelSource source;
  const CancelFlag cancel(source);
  VectorIndex rows(2, Metric::kCosine);
  ASSERT_TRUE(rows.add(1, Floats{1, 0}));
  source.cancel_all();
  EXPECT_EQ(rows.nearest_batch(Floats{1, 0}, {}, cancel).error().code, ErrorCode::kCancelled);
  EXPECT_EQ(rows.merge(cancel).error().code, ErrorCode::kCancelled);
  EXPECT_EQ(rows.delta_size(), 1u);
  EXPECT_EQ(rows.nearest(Floats{1, 0}, {})->size(), 1u);
}

/// Random operations beside a map and brute force.
void compare_with_oracle(Metric metric, std::uint64_t seed) {
  Numbers numbers(seed);
  const std::size_t dimensions = 1 + numbers.below(40);
  VectorIndex rows(static_cast<std::int64_t>(dimensions), metric);
  std::map<std::int64_t, Floats> oracle;
  for (int step = 0; step < 600; ++step) {
    const auto id = static_cast<std::int64_t>(numbers.below(80)) - 20;
    const std::size_t what = numbers.below(10);
    if (what < 5) {
      oracle[id] = numbers.vector(dimensions);
      ASSERT_TRUE(rows.add(id, oracle[id]));
    } else if (what < 7) {
      ASSERT_EQ(rows.remove(id), oracle.erase(id) == 1);
    } else if (what == 7 && numbers.below(4) == 0) {
      ASSERT_TRUE(rows.merge({}));
      ASSERT_EQ(rows.tombstone_count(), 0u);
    } else {
      const Floats query = numbers.vector(dimensions);
      std::map<std::int64_t, Floats> allowed_rows;
      std::vector<std::int64_t> allowed;
      for (std::int64_t one = -30; one < 70; ++one) {
        if (numbers.below(3) == 0) continue;
        allowed.push_back(one);
        if (oracle.contains(one)) allowed_rows[one] = oracle[one];
      }
      const bool filtered = numbers.below(2) == 0;
      const NearestRequest request = {
          .k = numbers.below(12), .allowed = allowed, .filtered = filtered};
      auto expected = true_order(filtered ? allowed_rows : oracle, query, metric);
      expected.resize(std::min(expected.size(), request.k));
      const auto found = rows.nearest(query, request);
      ASSERT_TRUE(found.has_value());
      ASSERT_EQ(ids_of(*found), ids_of(expected)) << "step " << step;
    }
    ASSERT_EQ(rows.size(), oracle.size());
  }
}

TEST(VectorIndex, AnswersAsBruteForceDoes) {
  for (const Metric metric : kMetrics) {
    for (std::uint64_t seed = 1; seed < 6; ++seed) compare_with_oracle(metric, seed);
  }
}

}  // namespace
}  // namespace eider::vector_index
