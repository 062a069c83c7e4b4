#pragma once
// k-means (Lloyd) over rows of int8.
// Invariant: deterministic; the same rows in the same order give the same centres.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "corpus/vector_index/centres.h"

namespace eider::vector_index {

struct Clustering {
  Centres centres;
  std::vector<std::uint32_t> nearest;  // the centre of each row
};

/// `count` centres, fewer when there are fewer rows; at least one row.
Clustering kmeans(std::span<const SteppedRow> rows, std::size_t width, std::size_t count,
                  int rounds);

/// The means of the rows of each centre. A centre without rows takes one of the fullest centre's.
void move_to_means(std::span<const SteppedRow> rows, Clustering& clustering);

void find_nearest(std::span<const SteppedRow> rows, Clustering& clustering);

/// At most so many of the rows, evenly spread.
std::vector<SteppedRow> thinned(std::span<const SteppedRow> rows, std::size_t most);

}  // namespace eider::vector_index
