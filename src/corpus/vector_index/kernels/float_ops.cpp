// Compiled once for each target of Highway, which includes this file again and again.

#include "corpus/vector_index/kernels/float_ops.h"
#include "base/cpu.h"

#define HWY_DISABLED_TARGETS (HWY_SSSE3 | HWY_AVX3_DL)
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "corpus/vector_index/kernels/float_ops.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#if HWY_TARGET != HWY_SCALAR  // which is what the specification is for
HWY_BEFORE_NAMESPACE();
namespace eider::vector_index::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;
using FloatLanes = hn::ScalableTag<float>;

constexpr float kHalfRoot = 0.70710678F;

/// Butterflies between lanes of one register: lane i meets lane i xor `step`.
void butterflies_inside(float* values, std::size_t count, std::size_t step) {
  const FloatLanes lanes;
  const hn::RebindToSigned<FloatLanes> indices;
  HWY_ALIGN std::int32_t partner[HWY_MAX_BYTES / 4];
  HWY_ALIGN float sign[HWY_MAX_BYTES / 4];
  for (std::size_t i = 0; i < hn::Lanes(lanes); ++i) {
    partner[i] = static_cast<std::int32_t>(i ^ step);
    sign[i] = (i & step) != 0 ? -1.0F : 1.0F;
  }
  const auto table = hn::IndicesFromVec(lanes, hn::Load(indices, partner));
  const auto signs = hn::Load(lanes, sign);
  for (std::size_t i = 0; i < count; i += hn::Lanes(lanes)) {
    const auto own = hn::LoadU(lanes, values + i);
    const auto other = hn::TableLookupLanes(own, table);
    hn::StoreU(hn::Add(other, hn::Mul(own, signs)), lanes, values + i);
  }
}

void hadamard(float* values, std::size_t count) {
  const FloatLanes lanes;
  const std::size_t width = hn::Lanes(lanes);
  for (std::size_t step = 1; step < count && step < width; step *= 2) {
    butterflies_inside(values, count, step);
  }
  for (std::size_t step = width; step < count; step *= 2) {
    for (std::size_t start = 0; start < count; start += 2 * step) {
      for (std::size_t i = start; i < start + step; i += width) {
        const auto left = hn::LoadU(lanes, values + i);
        const auto right = hn::LoadU(lanes, values + i + step);
        hn::StoreU(hn::Add(left, right), lanes, values + i);
        hn::StoreU(hn::Sub(left, right), lanes, values + i + step);
      }
    }
  }
}

void multiply(float* values, const float* factors, std::size_t count) {
  const FloatLanes lanes;
  for (std::size_t i = 0; i < count; i += hn::Lanes(lanes)) {
    const auto product = hn::Mul(hn::LoadU(lanes, values + i), hn::LoadU(lanes, factors + i));
    hn::StoreU(product, lanes, values + i);
  }
}

void turn(float* values, std::size_t half) {
  const FloatLanes lanes;
  const auto root = hn::Set(lanes, kHalfRoot);
  for (std::size_t i = 0; i < half; i += hn::Lanes(lanes)) {
    const auto left = hn::LoadU(lanes, values + i);
    const auto right = hn::LoadU(lanes, values + i + half);
    hn::StoreU(hn::Mul(root, hn::Add(left, right)), lanes, values + i);
    hn::StoreU(hn::Mul(root, hn::Sub(left, right)), lanes, values + i + half);
  }
}

float largest(const float* values, std::size_t count) {
  const FloatLanes lanes;
  auto most = hn::Zero(lanes);
  for (std::size_t i = 0; i < count; i += hn::Lanes(lanes)) {
    most = hn::Max(most, hn::Abs(hn::LoadU(lanes, values + i)));
  }
  return hn::GetLane(hn::MaxOfLanes(lanes, most));
}

void round8(const float* values, float factor, std::int8_t* out, std::size_t count) {
  const FloatLanes lanes;
  const hn::Rebind<std::int8_t, FloatLanes> bytes;
  const auto by = hn::Set(lanes, factor);
  for (std::size_t i = 0; i < count; i += hn::Lanes(lanes)) {
    const auto whole = hn::NearestInt(hn::Mul(hn::LoadU(lanes, values + i), by));
    hn::StoreU(hn::DemoteTo(bytes, whole), bytes, out + i);
  }
}

FloatOps ops(const char* name) { return {name, &hadamard, &multiply, &turn, &largest, &round8}; }

}  // namespace eider::vector_index::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif

#if HWY_ONCE
#include <cmath>
#include <utility>

namespace eider::vector_index {
namespace {

void scalar_hadamard(float* values, std::size_t count) {
  for (std::size_t step = 1; step < count; step *= 2) {
    for (std::size_t i = 0; i < count; ++i) {
      if ((i & step) != 0) continue;
      const float left = values[i];
      const float right = values[i + step];
      values[i] = left + right;
      values[i + step] = left - right;
    }
  }
}

void scalar_multiply(float* values, const float* factors, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) values[i] *= factors[i];
}

void scalar_turn(float* values, std::size_t half) {
  constexpr float kRoot = 0.70710678F;
  for (std::size_t i = 0; i < half; ++i) {
    const float left = values[i];
    const float right = values[i + half];
    values[i] = kRoot * (left + right);
    values[i + half] = kRoot * (left - right);
  }
}

float scalar_largest(const float* values, std::size_t count) {
  float most = 0;
  for (std::size_t i = 0; i < count; ++i) most = std::fmax(most, std::fabs(values[i]));
  return most;
}

void scalar_round8(const float* values, float factor, std::int8_t* out, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    out[i] = static_cast<std::int8_t>(std::lrint(values[i] * factor));
  }
}

}  // namespace

std::vector<FloatOps> float_ops() {
  std::vector<FloatOps> all = {{"scalar", &scalar_hadamard, &scalar_multiply, &scalar_turn,
                                &scalar_largest, &scalar_round8}};
#if HWY_TARGETS & HWY_NEON
  all.push_back(N_NEON::ops("neon"));
#endif
#if HWY_TARGETS & HWY_SSE4
  if (runs_sse4()) all.push_back(N_SSE4::ops("sse4"));
#endif
#if HWY_TARGETS & HWY_AVX2
  if (runs_avx2()) all.push_back(N_AVX2::ops("avx2"));
#endif
#if HWY_TARGETS & HWY_AVX3
  if (runs_avx512()) all.push_back(N_AVX3::ops("avx512"));
#endif
  return all;
}

}  // namespace eider::vector_index
#endif  // HWY_ONCE
