// Compiled once for each target of Highway, which includes this file again and again.

#include "corpus/vector_index/kernels/query_ops.h"
#include "base/cpu.h"

#define HWY_DISABLED_TARGETS (HWY_SSSE3 | HWY_AVX3_DL)
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "corpus/vector_index/kernels/query_ops.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include <algorithm>

#if HWY_TARGET != HWY_SCALAR  // which is what the specification is for
HWY_BEFORE_NAMESPACE();
namespace eider::vector_index::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;
using FloatLanes = hn::ScalableTag<float>;

float dot(const float* left, const float* right, std::size_t count) {
  const FloatLanes lanes;
  const std::size_t width = hn::Lanes(lanes);
  auto even = hn::Zero(lanes);
  auto odd = hn::Zero(lanes);
  for (std::size_t i = 0; i < count; i += 2 * width) {
    even = hn::MulAdd(hn::LoadU(lanes, left + i), hn::LoadU(lanes, right + i), even);
    odd = hn::MulAdd(hn::LoadU(lanes, left + i + width), hn::LoadU(lanes, right + i + width), odd);
  }
  return hn::GetLane(hn::SumOfLanes(lanes, hn::Add(even, odd)));
}

float apart(const float* left, const float* right, std::size_t count) {
  const FloatLanes lanes;
  const std::size_t width = hn::Lanes(lanes);
  auto even = hn::Zero(lanes);
  auto odd = hn::Zero(lanes);
  for (std::size_t i = 0; i < count; i += 2 * width) {
    const auto first = hn::Sub(hn::LoadU(lanes, left + i), hn::LoadU(lanes, right + i));
    const auto second =
        hn::Sub(hn::LoadU(lanes, left + i + width), hn::LoadU(lanes, right + i + width));
    even = hn::MulAdd(first, first, even);
    odd = hn::MulAdd(second, second, odd);
  }
  return hn::GetLane(hn::SumOfLanes(lanes, hn::Add(even, odd)));
}

void tables(const float* values, float factor, std::uint8_t* entries, std::size_t count) {
  const FloatLanes lanes;
  const hn::Rebind<std::uint8_t, FloatLanes> bytes;
  const std::size_t width = hn::Lanes(lanes);
  // bits[i][e]: the factor where bit i is set in e.
  HWY_ALIGN float bits[4][16];
  for (std::size_t i = 0; i < 4; ++i) {
    for (std::size_t e = 0; e < 16; ++e) bits[i][e] = (e >> i & 1) != 0 ? factor : 0.0F;
  }
  for (std::size_t part = 0; part < 16; part += width) {
    const auto bit0 = hn::Load(lanes, bits[0] + part);
    const auto bit1 = hn::Load(lanes, bits[1] + part);
    const auto bit2 = hn::Load(lanes, bits[2] + part);
    const auto bit3 = hn::Load(lanes, bits[3] + part);
    for (std::size_t at = 0; at < count; at += 4) {
      const float* four = values + at;
      const float lowest = std::min(four[0], 0.0F) + std::min(four[1], 0.0F) +
                           std::min(four[2], 0.0F) + std::min(four[3], 0.0F);
      auto sum = hn::Set(lanes, -lowest * factor);
      sum = hn::MulAdd(hn::Set(lanes, four[0]), bit0, sum);
      sum = hn::MulAdd(hn::Set(lanes, four[1]), bit1, sum);
      sum = hn::MulAdd(hn::Set(lanes, four[2]), bit2, sum);
      sum = hn::MulAdd(hn::Set(lanes, four[3]), bit3, sum);
      hn::StoreU(hn::DemoteTo(bytes, hn::NearestInt(sum)), bytes, entries + at * 4 + part);
    }
  }
}

void round16(const float* values, float factor, std::int16_t* out, std::size_t count) {
  const FloatLanes lanes;
  const hn::Rebind<std::int16_t, FloatLanes> words;
  const auto by = hn::Set(lanes, factor);
  for (std::size_t i = 0; i < count; i += hn::Lanes(lanes)) {
    const auto whole = hn::NearestInt(hn::Mul(hn::LoadU(lanes, values + i), by));
    hn::StoreU(hn::DemoteTo(words, whole), words, out + i);
  }
}

}  // namespace eider::vector_index::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif

#if HWY_ONCE
#include <cmath>

namespace eider::vector_index {
namespace {

float scalar_dot(const float* left, const float* right, std::size_t count) {
  double sum = 0;
  for (std::size_t i = 0; i < count; ++i) sum += static_cast<double>(left[i]) * right[i];
  return static_cast<float>(sum);
}

float scalar_apart(const float* left, const float* right, std::size_t count) {
  double sum = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const double difference = static_cast<double>(left[i]) - right[i];
    sum += difference * difference;
  }
  return static_cast<float>(sum);
}

void scalar_tables(const float* values, float factor, std::uint8_t* entries, std::size_t count) {
  for (std::size_t at = 0; at < count; at += 4) {
    float lowest = 0;
    for (std::size_t i = 0; i < 4; ++i) lowest += std::fmin(values[at + i], 0.0F);
    for (unsigned e = 0; e < 16; ++e) {
      float sum = -lowest;
      for (std::size_t i = 0; i < 4; ++i) sum += (e >> i & 1) != 0 ? values[at + i] : 0.0F;
      entries[at * 4 + e] = static_cast<std::uint8_t>(std::fmax(0.0F, sum * factor + 0.5F));
    }
  }
}

void scalar_round16(const float* values, float factor, std::int16_t* out, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    out[i] = static_cast<std::int16_t>(std::lrint(values[i] * factor));
  }
}

}  // namespace

std::vector<QueryOps> query_ops() {
  std::vector<QueryOps> all = {
      {"scalar", &scalar_dot, &scalar_apart, &scalar_tables, &scalar_round16}};
#if HWY_TARGETS & HWY_NEON
  all.push_back({"neon", &N_NEON::dot, &N_NEON::apart, &N_NEON::tables, &N_NEON::round16});
#endif
#if HWY_TARGETS & HWY_SSE4
  if (runs_sse4()) {
    all.push_back({"sse4", &N_SSE4::dot, &N_SSE4::apart, &N_SSE4::tables, &N_SSE4::round16});
  }
#endif
#if HWY_TARGETS & HWY_AVX2
  if (runs_avx2()) {
    all.push_back({"avx2", &N_AVX2::dot, &N_AVX2::apart, &N_AVX2::tables, &N_AVX2::round16});
  }
#endif
#if HWY_TARGETS & HWY_AVX3
  if (runs_avx512()) {
    all.push_back({"avx512", &N_AVX3::dot, &N_AVX3::apart, &N_AVX3::tables, &N_AVX3::round16});
  }
#endif
  return all;
}

}  // namespace eider::vector_index
#endif  // HWY_ONCE
