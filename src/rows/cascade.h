#pragma once
// A cheap score decides the rows it can, the large model answers the rest.
//   all rows' scores + a sample of rows with the large model's answers -> two cuts
// Guarantee, by the chance of the draw alone: with probability `confidence` over samples drawn
// uniformly, what is said holds both targets, measured against the large model's own answers.
//   precision: of the rows at or above `yes_from`, the share that is yes; rows that are asked only
//   add to it. recall: of all yes rows, the share that is not below `no_below`.
// Sources: SUPG (Kang et al., VLDB 2020) for the two targets on a sampled oracle, as in LOTUS
// (Patel et al., 2024); the exact bound of Clopper & Pearson (1934); cuts tried in an order that
// does not depend on the sample, up to the first that fails, need no correction for their number
// (Angelopoulos et al., Learn then Test, 2021).

#include <cstddef>
#include <span>

namespace eider::rows {

struct CascadeTargets {
  double precision = 0.9;  // all three above 0 and below 1
  double recall = 0.9;
  double confidence = 0.95;
};

struct SampledRow {
  double score = 0;
  bool is_yes = false;  // as the large model says
};

/// Where no cut holds its target, all rows are asked: +infinity, -infinity.
struct CascadeCuts {
  double yes_from = 0;
  double no_below = 0;
};

/// `scores` of all rows, in any order; `sample` is drawn uniformly from them. Neither has a NaN.
CascadeCuts choose_cuts(std::span<const double> scores, std::span<const SampledRow> sample,
                        const CascadeTargets& targets);

enum class CascadeStep { kNo, kAsk, kYes };

CascadeStep cascade_step(const CascadeCuts& cuts, double score);

/// The exact chance of at most `errors` in `count` independent tries that fail with `rate`.
double chance_of_at_most(std::size_t errors, std::size_t count, double rate);

}  // namespace eider::rows
