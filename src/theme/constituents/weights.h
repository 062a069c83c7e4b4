#pragma once
// Scores -> weights of an index: in proportion to the scores, none above a cap, adding up to 1.
//
// What a cap cuts off goes to the others in proportion to their scores, until nobody is above it.
// Weights are whole millionths, shared out by largest remainder (Hamilton), so that they add up to
// exactly 1,000,000 millionths; a weight may pass the cap by less than a millionth.

#include <cstdint>
#include <vector>

namespace eider::theme {

inline constexpr std::int64_t kWeightUnits = 1'000'000;

/// One weight a score, in millionths, in the order of the scores; of equal remainders the first
/// wins. Scores are positive. A cap that n members can't fill is raised to 1 / n.
std::vector<std::int64_t> capped_weights(const std::vector<double>& scores, double cap);

}  // namespace eider::theme
