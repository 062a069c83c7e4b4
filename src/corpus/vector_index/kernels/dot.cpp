// Compiled once for each target of Highway, which includes this file again and again.
// Debian's Highway has no static library, so nothing here may need one: the targets are named and
// the CPU is asked by the compiler's builtin, instead of HWY_EXPORT and HWY_DYNAMIC_DISPATCH.

#include "corpus/vector_index/kernels/dot.h"
#include "base/cpu.h"

#define HWY_DISABLED_TARGETS (HWY_SSSE3 | HWY_AVX3_DL)
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "corpus/vector_index/kernels/dot.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace eider::vector_index::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

float dot_row(const float* query, const float* row, std::size_t width) {
  const hn::ScalableTag<float> lanes;
  auto sum = hn::Zero(lanes);
  for (std::size_t i = 0; i < width; i += hn::Lanes(lanes)) {
    sum = hn::MulAdd(hn::Load(lanes, query + i), hn::Load(lanes, row + i), sum);
  }
  return hn::GetLane(hn::SumOfLanes(lanes, sum));
}

/// Four rows at a time: four independent sums hide the latency of an addition.
void dot_rows(const FloatLine* query_lines, RowBlock rows, float* out) {
  const hn::ScalableTag<float> lanes;
  const std::size_t width = rows.lines_per_row * kFloatsPerLine;
  const auto* query = reinterpret_cast<const float*>(query_lines);
  const auto* data = reinterpret_cast<const float*>(rows.lines);
  std::size_t r = 0;
  for (; r + 4 <= rows.count; r += 4) {
    const float* row = data + r * width;
    auto sum0 = hn::Zero(lanes);
    auto sum1 = hn::Zero(lanes);
    auto sum2 = hn::Zero(lanes);
    auto sum3 = hn::Zero(lanes);
    for (std::size_t i = 0; i < width; i += hn::Lanes(lanes)) {
      const auto q = hn::Load(lanes, query + i);
      sum0 = hn::MulAdd(q, hn::Load(lanes, row + i), sum0);
      sum1 = hn::MulAdd(q, hn::Load(lanes, row + width + i), sum1);
      sum2 = hn::MulAdd(q, hn::Load(lanes, row + 2 * width + i), sum2);
      sum3 = hn::MulAdd(q, hn::Load(lanes, row + 3 * width + i), sum3);
    }
    out[r] = hn::GetLane(hn::SumOfLanes(lanes, sum0));
    out[r + 1] = hn::GetLane(hn::SumOfLanes(lanes, sum1));
    out[r + 2] = hn::GetLane(hn::SumOfLanes(lanes, sum2));
    out[r + 3] = hn::GetLane(hn::SumOfLanes(lanes, sum3));
  }
  for (; r < rows.count; ++r) out[r] = dot_row(query, data + r * width, width);
}

}  // namespace eider::vector_index::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace eider::vector_index {

void scalar_dot_rows(const FloatLine* query, RowBlock rows, float* out) {
  for (std::size_t r = 0; r < rows.count; ++r) {
    const FloatLine* row = rows.lines + r * rows.lines_per_row;
    double sum = 0;
    for (std::size_t line = 0; line < rows.lines_per_row; ++line) {
      for (std::size_t i = 0; i < kFloatsPerLine; ++i) {
        sum += static_cast<double>(query[line].values[i]) * row[line].values[i];
      }
    }
    out[r] = static_cast<float>(sum);
  }
}

std::vector<DotKernel> dot_kernels() {
  std::vector<DotKernel> kernels = {{"scalar", &scalar_dot_rows}};
#if HWY_TARGETS & HWY_NEON
  kernels.push_back({"neon", &N_NEON::dot_rows});
#endif
#if HWY_TARGETS & HWY_SSE4
  if (runs_sse4()) kernels.push_back({"sse4", &N_SSE4::dot_rows});
#endif
#if HWY_TARGETS & HWY_AVX2
  if (runs_avx2()) kernels.push_back({"avx2", &N_AVX2::dot_rows});
#endif
#if HWY_TARGETS & HWY_AVX3
  if (runs_avx512()) kernels.push_back({"avx512", &N_AVX3::dot_rows});
#endif
  return kernels;
}

}  // namespace eider::vector_index
#endif  // HWY_ONCE
