#pragma once
// Likelihoods (log-probabilities in nats, in the order of a question's continuations) -> verdicts.
// The curve is Platt's (1999), fitted on the half `choose` of bench/tasks with the default model;
// the half `report` says how well it holds (./dev bench tasks).

#include <cstddef>
#include <span>
#include <vector>

namespace eider::rows {

/// How much likelier yes is than no, in nats; the first half of `logs` says yes. 0 where neither
/// can be said. `logs` has an even, positive size.
double yes_margin(std::span<const double> logs);

/// How likely the condition holds, 0 to 1, rising with the margin.
double yes_probability(double margin);

/// The same as yes_probability(margin) >= 0.5.
bool is_yes(double margin);

/// The mean of each continuation's log-probability over the panel; all of one size, at least one.
std::vector<double> prior_of(std::span<const std::vector<double>> panel);

/// How likely each label is, the prior taken off; sums to 1. `prior` has the size of `logs`.
std::vector<double> label_shares(std::span<const double> logs, std::span<const double> prior);

/// The likeliest; the first of equals. `shares` has at least one.
std::size_t likeliest(std::span<const double> shares);

}  // namespace eider::rows
