#pragma once
// Calibration: the search parameters of a segment that was just made, by questions that it asks
// itself: for each recall the cheapest pair of lists looked into and error believed.
// Deterministic: counts rows, not time.

#include <memory>

#include "base/cancel.h"
#include "base/error.h"
#include "corpus/vector_index/list_segment.h"

namespace eider::vector_index {

/// Puts the parameters into the segment. Errors: kCancelled.
Result<void> calibrate(ListSegment& segment, const CancelFlag& cancel);

}  // namespace eider::vector_index
