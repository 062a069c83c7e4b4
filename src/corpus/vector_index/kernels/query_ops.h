#pragma once
// What is done to every query before it is looked for, once in portable code (the specification)
// and once in Highway. Invariant: all agree but for rounding (a table's entry by at most one).

#include <cstddef>
#include <cstdint>
#include <vector>

namespace eider::vector_index {

struct QueryOps {
  const char* name = "";

  /// The inner product; `count` a multiple of 64, here and below.
  float (*dot)(const float* left, const float* right, std::size_t count) = nullptr;

  /// The squared distance.
  float (*apart)(const float* left, const float* right, std::size_t count) = nullptr;

  /// Sixteen entries for each four values: round(factor * (the sum of the values whose bit is set
  /// in the entry's number, less the lowest such sum)).
  void (*tables)(const float* values, float factor, std::uint8_t* entries,
                 std::size_t count) = nullptr;

  /// out[i] = values[i] * factor, rounded to the nearest, which fits.
  void (*round16)(const float* values, float factor, std::int16_t* out,
                  std::size_t count) = nullptr;
};

/// Those that this CPU can run, slowest first; the first is the specification.
std::vector<QueryOps> query_ops();

}  // namespace eider::vector_index
