// Compiled once for each target of Highway, which includes this file again and again.

#include "corpus/vector_index/kernels/code_ops.h"
#include "base/cpu.h"

#define HWY_DISABLED_TARGETS (HWY_SSSE3 | HWY_AVX3_DL)
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "corpus/vector_index/kernels/code_ops.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#if HWY_TARGET != HWY_SCALAR  // which is what the specification is for
HWY_BEFORE_NAMESPACE();
namespace eider::vector_index::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;
using FloatLanes = hn::ScalableTag<float>;
using Eights = hn::Rebind<std::int8_t, FloatLanes>;

constexpr std::size_t kChains = 16;

HWY_INLINE hn::Vec<FloatLanes> expanded(const std::int8_t* values, hn::Vec<FloatLanes> step) {
  const FloatLanes lanes;
  const hn::RebindToSigned<FloatLanes> wide;
  const auto whole = hn::PromoteTo(wide, hn::LoadU(Eights(), values));
  return hn::Mul(step, hn::ConvertTo(lanes, whole));
}

void expand(const std::int8_t* values, float step, float* out, std::size_t count) {
  const FloatLanes lanes;
  const auto by = hn::Set(lanes, step);
  for (std::size_t i = 0; i < count; i += hn::Lanes(lanes)) {
    hn::StoreU(expanded(values + i, by), lanes, out + i);
  }
}

void gather(const std::int8_t* values, float step, float* sums, std::size_t count) {
  const FloatLanes lanes;
  const auto by = hn::Set(lanes, step);
  for (std::size_t i = 0; i < count; i += hn::Lanes(lanes)) {
    hn::StoreU(hn::Add(hn::LoadU(lanes, sums + i), expanded(values + i, by)), lanes, sums + i);
  }
}

ErrorSums errors(const float* row, const float* coded, const float* origin, std::size_t count) {
  const FloatLanes lanes;
  HWY_ALIGN float chains[3][kChains];
  for (std::size_t part = 0; part < kChains; part += hn::Lanes(lanes)) {
    auto along = hn::Zero(lanes);
    auto square = hn::Zero(lanes);
    auto lost = hn::Zero(lanes);
    for (std::size_t i = part; i < count; i += kChains) {
      const auto own = hn::LoadU(lanes, row + i);
      const auto code = hn::LoadU(lanes, coded + i);
      const auto error = hn::Sub(code, own);
      const auto anchor = hn::Add(own, hn::LoadU(lanes, origin + i));
      along = hn::Add(along, hn::Mul(error, anchor));
      square = hn::Add(square, hn::Mul(code, code));
      lost = hn::Add(lost, hn::Mul(error, error));
    }
    hn::Store(along, lanes, chains[0] + part);
    hn::Store(square, lanes, chains[1] + part);
    hn::Store(lost, lanes, chains[2] + part);
  }
  ErrorSums sums;
  for (std::size_t c = 0; c < kChains; ++c) {
    sums.along += chains[0][c];
    sums.square += chains[1][c];
    sums.lost += chains[2][c];
  }
  return sums;
}

/// Bits of lanes -> a byte for each four of them.
HWY_INLINE void store_codes(hn::Mask<FloatLanes> up, std::uint8_t* codes) {
  const FloatLanes lanes;
  std::uint8_t bits[8] = {};
  hn::StoreMaskBits(lanes, up, bits);
  for (std::size_t i = 0; i < hn::Lanes(lanes); i += 4) {
    codes[i / 4] = static_cast<std::uint8_t>(bits[i / 8] >> (i % 8) & 15);
  }
}

SignSums signs(const float* row, const float* centre, const float* anchor, std::uint8_t* codes,
               std::size_t count) {
  const FloatLanes lanes;
  HWY_ALIGN float chains[4][kChains];
  const auto zero = hn::Zero(lanes);
  for (std::size_t part = 0; part < kChains; part += hn::Lanes(lanes)) {
    auto length1 = zero;
    auto square = zero;
    auto anchor_signs = zero;
    auto anchor_dot = zero;
    for (std::size_t i = part; i < count; i += kChains) {
      const auto residual = hn::Sub(hn::LoadU(lanes, row + i), hn::LoadU(lanes, centre + i));
      const auto from = hn::LoadU(lanes, anchor + i);
      const auto up = hn::Gt(residual, zero);
      store_codes(up, codes + i / 4);
      length1 = hn::Add(length1, hn::Abs(residual));
      square = hn::Add(square, hn::Mul(residual, residual));
      anchor_signs = hn::Add(anchor_signs, hn::IfThenElse(up, from, hn::Neg(from)));
      anchor_dot = hn::Add(anchor_dot, hn::Mul(from, residual));
    }
    hn::Store(length1, lanes, chains[0] + part);
    hn::Store(square, lanes, chains[1] + part);
    hn::Store(anchor_signs, lanes, chains[2] + part);
    hn::Store(anchor_dot, lanes, chains[3] + part);
  }
  SignSums sums;
  for (std::size_t c = 0; c < kChains; ++c) {
    sums.length1 += chains[0][c];
    sums.square += chains[1][c];
    sums.anchor_signs += chains[2][c];
    sums.anchor_dot += chains[3][c];
  }
  return sums;
}

}  // namespace eider::vector_index::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif

#if HWY_ONCE
#include <array>
#include <cmath>

namespace eider::vector_index {
namespace {

class ChainedSum {
 public:
  void add(std::size_t i, float value) { chains_[i % chains_.size()] += value; }
  float total() const {
    float sum = 0;
    for (const float chain : chains_) sum += chain;
    return sum;
  }

 private:
  std::array<float, 16> chains_ = {};
};

void scalar_expand(const std::int8_t* values, float step, float* out, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) out[i] = step * static_cast<float>(values[i]);
}

void scalar_gather(const std::int8_t* values, float step, float* sums, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) sums[i] += step * static_cast<float>(values[i]);
}

ErrorSums scalar_errors(const float* row, const float* coded, const float* origin,
                        std::size_t count) {
  ChainedSum along;
  ChainedSum square;
  ChainedSum lost;
  for (std::size_t i = 0; i < count; ++i) {
    const float error = coded[i] - row[i];
    along.add(i, error * (row[i] + origin[i]));
    square.add(i, coded[i] * coded[i]);
    lost.add(i, error * error);
  }
  return {along.total(), square.total(), lost.total()};
}

SignSums scalar_signs(const float* row, const float* centre, const float* anchor,
                      std::uint8_t* codes, std::size_t count) {
  ChainedSum length1;
  ChainedSum square;
  ChainedSum anchor_signs;
  ChainedSum anchor_dot;
  for (std::size_t i = 0; i < count; ++i) {
    const float residual = row[i] - centre[i];
    const bool up = residual > 0;
    if (i % 4 == 0) codes[i / 4] = 0;
    if (up) codes[i / 4] = static_cast<std::uint8_t>(codes[i / 4] | 1u << (i % 4));
    length1.add(i, std::fabs(residual));
    square.add(i, residual * residual);
    anchor_signs.add(i, up ? anchor[i] : -anchor[i]);
    anchor_dot.add(i, anchor[i] * residual);
  }
  return {length1.total(), square.total(), anchor_signs.total(), anchor_dot.total()};
}

}  // namespace

std::vector<CodeOps> code_ops() {
  std::vector<CodeOps> all = {
      {"scalar", &scalar_expand, &scalar_gather, &scalar_errors, &scalar_signs}};
#if HWY_TARGETS & HWY_NEON
  all.push_back({"neon", &N_NEON::expand, &N_NEON::gather, &N_NEON::errors, &N_NEON::signs});
#endif
#if HWY_TARGETS & HWY_SSE4
  if (runs_sse4()) {
    all.push_back({"sse4", &N_SSE4::expand, &N_SSE4::gather, &N_SSE4::errors, &N_SSE4::signs});
  }
#endif
#if HWY_TARGETS & HWY_AVX2
  if (runs_avx2()) {
    all.push_back({"avx2", &N_AVX2::expand, &N_AVX2::gather, &N_AVX2::errors, &N_AVX2::signs});
  }
#endif
#if HWY_TARGETS & HWY_AVX3
  if (runs_avx512()) {
    all.push_back({"avx512", &N_AVX3::expand, &N_AVX3::gather, &N_AVX3::errors, &N_AVX3::signs});
  }
#endif
  return all;
}

}  // namespace eider::vector_index
#endif  // HWY_ONCE
