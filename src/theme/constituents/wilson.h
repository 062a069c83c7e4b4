#pragma once
// The lower bound of a share that was seen in a sample: Wilson's score interval without
// continuity correction (E. B. Wilson, JASA 22, 1927, 209-212), 95 %, two-sided.

#include <cstdint>

namespace eider::theme {

/// In [0, hits / events]; 0 where there are no events. Needs 0 <= hits <= events.
double wilson_lower_bound(std::int64_t hits, std::int64_t events);

}  // namespace eider::theme
