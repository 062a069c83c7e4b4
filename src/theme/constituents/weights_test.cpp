#include "theme/constituents/weights.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <random>

namespace eider::theme {
namespace {

using Weights = std::vector<std::int64_t>;

std::int64_t sum(const Weights& weights) {
  return std::accumulate(weights.begin(), weights.end(), std::int64_t{0});
}

TEST(CappedWeights, InProportionBelowTheCap) {
  EXPECT_EQ(capped_weights({1, 2, 1}, 0.6), (Weights{250'000, 500'000, 250'000}));
}

TEST(CappedWeights, WhatTheCapCutsGoesToTheOthersInProportion) {
  // 0.5 is cut to 0.4; the rest 0.6 is shared 3 : 2.
  EXPECT_EQ(capped_weights({5, 3, 2}, 0.4), (Weights{400'000, 360'000, 240'000}));
}

TEST(CappedWeights, TheCapIsAppliedAgainToThoseWhoGained) {
  // First 0.6 is cut to 0.3; then 0.25 grows above the cap and is cut as well.
  EXPECT_EQ(capped_weights({60, 25, 10, 5}, 0.35), (Weights{350'000, 350'000, 200'000, 100'000}));
}

TEST(CappedWeights, TooFewMembersForTheCapShareEqually) {
  EXPECT_EQ(capped_weights({9, 1}, 0.15), (Weights{500'000, 500'000}));
  EXPECT_EQ(capped_weights({9, 1, 1}, 0.15), (Weights{333'334, 333'333, 333'333}));
  EXPECT_EQ(capped_weights({0.2}, 0.15), (Weights{1'000'000}));
  EXPECT_TRUE(capped_weights({}, 0.15).empty());
}

TEST(CappedWeights, AnyScoresAddUpToOneUnderTheCap) {
  std::mt19937 dice(11);
  for (int round = 0; round < 500; ++round) {
    std::vector<double> scores(1 + dice() % 60);
    for (double& score : scores) score = 0.001 + static_cast<double>(dice() % 1000) / 1000;
    const double cap = 0.02 + static_cast<double>(dice() % 30) / 100;
    const Weights weights = capped_weights(scores, cap);
    ASSERT_EQ(sum(weights), kWeightUnits);
    const double limit = std::max(cap, 1.0 / static_cast<double>(scores.size()));
    for (std::size_t i = 0; i < scores.size(); ++i) {
      ASSERT_LE(static_cast<double>(weights[i]), limit * 1e6 + 1);
      for (std::size_t j = 0; j < scores.size(); ++j) {
        if (scores[i] <= scores[j]) continue;
        ASSERT_GE(weights[i] + 1, weights[j]);
      }
    }
  }
}

}  // namespace
}  // namespace eider::theme
