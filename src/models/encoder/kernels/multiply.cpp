// A matrix in 4-bit blocks times rows in 8-bit blocks.
// VNNI sums four products into a lane in one instruction. Without it pairs are summed in 16 bits:
// 16 sums of 15 * 127 stay below 2^15. Compiled once for each target of Highway.

#include <cstring>

#include "models/encoder/kernels/kernels.h"

#define HWY_DISABLED_TARGETS (HWY_SSSE3 | HWY_AVX3_DL)
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "models/encoder/kernels/multiply.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#if HWY_TARGET & (HWY_SSE4 | HWY_AVX2 | HWY_AVX3)
HWY_BEFORE_NAMESPACE();
#if HWY_TARGET == HWY_AVX3
#pragma GCC target("avx512vnni")
#endif
namespace eider::encoder::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

using FloatTag = hn::CappedTag<float, kGroup>;
using IntTag = hn::RebindToSigned<FloatTag>;
using ByteTag = hn::Repartition<std::uint8_t, FloatTag>;
using Float = hn::Vec<FloatTag>;
using Int = hn::Vec<IntTag>;
using Bytes = hn::Vec<ByteTag>;

inline constexpr std::size_t kLanes = HWY_MAX_BYTES / sizeof(float);
// As many rows as leave registers for their sums, and for the sums of a block.
inline constexpr std::size_t kRows = HWY_TARGET == HWY_AVX3 ? 12 : 5;

HWY_INLINE Int four_bytes(const std::int8_t* values) {
  std::int32_t four;
  std::memcpy(&four, values, sizeof four);
  return hn::Set(IntTag(), four);
}

#if HWY_TARGET == HWY_AVX3
HWY_INLINE Int no_products(std::int32_t offset) { return hn::Set(IntTag(), offset); }
HWY_INLINE Int add_products(Int sum, Bytes weights, Int inputs) {
  return Int{_mm512_dpbusd_epi32(sum.raw, weights.raw, inputs.raw)};
}
HWY_INLINE Int sum_products(Int sum, std::int32_t) { return sum; }
#else
HWY_INLINE Int no_products(std::int32_t) { return hn::Zero(IntTag()); }
HWY_INLINE Int sum_products(Int pairs, std::int32_t offset) {
#if HWY_TARGET == HWY_AVX2
  const Int sum{_mm256_madd_epi16(pairs.raw, _mm256_set1_epi16(1))};
#else
  const Int sum{_mm_madd_epi16(pairs.raw, _mm_set1_epi16(1))};
#endif
  return hn::Add(sum, hn::Set(IntTag(), offset));
}
HWY_INLINE Int add_products(Int pairs, Bytes weights, Int inputs) {
#if HWY_TARGET == HWY_AVX2
  return Int{_mm256_add_epi16(pairs.raw, _mm256_maddubs_epi16(weights.raw, inputs.raw))};
#else
  return Int{_mm_add_epi16(pairs.raw, _mm_maddubs_epi16(weights.raw, inputs.raw))};
#endif
}
#endif

/// kCount rows from `row` on times one vector of outputs, from `output` on within the group.
template <std::size_t kCount>
HWY_INLINE void multiply_tile(const Q4View& weights, const ByteRows& rows, std::size_t row,
                              std::size_t output, float* out) {
  const FloatTag floats;
  const ByteTag bytes;
  const std::size_t blocks = weights.inputs / kBlock;
  const std::size_t lane = output % kGroup;
  const Q4Tile* tiles = weights.tiles + output / kGroup * blocks;
  const std::int8_t* values = rows.values + row * weights.inputs;
  const float* scales = rows.scales + row * blocks;
  const std::int32_t* offsets = rows.offsets + row * blocks;
  const auto low_half = hn::Set(bytes, std::uint8_t{15});
  Float sums[kCount];
#pragma GCC unroll 16
  for (std::size_t r = 0; r < kCount; ++r) sums[r] = hn::LoadU(floats, weights.bias + output);
  for (std::size_t b = 0; b < blocks; ++b) {
    Int products[kCount];
#pragma GCC unroll 16
    for (std::size_t r = 0; r < kCount; ++r) products[r] = no_products(offsets[r * blocks + b]);
#pragma GCC unroll 16
    for (std::size_t t = 0; t < kQuadPairs; ++t) {
      const auto pair = hn::Load(bytes, tiles[b].quads[t] + 4 * lane);
      const auto low = hn::And(pair, low_half);
      const hn::Repartition<std::uint16_t, ByteTag> words;
      const auto high =
          hn::And(hn::BitCast(bytes, hn::ShiftRight<4>(hn::BitCast(words, pair))), low_half);
      const std::int8_t* quad = values + b * kBlock + 4 * t;
#pragma GCC unroll 16
      for (std::size_t r = 0; r < kCount; ++r) {
        const std::int8_t* at = quad + r * weights.inputs;
        products[r] = add_products(products[r], low, four_bytes(at));
        products[r] = add_products(products[r], high, four_bytes(at + kHalf));
      }
    }
    const auto scale = hn::Load(floats, tiles[b].scales + lane);
#pragma GCC unroll 16
    for (std::size_t r = 0; r < kCount; ++r) {
      const auto sum = hn::ConvertTo(floats, sum_products(products[r], offsets[r * blocks + b]));
      sums[r] = hn::MulAdd(sum, hn::Mul(scale, hn::Set(floats, scales[r * blocks + b])), sums[r]);
    }
  }
#pragma GCC unroll 16
  for (std::size_t r = 0; r < kCount; ++r) {
    hn::StoreU(sums[r], floats, out + (row + r) * weights.outputs + output);
  }
}

void multiply(const Q4View& weights, const ByteRows& rows, float* out) {
  for (std::size_t output = 0; output < weights.outputs; output += kLanes) {
    std::size_t row = 0;
    for (; row + kRows <= rows.count; row += kRows) {
      multiply_tile<kRows>(weights, rows, row, output, out);
    }
    for (; row + 4 <= rows.count; row += 4) multiply_tile<4>(weights, rows, row, output, out);
    for (; row < rows.count; ++row) multiply_tile<1>(weights, rows, row, output, out);
  }
}

}  // namespace eider::encoder::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif  // a target with kernels

#if HWY_ONCE
namespace eider::encoder {

namespace {

void multiply_scalar(const Q4View& weights, const ByteRows& rows, float* out) {
  const std::size_t blocks = weights.inputs / kBlock;
  for (std::size_t row = 0; row < rows.count; ++row) {
    for (std::size_t output = 0; output < weights.outputs; ++output) {
      float sum = weights.bias[output];
      for (std::size_t b = 0; b < blocks; ++b) {
        const Q4Tile& tile = weights.tiles[output / kGroup * blocks + b];
        const std::int8_t* inputs = rows.values + row * weights.inputs + b * kBlock;
        std::int32_t products = rows.offsets[row * blocks + b];
        for (std::size_t i = 0; i < kHalf; ++i) {
          const std::uint8_t pair = tile.quads[i / 4][output % kGroup * 4 + i % 4];
          products += (pair & 15) * inputs[i] + (pair >> 4) * inputs[kHalf + i];
        }
        sum += static_cast<float>(products) * tile.scales[output % kGroup] *
               rows.scales[row * blocks + b];
      }
      out[row * weights.outputs + output] = sum;
    }
  }
}

}  // namespace

Multiply multiply_for(Target target) {
  switch (target) {
#if HWY_TARGETS & HWY_AVX3
    case Target::kAvx512:
      return &N_AVX3::multiply;
#endif
#if HWY_TARGETS & HWY_AVX2
    case Target::kAvx2:
      return &N_AVX2::multiply;
#endif
#if HWY_TARGETS & HWY_SSE4
    case Target::kSse4:
      return &N_SSE4::multiply;
#endif
    default:
      return &multiply_scalar;
  }
}

}  // namespace eider::encoder
#endif  // HWY_ONCE
