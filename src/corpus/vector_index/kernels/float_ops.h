#pragma once
// What is done to every row of a build, once in portable code (the specification) and once in
// Highway for each instruction set. Invariant: all give the same bits, since each value is made of
// the same operations in the same order; so a segment has the same bytes whatever CPU made it.

#include <cstddef>
#include <cstdint>
#include <vector>

namespace eider::vector_index {

struct FloatOps {
  const char* name = "";

  /// The Walsh-Hadamard transform in place, unscaled; `count` a power of two, at least 64.
  void (*hadamard)(float* values, std::size_t count) = nullptr;

  /// values[i] *= factors[i]; `count` a multiple of 64, here and below.
  void (*multiply)(float* values, const float* factors, std::size_t count) = nullptr;

  /// For i below half: the pair (values[i], values[i + half]) is turned by 45 degrees.
  void (*turn)(float* values, std::size_t half) = nullptr;

  /// The largest magnitude.
  float (*largest)(const float* values, std::size_t count) = nullptr;

  /// out[i] = values[i] * factor, rounded to the nearest (ties to even), which fits.
  void (*round8)(const float* values, float factor, std::int8_t* out, std::size_t count) = nullptr;
};

/// Those that this CPU can run, slowest first; the first is the specification.
std::vector<FloatOps> float_ops();

}  // namespace eider::vector_index
