#pragma once
// FlatVectorIndex: unit vectors, one after another, scanned whole; exact, and fast enough below
// about 20,000 rows. Input: vectors of one length -> output: their cosines with a query.
// Invariant: every row has length 1, is padded by zeros to whole cache lines; a row's number is
// the order in which it was added.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/error.h"
#include "corpus/vector_index/kernels/dot.h"

namespace eider::vector_index {

/// Threads: scores() and size() may run at once, add() alone.
class FlatVectorIndex {
 public:
  /// For vectors of `dimensions` values, at least 1.
  explicit FlatVectorIndex(std::int64_t dimensions);

  /// Appends a row, scaled to length 1. Errors: kInvalidArgument (other dimensions; a vector
  /// that has no direction: zero, infinite or not a number).
  Result<void> add(std::span<const float> values);

  /// The cosine of each row with the query, in order of rows. Errors: as add().
  Result<std::vector<float>> scores(std::span<const float> query) const;

  std::size_t size() const { return size_; }
  std::int64_t dimensions() const { return dimensions_; }

 private:
  Result<void> append_unit(std::span<const float> values, std::vector<FloatLine>& to) const;

  std::int64_t dimensions_ = 0;
  std::size_t lines_per_row_ = 0;
  std::size_t size_ = 0;
  std::vector<FloatLine> lines_;  // row after row
  DotRows dot_rows_ = nullptr;
};

}  // namespace eider::vector_index
