#include "rows/answers.h"

#include <algorithm>
#include <cmath>

namespace eider::rows {
namespace {

// A margin of 0 leans to yes: the curve takes that off.
constexpr double kCurveSlope = 1.529;
constexpr double kCurveShift = -1.033;

/// log(sum(exp(logs))) around the greatest; minus infinity where nothing is likely.
double log_sum(std::span<const double> logs) {
  const double top = std::ranges::max(logs);
  if (std::isinf(top)) return top;
  double sum = 0;
  for (const double log : logs) sum += std::exp(log - top);
  return top + std::log(sum);
}

}  // namespace

double yes_margin(std::span<const double> logs) {
  const double yes = log_sum(logs.first(logs.size() / 2));
  const double no = log_sum(logs.subspan(logs.size() / 2));
  if (std::isinf(yes) && std::isinf(no)) return 0;
  return yes - no;
}

double yes_probability(double margin) {
  return 1 / (1 + std::exp(-(kCurveSlope * margin + kCurveShift)));
}

bool is_yes(double margin) { return yes_probability(margin) >= 0.5; }

std::vector<double> prior_of(std::span<const std::vector<double>> panel) {
  std::vector<double> mean(panel.front().size(), 0.0);
  for (const std::vector<double>& logs : panel) {
    for (std::size_t i = 0; i < mean.size(); ++i) mean[i] += logs[i];
  }
  for (double& each : mean) each /= static_cast<double>(panel.size());
  return mean;
}

std::vector<double> label_shares(std::span<const double> logs, std::span<const double> prior) {
  std::vector<double> shares;
  for (std::size_t i = 0; i < logs.size(); ++i) shares.push_back(logs[i] - prior[i]);
  const double sum = log_sum(shares);
  for (double& share : shares) share = std::exp(share - sum);
  return shares;
}

std::size_t likeliest(std::span<const double> shares) {
  return static_cast<std::size_t>(std::ranges::max_element(shares) - shares.begin());
}

}  // namespace eider::rows
