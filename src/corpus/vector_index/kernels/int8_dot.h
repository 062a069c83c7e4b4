#pragma once
// Exact dot products of rows of int8, once in portable code (the specification) and once for each
// instruction set. Invariant: all kernels give the same integers.

#include <cstddef>
#include <cstdint>
#include <vector>

namespace eider::vector_index {

/// Rows of `width` bytes, one after another, at a multiple of 64; width a multiple of 64.
struct Int8Rows {
  const std::int8_t* rows = nullptr;
  std::size_t width = 0;
};

/// The largest magnitude of a query's int16 value such that no sum can overflow 31 bits.
constexpr std::int32_t query16_limit(std::size_t width) {
  const auto most = static_cast<std::int32_t>(2'147'483'647 / (128 * width));
  return most < 8191 ? most : 8191;
}

struct Int8Dot {
  const char* name = "";

  /// out[i] = query . row picks[i], for i < count; rows to come are fetched ahead.
  void (*picked)(const std::int16_t* query, Int8Rows rows, const std::uint32_t* picks,
                 std::size_t count, std::int32_t* out) = nullptr;

  /// out[r] = query . row r, for r < count. sums[r] is the sum of row r's values.
  void (*all)(const std::int8_t* query, Int8Rows rows, const std::int32_t* sums, std::size_t count,
              std::int32_t* out) = nullptr;
};

/// Those that this CPU can run, slowest first; the first is the specification.
std::vector<Int8Dot> int8_dots();

}  // namespace eider::vector_index
