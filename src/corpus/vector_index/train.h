#pragma once
// The centres of an index, by two levels of k-means: about sqrt(lists) groups of the sample, lists
// within each group, then rounds over all.
// Invariant: deterministic; the same sample in the same order gives the same centres.

#include <cstddef>
#include <span>

#include "base/cancel.h"
#include "base/error.h"
#include "corpus/vector_index/centres.h"

namespace eider::vector_index {

/// About 4 sqrt(rows), but no fewer than 128 rows a list.
std::size_t lists_for(std::size_t rows);

/// The sample's rows, at least one a list. Errors: kCancelled.
Result<Centres> train_centres(std::span<const SteppedRow> sample, std::size_t width,
                              std::size_t lists, const CancelFlag& cancel);

}  // namespace eider::vector_index
