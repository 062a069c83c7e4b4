// Compiled once for each target of Highway, which includes this file again and again.

#include "corpus/vector_index/kernels/int8_dot.h"
#include "base/cpu.h"

#define HWY_DISABLED_TARGETS (HWY_SSSE3 | HWY_AVX3_DL)
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "corpus/vector_index/kernels/int8_dot.cpp"
#include <hwy/cache_control.h>
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#if HWY_TARGET != HWY_SCALAR  // which is what the specification is for
HWY_BEFORE_NAMESPACE();
namespace eider::vector_index::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;
using Words = hn::ScalableTag<std::int16_t>;
using Bytes = hn::Rebind<std::int8_t, Words>;
using Sums = hn::Repartition<std::int32_t, Words>;

constexpr std::size_t kAhead = 8;  // rows that are fetched before they are needed

void prefetch_row(const std::int8_t* row, std::size_t width) {
  for (std::size_t at = 0; at < width; at += 64) hwy::Prefetch(row + at);
}

void picked(const std::int16_t* query, Int8Rows rows, const std::uint32_t* picks, std::size_t count,
            std::int32_t* out) {
  const Words words;
  const Bytes bytes;
  const Sums sums;
  for (std::size_t i = 0; i < kAhead && i < count; ++i) {
    prefetch_row(rows.rows + picks[i] * rows.width, rows.width);
  }
  for (std::size_t i = 0; i < count; ++i) {
    if (i + kAhead < count) {
      prefetch_row(rows.rows + picks[i + kAhead] * rows.width, rows.width);
    }
    const std::int8_t* row = rows.rows + picks[i] * rows.width;
    auto even = hn::Zero(sums);
    auto odd = hn::Zero(sums);
    for (std::size_t at = 0; at < rows.width; at += hn::Lanes(words)) {
      const auto values = hn::PromoteTo(words, hn::LoadU(bytes, row + at));
      even = hn::ReorderWidenMulAccumulate(sums, values, hn::LoadU(words, query + at), even, odd);
    }
    out[i] = hn::GetLane(hn::SumOfLanes(sums, hn::Add(even, odd)));
  }
}

void all(const std::int8_t* query, Int8Rows rows, const std::int32_t* /*row_sums*/,
         std::size_t count, std::int32_t* out) {
  const Words words;
  const Bytes bytes;
  const Sums sums;
  for (std::size_t r = 0; r < count; ++r) {
    const std::int8_t* row = rows.rows + r * rows.width;
    auto even = hn::Zero(sums);
    auto odd = hn::Zero(sums);
    for (std::size_t at = 0; at < rows.width; at += hn::Lanes(words)) {
      const auto left = hn::PromoteTo(words, hn::LoadU(bytes, query + at));
      const auto right = hn::PromoteTo(words, hn::LoadU(bytes, row + at));
      even = hn::ReorderWidenMulAccumulate(sums, left, right, even, odd);
    }
    out[r] = hn::GetLane(hn::SumOfLanes(sums, hn::Add(even, odd)));
  }
}

}  // namespace eider::vector_index::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif

#if HWY_ONCE
#include "corpus/vector_index/kernels/int8_vnni.h"

namespace eider::vector_index {
namespace {

void scalar_picked(const std::int16_t* query, Int8Rows rows, const std::uint32_t* picks,
                   std::size_t count, std::int32_t* out) {
  for (std::size_t i = 0; i < count; ++i) {
    const std::int8_t* row = rows.rows + picks[i] * rows.width;
    std::int32_t sum = 0;
    for (std::size_t at = 0; at < rows.width; ++at) sum += query[at] * row[at];
    out[i] = sum;
  }
}

void scalar_all(const std::int8_t* query, Int8Rows rows, const std::int32_t* /*row_sums*/,
                std::size_t count, std::int32_t* out) {
  for (std::size_t r = 0; r < count; ++r) {
    const std::int8_t* row = rows.rows + r * rows.width;
    std::int32_t sum = 0;
    for (std::size_t at = 0; at < rows.width; ++at) sum += query[at] * row[at];
    out[r] = sum;
  }
}

}  // namespace

std::vector<Int8Dot> int8_dots() {
  std::vector<Int8Dot> dots = {{"scalar", &scalar_picked, &scalar_all}};
#if HWY_TARGETS & HWY_NEON
  dots.push_back({"neon", &N_NEON::picked, &N_NEON::all});
#endif
#if HWY_TARGETS & HWY_SSE4
  if (runs_sse4()) dots.push_back({"sse4", &N_SSE4::picked, &N_SSE4::all});
#endif
#if HWY_TARGETS & HWY_AVX2
  if (runs_avx2()) dots.push_back({"avx2", &N_AVX2::picked, &N_AVX2::all});
#endif
#if HWY_TARGETS & HWY_AVX3
  if (runs_avx512()) dots.push_back({"avx512", &N_AVX3::picked, &N_AVX3::all});
#endif
#if defined(__x86_64__)
  if (runs_avx512_vnni()) dots.push_back({"avx512 vnni", &vnni_picked, &vnni_all});
#endif
  return dots;
}

}  // namespace eider::vector_index
#endif  // HWY_ONCE
