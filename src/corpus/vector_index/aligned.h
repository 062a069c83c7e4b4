#pragma once
// Int8Matrix: rows of int8 in memory that begins at a cache line, as the kernels want it.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "corpus/vector_index/kernels/int8_dot.h"

namespace eider::vector_index {

class Int8Matrix {
 public:
  Int8Matrix() = default;
  /// `width` a multiple of 64; zeros.
  Int8Matrix(std::size_t rows, std::size_t width) : width_(width), lines_(rows * (width / 64)) {}

  std::size_t width() const { return width_; }
  std::int8_t* row(std::size_t r) { return lines_[r * (width_ / 64)].values; }
  const std::int8_t* row(std::size_t r) const { return lines_[r * (width_ / 64)].values; }
  const std::int8_t* data() const { return lines_.data()->values; }
  Int8Rows rows_from(std::size_t r) const { return {row(r), width_}; }

 private:
  struct alignas(64) Line {
    std::int8_t values[64] = {};
  };

  std::size_t width_ = 0;
  std::vector<Line> lines_;
};

}  // namespace eider::vector_index
