#pragma once
// Centres: points of int8, and which of them is the nearest to a row; all in the moved space, by
// distance.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "corpus/vector_index/aligned.h"
#include "corpus/vector_index/kernels/int8_dot.h"

namespace eider::vector_index {

/// A row of int8 and what one step of it is.
struct SteppedRow {
  const std::int8_t* values = nullptr;
  float step = 0;
};

struct Nearest {
  std::uint32_t centre = 0;
  float key = 0;  // squared distance, less the row's own square
};

class Centres {
 public:
  Centres() = default;
  Centres(std::size_t count, std::size_t width);

  std::size_t count() const { return steps_.size(); }
  std::size_t width() const { return values_.width(); }
  SteppedRow row(std::size_t c) const { return {values_.row(c), steps_[c]}; }
  float square(std::size_t c) const { return squares_[c]; }

  void set(std::size_t c, const SteppedRow& row);
  /// Rounds the point to int8.
  void set(std::size_t c, std::span<const float> point);

  /// Writes the keys of centres first to first + count.
  void keys(const SteppedRow& row, std::size_t first, std::size_t count, float* out) const;

  Nearest nearest(const SteppedRow& row) const;

 private:
  Int8Matrix values_;
  std::vector<float> steps_;
  std::vector<float> squares_;
  std::vector<std::int32_t> sums_;
  Int8Dot dot_;
};

}  // namespace eider::vector_index
