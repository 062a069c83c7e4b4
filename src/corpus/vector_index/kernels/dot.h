#pragma once
// Dot products of one query with many rows, once in portable code (the specification) and once in
// Google Highway for each instruction set; the fastest that this CPU runs is chosen at run time.
// Invariant: all kernels agree with scalar_dot_rows but for the rounding of float sums.

#include <cstddef>
#include <vector>

namespace eider::vector_index {

inline constexpr std::size_t kFloatsPerLine = 16;

/// The unit of memory of a row: one cache line, so that a row is aligned and padded (by zeros)
/// for every instruction set.
struct alignas(64) FloatLine {
  float values[kFloatsPerLine] = {};
};

struct RowBlock {
  const FloatLine* lines = nullptr;
  std::size_t count = 0;          // rows
  std::size_t lines_per_row = 0;  // of the query too
};

/// out[r] = the dot product of the query and row r, for r < count.
using DotRows = void (*)(const FloatLine* query, RowBlock rows, float* out);

void scalar_dot_rows(const FloatLine* query, RowBlock rows, float* out);

struct DotKernel {
  const char* name = "";
  DotRows run = nullptr;
};

/// Those that this CPU can run, slowest first; the first is the specification.
std::vector<DotKernel> dot_kernels();

}  // namespace eider::vector_index
