#pragma once
// Calibration: the search parameters of a segment that was just made, by looking for rows of its
// own. Each of some rows is moved by half of what another row differs from its centre, so that it
// is no row of the index but lies as questions do; the truth is a search of far greater effort.
// Deterministic: counts rows, not time.

#include <memory>

#include "base/cancel.h"
#include "base/error.h"
#include "corpus/vector_index/list_segment.h"

namespace eider::vector_index {

/// Puts the parameters into the segment. Errors: kCancelled.
Result<void> calibrate(ListSegment& segment, const CancelFlag& cancel);

}  // namespace eider::vector_index
