#include "theme/constituents/wilson.h"

#include <algorithm>
#include <cmath>

namespace eider::theme {

double wilson_lower_bound(std::int64_t hits, std::int64_t events) {
  if (events <= 0 || hits <= 0) return 0;
  constexpr double kZ = 1.959964;
  const auto n = static_cast<double>(events);
  const double share = static_cast<double>(hits) / n;
  const double middle = share + kZ * kZ / (2 * n);
  const double spread = kZ * std::sqrt(share * (1 - share) / n + kZ * kZ / (4 * n * n));
  return std::max(0.0, (middle - spread) / (1 + kZ * kZ / n));
}

}  // namespace eider::theme
