#include "rows/answers.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace eider::rows {
namespace {

constexpr double kNever = -std::numeric_limits<double>::infinity();

TEST(AnswersTest, MarginSumsTheAnswersThatMeanTheSame) {
  const std::vector<double> two = {std::log(0.6), std::log(0.2)};
  EXPECT_NEAR(yes_margin(two), std::log(3), 1e-12);
  const std::vector<double> four = {std::log(0.1), std::log(0.3), std::log(0.15), std::log(0.05)};
  EXPECT_NEAR(yes_margin(four), std::log(2), 1e-12);
}

TEST(AnswersTest, WhatCantBeSaidIsNoMarginOrAnEndlessOne) {
  EXPECT_EQ(yes_margin(std::vector<double>{kNever, kNever}), 0);
  EXPECT_GT(yes_margin(std::vector<double>{-1, kNever}), 1e300);
  EXPECT_EQ(yes_probability(yes_margin(std::vector<double>{-1, kNever})), 1);
  EXPECT_EQ(yes_probability(yes_margin(std::vector<double>{kNever, -1})), 0);
}

TEST(AnswersTest, ProbabilityRisesAndAgreesWithTheVerdict) {
  double before = -1;
  for (double margin = -8; margin <= 8; margin += 0.25) {
    const double probability = yes_probability(margin);
    EXPECT_GT(probability, before);
    EXPECT_EQ(is_yes(margin), probability >= 0.5);
    before = probability;
  }
  EXPECT_FALSE(is_yes(0));  // the model leans to yes where it knows nothing
}

TEST(AnswersTest, ThePriorDecidesBetweenALikelyLabelAndAFittingOne) {
  const std::vector<std::vector<double>> panel = {{-1, -6}, {-2, -4}};
  const std::vector<double> prior = prior_of(panel);
  EXPECT_EQ(prior, (std::vector<double>{-1.5, -5}));
  const std::vector<double> shares = label_shares(std::vector<double>{-1.5, -3}, prior);
  EXPECT_NEAR(shares[0] + shares[1], 1, 1e-12);
  EXPECT_NEAR(shares[1] / shares[0], std::exp(2), 1e-9);
  EXPECT_EQ(likeliest(shares), 1U);
}

TEST(AnswersTest, TheFirstOfEqualsIsTheLikeliest) {
  EXPECT_EQ(likeliest(std::vector<double>{0.25, 0.25, 0.5, 0.5}), 2U);
  EXPECT_EQ(likeliest(std::vector<double>{1}), 0U);
}

}  // namespace
}  // namespace eider::rows
