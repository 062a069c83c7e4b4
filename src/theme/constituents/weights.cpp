#include "theme/constituents/weights.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace eider::theme {

namespace {

/// Shares of 1 in proportion to the scores, with what is above the cap given to the others.
std::vector<double> capped_shares(const std::vector<double>& scores, double cap) {
  std::vector<double> shares(scores.size(), 0);
  std::vector<bool> is_capped(scores.size(), false);
  for (bool changed = true; changed;) {
    changed = false;
    double free_share = 1;
    double free_score = 0;
    for (std::size_t i = 0; i < scores.size(); ++i) {
      if (is_capped[i]) free_share -= cap;
      if (!is_capped[i]) free_score += scores[i];
    }
    for (std::size_t i = 0; i < scores.size(); ++i) {
      shares[i] = is_capped[i] ? cap : std::max(0.0, free_share) * scores[i] / free_score;
    }
    for (std::size_t i = 0; i < scores.size(); ++i) {
      if (is_capped[i] || shares[i] <= cap) continue;
      is_capped[i] = true;
      changed = true;
    }
  }
  return shares;
}

}  // namespace

std::vector<std::int64_t> capped_weights(const std::vector<double>& scores, double cap) {
  if (scores.empty()) return {};
  const double fair = 1.0 / static_cast<double>(scores.size());
  const bool is_tight = cap <= fair;
  const std::vector<double> shares =
      is_tight ? std::vector<double>(scores.size(), fair) : capped_shares(scores, cap);

  std::vector<std::int64_t> weights;
  std::vector<double> remainders;
  for (const double share : shares) {
    const double units = share * static_cast<double>(kWeightUnits);
    // A share that is a whole number of units but for rounding is taken as whole.
    const double nearest = std::round(units);
    const double whole = std::abs(units - nearest) < 1e-6 ? nearest : std::floor(units);
    weights.push_back(static_cast<std::int64_t>(whole));
    remainders.push_back(units - whole);
  }
  std::vector<std::size_t> order(shares.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(
      order, [&](std::size_t a, std::size_t b) { return remainders[a] > remainders[b]; });
  std::int64_t left = kWeightUnits - std::reduce(weights.begin(), weights.end());
  for (std::size_t at = 0; left > 0; at = (at + 1) % order.size(), --left) ++weights[order[at]];
  return weights;
}

}  // namespace eider::theme
