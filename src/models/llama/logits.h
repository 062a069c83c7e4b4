#pragma once
// What a model says of every token of its vocabulary after a text.

#include <algorithm>
#include <cmath>
#include <span>

namespace eider::models {

using Logits = std::span<const float>;

/// log(sum(exp(logits))), in double, around the greatest.
inline double log_sum(Logits logits) {
  const double top = *std::ranges::max_element(logits);
  double sum = 0;
  for (const float logit : logits) sum += std::exp(static_cast<double>(logit) - top);
  return top + std::log(sum);
}

}  // namespace eider::models
