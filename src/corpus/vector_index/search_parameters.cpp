#include "corpus/vector_index/search_parameters.h"

#include <algorithm>
#include <cmath>

namespace eider::vector_index {
namespace {

using Efforts = std::array<Effort, kDepths.size()>;

/// Between two recalls that were measured, lists grow by a power of the share that is missed;
/// the error believed is that of the higher one.
Efforts efforts_between(const Efforts& less, const Efforts& more, double at) {
  Efforts made = more;
  for (std::size_t depth = 0; depth < made.size(); ++depth) {
    const double few = std::max(1.0, static_cast<double>(less[depth].lists));
    const double many = std::max(few, static_cast<double>(more[depth].lists));
    made[depth].lists =
        static_cast<std::uint32_t>(std::ceil(few * std::pow(many / few, at) - 1e-6));
  }
  return made;
}

}  // namespace

Effort SearchParameters::effort(double recall, bool refined, double depth,
                                std::size_t lists) const {
  const double aim =
      std::clamp(refined ? recall : recall / kept, kRecalls.front(), kRecalls.back());
  std::size_t target = 0;
  while (aim > kRecalls[target]) ++target;
  Efforts known = efforts[target];
  if (target > 0) {
    const double missed = std::log(1 - kRecalls[target - 1]);
    const double share = (std::log(1 - aim) - missed) / (std::log(1 - kRecalls[target]) - missed);
    known = efforts_between(efforts[target - 1], known, share);
  }
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
