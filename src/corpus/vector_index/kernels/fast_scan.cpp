// Compiled once for each target of Highway, which includes this file again and again.

#include "corpus/vector_index/kernels/fast_scan.h"
#include "base/cpu.h"

#define HWY_DISABLED_TARGETS (HWY_SSSE3 | HWY_AVX3_DL)
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "corpus/vector_index/kernels/fast_scan.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#if HWY_TARGET != HWY_SCALAR  // which is what the specification is for
HWY_BEFORE_NAMESPACE();
namespace eider::vector_index::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;
using Bytes = hn::ScalableTag<std::uint8_t>;
using Words = hn::Repartition<std::uint16_t, Bytes>;
using Lanes = hn::ScalableTag<float>;
using LaneWords = hn::Rebind<std::uint16_t, Lanes>;

/// Adds up the 128-bit parts.
template <typename D, typename V>
HWY_INLINE auto folded(D whole, V value) {
  if constexpr (D::kPrivateN <= 8) {
    return value;
  } else {
    const hn::Half<D> half;
    return folded(half, hn::Add(hn::LowerHalf(half, value), hn::UpperHalf(half, value)));
  }
}

/// The table sums of 32 rows. Even bytes gather in `low`, with the odd ones 256-fold above them,
/// which are gathered in `high` and taken off at the end.
HWY_INLINE void block_sums(const BlockScan& scan, const std::uint8_t* codes, std::uint16_t* sums) {
  const Bytes bytes;
  const Words words;
  const auto nibble = hn::Set(bytes, 15);
  auto low0 = hn::Zero(words);
  auto high0 = hn::Zero(words);
  auto low1 = hn::Zero(words);
  auto high1 = hn::Zero(words);
  const std::size_t step = hn::Lanes(bytes);
  const std::size_t end = scan.tables * 16;
  for (std::size_t at = 0; at < end; at += 4 * step) {
    auto first = hn::Zero(bytes);
    auto second = hn::Zero(bytes);
    for (std::size_t i = 0; i < 4; ++i) {
      const auto code = hn::Load(bytes, codes + at + i * step);
      const auto entries = hn::Load(bytes, scan.entries + at + i * step);
      const auto above = hn::BitCast(bytes, hn::ShiftRight<4>(hn::BitCast(words, code)));
      first = hn::Add(first, hn::TableLookupBytes(entries, hn::And(code, nibble)));
      second = hn::Add(second, hn::TableLookupBytes(entries, hn::And(above, nibble)));
    }
    const auto words0 = hn::BitCast(words, first);
    const auto words1 = hn::BitCast(words, second);
    low0 = hn::Add(low0, words0);
    high0 = hn::Add(high0, hn::ShiftRight<8>(words0));
    low1 = hn::Add(low1, words1);
    high1 = hn::Add(high1, hn::ShiftRight<8>(words1));
  }
  low0 = hn::Sub(low0, hn::ShiftLeft<8>(high0));
  low1 = hn::Sub(low1, hn::ShiftLeft<8>(high1));
  const hn::FixedTag<std::uint16_t, 8> part;
  const auto even0 = folded(words, low0);
  const auto odd0 = folded(words, high0);
  const auto even1 = folded(words, low1);
  const auto odd1 = folded(words, high1);
  hn::Store(hn::InterleaveLower(part, even0, odd0), part, sums);
  hn::Store(hn::InterleaveUpper(part, even0, odd0), part, sums + 8);
  hn::Store(hn::InterleaveLower(part, even1, odd1), part, sums + 16);
  hn::Store(hn::InterleaveUpper(part, even1, odd1), part, sums + 24);
}

/// The estimates of the rows from `row` on, one a lane.
HWY_INLINE hn::Vec<Lanes> estimates_of(const BlockScan& scan, const std::uint16_t* sums,
                                       const float* factors, std::size_t row) {
  const Lanes lanes;
  const hn::RebindToSigned<Lanes> wide;
  const auto whole = hn::PromoteTo(wide, hn::LoadU(LaneWords(), sums + row));
  const auto sum = hn::MulAdd(hn::ConvertTo(lanes, whole), hn::Set(lanes, scan.scale),
                              hn::Set(lanes, scan.shift));
  const auto start = hn::Add(hn::Load(lanes, factors + row), hn::Set(lanes, scan.base));
  return hn::MulAdd(hn::Load(lanes, factors + kBlockRows + row), sum, start);
}

void survivors(const BlockScan& scan, const std::uint8_t* blocks, std::size_t count,
               float threshold, std::uint32_t* masks) {
  const Lanes lanes;
  const auto limit = hn::Set(lanes, threshold);
  const auto width = hn::Set(lanes, scan.width);
  HWY_ALIGN std::uint16_t sums[kBlockRows];
  for (std::size_t b = 0; b < count; ++b) {
    const std::uint8_t* block = blocks + b * block_bytes(scan.tables);
    const auto* factors = reinterpret_cast<const float*>(block + scan.tables * 16);
    block_sums(scan, block, sums);
    std::uint32_t mask = 0;
    for (std::size_t row = 0; row < kBlockRows; row += hn::Lanes(lanes)) {
      const auto estimate = estimates_of(scan, sums, factors, row);
      const auto error = hn::Load(lanes, factors + 2 * kBlockRows + row);
      const auto survives = hn::Gt(hn::MulAdd(width, error, estimate), limit);
      std::uint8_t bits[8] = {};
      hn::StoreMaskBits(lanes, survives, bits);
      mask |= (static_cast<std::uint32_t>(bits[0]) | static_cast<std::uint32_t>(bits[1]) << 8)
              << row;
    }
    masks[b] = mask;
  }
}

void estimates(const BlockScan& scan, const std::uint8_t* blocks, std::size_t count, float* out,
               float* most) {
  const Lanes lanes;
  HWY_ALIGN std::uint16_t sums[kBlockRows];
  for (std::size_t b = 0; b < count; ++b) {
    const std::uint8_t* block = blocks + b * block_bytes(scan.tables);
    const auto* factors = reinterpret_cast<const float*>(block + scan.tables * 16);
    block_sums(scan, block, sums);
    for (std::size_t half = 0; half < kBlockRows; half += kHalfBlock) {
      auto largest = estimates_of(scan, sums, factors, half);
      for (std::size_t row = half; row < half + kHalfBlock; row += hn::Lanes(lanes)) {
        const auto estimate = estimates_of(scan, sums, factors, row);
        hn::StoreU(estimate, lanes, out + b * kBlockRows + row);
        largest = hn::Max(largest, estimate);
      }
      most[2 * b + half / kHalfBlock] = hn::GetLane(hn::MaxOfLanes(lanes, largest));
    }
  }
}

}  // namespace eider::vector_index::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif

#if HWY_ONCE
#include <algorithm>

namespace eider::vector_index {
namespace {

float scalar_estimate(const BlockScan& scan, const std::uint8_t* block, std::size_t row) {
  std::uint32_t sum = 0;
  for (std::size_t table = 0; table < scan.tables; ++table) {
    const std::uint8_t both = block[table * 16 + row % 16];
    sum += scan.entries[table * 16 + (row < 16 ? both & 15 : both >> 4)];
  }
  const auto* factors = reinterpret_cast<const float*>(block + scan.tables * 16);
  const float signs = static_cast<float>(sum) * scan.scale + scan.shift;
  return factors[kBlockRows + row] * signs + (factors[row] + scan.base);
}

void scalar_survivors(const BlockScan& scan, const std::uint8_t* blocks, std::size_t count,
                      float threshold, std::uint32_t* masks) {
  for (std::size_t b = 0; b < count; ++b) {
    const std::uint8_t* block = blocks + b * block_bytes(scan.tables);
    const auto* errors = reinterpret_cast<const float*>(block + scan.tables * 16) + 2 * kBlockRows;
    masks[b] = 0;
    for (std::size_t row = 0; row < kBlockRows; ++row) {
      const float most = scan.width * errors[row] + scalar_estimate(scan, block, row);
      if (most > threshold) masks[b] |= 1u << row;
    }
  }
}

void scalar_estimates(const BlockScan& scan, const std::uint8_t* blocks, std::size_t count,
                      float* out, float* most) {
  for (std::size_t b = 0; b < count; ++b) {
    const std::uint8_t* block = blocks + b * block_bytes(scan.tables);
    float* estimates = out + b * kBlockRows;
    for (std::size_t row = 0; row < kBlockRows; ++row) {
      estimates[row] = scalar_estimate(scan, block, row);
    }
    most[2 * b] = *std::max_element(estimates, estimates + kHalfBlock);
    most[2 * b + 1] = *std::max_element(estimates + kHalfBlock, estimates + kBlockRows);
  }
}

}  // namespace

std::vector<FastScan> fast_scans() {
  std::vector<FastScan> scans = {{"scalar", &scalar_survivors, &scalar_estimates}};
#if HWY_TARGETS & HWY_NEON
  scans.push_back({"neon", &N_NEON::survivors, &N_NEON::estimates});
#endif
#if HWY_TARGETS & HWY_SSE4
  if (runs_sse4()) scans.push_back({"sse4", &N_SSE4::survivors, &N_SSE4::estimates});
#endif
#if HWY_TARGETS & HWY_AVX2
  if (runs_avx2()) scans.push_back({"avx2", &N_AVX2::survivors, &N_AVX2::estimates});
#endif
#if HWY_TARGETS & HWY_AVX3
  if (runs_avx512()) scans.push_back({"avx512", &N_AVX3::survivors, &N_AVX3::estimates});
#endif
  return scans;
}

}  // namespace eider::vector_index
#endif  // HWY_ONCE
