#include "rows/cascade.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

namespace eider::rows {
namespace {

constexpr double kNever = std::numeric_limits<double>::infinity();

using Chance = std::mt19937_64;  // its numbers are the same everywhere, unlike the distributions'

double uniform(Chance& chance) { return static_cast<double>(chance() >> 11) * 0x1p-53; }

/// Rows whose score is uniform and tells yes the better, the sharper it is; 0: not at all.
std::vector<SampledRow> population(Chance& chance, std::size_t size, double sharpness) {
  std::vector<SampledRow> rows;
  for (std::size_t i = 0; i < size; ++i) {
    const double score = uniform(chance);
    const double yes = 1 / (1 + std::exp(-sharpness * (score - 0.6)));
    rows.push_back({score, uniform(chance) < yes});
  }
  return rows;
}

std::vector<SampledRow> drawn(Chance& chance, std::vector<SampledRow> rows, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    std::swap(rows[i], rows[i + chance() % (rows.size() - i)]);
  }
  rows.resize(count);
  return rows;
}

struct Outcome {
  double precision = 1;
  double recall = 1;
  double asked = 0;  // share
};

Outcome outcome_of(const CascadeCuts& cuts, const std::vector<SampledRow>& rows) {
  double said = 0;
  double right = 0;
  double yes = 0;
  double asked = 0;
  for (const SampledRow& row : rows) {
    const CascadeStep step = cascade_step(cuts, row.score);
    const bool is_yes = step == CascadeStep::kAsk ? row.is_yes : step == CascadeStep::kYes;
    said += is_yes;
    right += is_yes && row.is_yes;
    yes += row.is_yes;
    asked += step == CascadeStep::kAsk;
  }
  return {said > 0 ? right / said : 1, yes > 0 ? right / yes : 1,
          asked / static_cast<double>(rows.size())};
}

struct Trials {
  int broken = 0;  // one of the targets missed
  double asked = 0;
};

Trials run(double sharpness, std::size_t sample_size, const CascadeTargets& targets, int trials) {
  Chance chance(7);
  Trials result;
  for (int i = 0; i < trials; ++i) {
    const auto rows = population(chance, 2000, sharpness);
    std::vector<double> scores;
    for (const SampledRow& row : rows) scores.push_back(row.score);
    const auto cuts = choose_cuts(scores, drawn(chance, rows, sample_size), targets);
    const Outcome outcome = outcome_of(cuts, rows);
    result.broken += outcome.precision < targets.precision || outcome.recall < targets.recall;
    result.asked += outcome.asked / trials;
  }
  return result;
}

TEST(CascadeTest, ChanceIsTheBinomialTail) {
  EXPECT_NEAR(chance_of_at_most(0, 10, 0.1), std::pow(0.9, 10), 1e-12);
  EXPECT_NEAR(chance_of_at_most(1, 3, 0.5), 0.5, 1e-12);
  EXPECT_EQ(chance_of_at_most(3, 3, 0.5), 1);
  EXPECT_EQ(chance_of_at_most(0, 0, 0.5), 1);
  EXPECT_NEAR(chance_of_at_most(5000, 10000, 0.5), 0.504, 1e-3);
}

TEST(CascadeTest, BothTargetsHoldAtTheStatedConfidence) {
  const CascadeTargets targets{.precision = 0.9, .recall = 0.9, .confidence = 0.9};
  for (const double sharpness : {0.0, 6.0, 12.0, 40.0}) {
    // 400 draws of a chance of 0.1 at most: 40, and three standard deviations.
    EXPECT_LE(run(sharpness, 300, targets, 400).broken, 58) << sharpness;
  }
}

TEST(CascadeTest, AGoodScoreSavesMostCallsAndAUselessOneFew) {
  const CascadeTargets targets;
  EXPECT_LT(run(40, 300, targets, 50).asked, 0.25);
  EXPECT_LT(run(40, 300, targets, 50).asked, run(6, 300, targets, 50).asked);
  EXPECT_GT(run(0, 300, targets, 50).asked, 0.8);
}

TEST(CascadeTest, TooSmallASampleDecidesNothing) {
  const std::vector<double> scores = {0.1, 0.5, 0.9};
  for (const auto& sample : {std::vector<SampledRow>{}, std::vector<SampledRow>{{0.9, true}}}) {
    const CascadeCuts cuts = choose_cuts(scores, sample, {});
    EXPECT_EQ(cuts.yes_from, kNever);
    EXPECT_EQ(cuts.no_below, -kNever);
    EXPECT_EQ(cascade_step(cuts, 1e300), CascadeStep::kAsk);
    EXPECT_EQ(cascade_step(cuts, -1e300), CascadeStep::kAsk);
  }
  EXPECT_EQ(cascade_step(choose_cuts({}, {}, {}), 0.5), CascadeStep::kAsk);
}

TEST(CascadeTest, EqualScoresAreDecidedAlike) {
  const std::vector<double> scores(500, 0.5);
  const std::vector<SampledRow> all_yes(200, {0.5, true});
  EXPECT_EQ(cascade_step(choose_cuts(scores, all_yes, {}), 0.5), CascadeStep::kYes);
  const std::vector<SampledRow> all_no(200, {0.5, false});
  EXPECT_EQ(cascade_step(choose_cuts(scores, all_no, {}), 0.5), CascadeStep::kAsk);
}

}  // namespace
}  // namespace eider::rows
