#include "corpus/vector_index/search_parameters.h"

#include <algorithm>
#include <cmath>

namespace eider::vector_index {
namespace {

std::size_t target_of(double recall) {
  for (std::size_t target = 0; target < kRecalls.size(); ++target) {
    if (recall <= kRecalls[target]) return target;
  }
  return kRecalls.size() - 1;
}

}  // namespace

Effort SearchParameters::effort(double recall, bool refined, double depth,
                                std::size_t lists) const {
  const auto& known = efforts[target_of(refined ? recall : recall / kept)];
  // Between two depths, and beyond the last, lists grow by a power of the depth.
  std::size_t low = 0;
  while (low + 2 < kDepths.size() && depth > static_cast<double>(kDepths[low + 1])) ++low;
  const double from = std::log(static_cast<double>(kDepths[low]));
  const double to = std::log(static_cast<double>(kDepths[low + 1]));
  const double at = std::max(0.0, (std::log(std::max(depth, 1.0)) - from) / (to - from));
  const double few = std::log(std::max(1.0, static_cast<double>(known[low].lists)));
  const double many = std::log(std::max(1.0, static_cast<double>(known[low + 1].lists)));
  const double wanted = std::exp(few + at * std::max(0.0, many - few));
  Effort effort = known[0];
  effort.lists = static_cast<std::uint32_t>(
      std::clamp(std::ceil(wanted - 1e-6), 1.0, static_cast<double>(lists)));
  return effort;
}

}  // namespace eider::vector_index
