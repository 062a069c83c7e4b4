#pragma once
// Rotation: a fixed orthonormal turn of the space, so that no coordinate of a row matters more
// than another, which is what codes of one bit a coordinate need. Four rounds of sign flips and a
// fast Hadamard transform of the first or the last 2^n coordinates; O(d log d).
// Invariant: lengths and inner products stay; the same for a number of dimensions on every machine.

#include <cstddef>
#include <vector>

#include "corpus/vector_index/kernels/float_ops.h"

namespace eider::vector_index {

/// Rows in lists are padded by zeros to a multiple of this.
inline constexpr std::size_t kPaddedTo = 64;

constexpr std::size_t padded_dimensions(std::size_t dimensions) {
  return (dimensions + kPaddedTo - 1) / kPaddedTo * kPaddedTo;
}

class Rotation {
 public:
  explicit Rotation(std::size_t dimensions);

  std::size_t padded() const { return padded_; }

  /// Turns padded() values in place.
  void apply(float* values) const;

 private:
  std::size_t padded_ = 0;
  std::size_t block_ = 0;                    // the largest power of two that is at most padded_
  std::vector<std::vector<float>> factors_;  // a sign for each coordinate and round, scaled
  FloatOps ops_;
};

}  // namespace eider::vector_index
