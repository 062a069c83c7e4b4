#include "rows/cascade.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace eider::rows {
namespace {

constexpr double kNever = std::numeric_limits<double>::infinity();
constexpr std::size_t kCutsTried = 50;

/// Is the rate of errors below `rate`, but for the chance `risk`?
bool is_below(std::size_t errors, std::size_t count, double rate, double risk) {
  return chance_of_at_most(errors, count, rate) <= risk;
}

/// Cuts between the scores of all rows, from the lowest to the highest, each once.
std::vector<double> cuts_to_try(std::span<const double> scores) {
  std::vector<double> sorted(scores.begin(), scores.end());
  std::ranges::sort(sorted);
  std::vector<double> cuts;
  for (std::size_t i = 1; i <= kCutsTried; ++i) {
    const double cut = sorted[(sorted.size() - 1) * i / kCutsTried];
    if (cuts.empty() || cut > cuts.back()) cuts.push_back(cut);
  }
  return cuts;
}

double share_from(std::span<const double> scores, double cut) {
  const auto count = std::ranges::count_if(scores, [&](double score) { return score >= cut; });
  return static_cast<double>(count) / static_cast<double>(scores.size());
}

/// The lowest cut above which enough rows are yes. Where so few of the sample are expected that
/// even without an error nothing could be shown, a cut is not tried.
double lowest_yes(std::span<const double> scores, std::span<const SampledRow> sample,
                  double precision, double risk) {
  const double fewest = std::log(risk) / std::log(precision);
  const std::vector<double> cuts = cuts_to_try(scores);
  double held = kNever;
  for (auto cut = cuts.rbegin(); cut != cuts.rend(); ++cut) {
    const double expected = share_from(scores, *cut) * static_cast<double>(sample.size());
    if (expected < 1.5 * fewest) continue;
    std::size_t count = 0;
    std::size_t errors = 0;
    for (const SampledRow& row : sample) {
      count += row.score >= *cut ? 1 : 0;
      errors += row.score >= *cut && !row.is_yes ? 1 : 0;
    }
    if (!is_below(errors, count, 1 - precision, risk)) break;
    held = *cut;
  }
  return held;
}

/// The highest cut below which few of the yes rows are.
double highest_no(std::span<const double> scores, std::span<const SampledRow> sample, double recall,
                  double risk) {
  double held = -kNever;
  for (const double cut : cuts_to_try(scores)) {
    std::size_t yes = 0;
    std::size_t missed = 0;
    for (const SampledRow& row : sample) {
      yes += row.is_yes ? 1 : 0;
      missed += row.is_yes && row.score < cut ? 1 : 0;
    }
    if (!is_below(missed, yes, 1 - recall, risk)) break;
    held = cut;
  }
  return held;
}

}  // namespace

double chance_of_at_most(std::size_t errors, std::size_t count, double rate) {
  if (errors >= count) return 1;
  const double odds = std::log(rate) - std::log1p(-rate);
  double log_chance = static_cast<double>(count) * std::log1p(-rate);  // of no error
  double sum = std::exp(log_chance);
  for (std::size_t i = 0; i < errors; ++i) {
    log_chance += std::log(static_cast<double>(count - i) / static_cast<double>(i + 1)) + odds;
    sum += std::exp(log_chance);
  }
  return std::min(1.0, sum);
}

CascadeCuts choose_cuts(std::span<const double> scores, std::span<const SampledRow> sample,
                        const CascadeTargets& targets) {
  if (scores.empty()) return {kNever, -kNever};
  const double risk = (1 - targets.confidence) / 2;  // half for each target
  CascadeCuts cuts{lowest_yes(scores, sample, targets.precision, risk),
                   highest_no(scores, sample, targets.recall, risk)};
  cuts.no_below = std::min(cuts.no_below, cuts.yes_from);
  return cuts;
}

CascadeStep cascade_step(const CascadeCuts& cuts, double score) {
  if (score >= cuts.yes_from) return CascadeStep::kYes;
  return score < cuts.no_below ? CascadeStep::kNo : CascadeStep::kAsk;
}

}  // namespace eider::rows
