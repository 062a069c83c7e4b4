// What is done to rows one by one: cutting to 8 bits, GELU, adding and normalising.
// Compiled once for each target of Highway.

#include <algorithm>
#include <cmath>

#include "models/encoder/kernels/kernels.h"

#define HWY_DISABLED_TARGETS (HWY_SSSE3 | HWY_AVX3_DL)
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "models/encoder/kernels/rows.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "hwy/contrib/math/math-inl.h"

#if HWY_TARGET & (HWY_SSE4 | HWY_AVX2 | HWY_AVX3)
HWY_BEFORE_NAMESPACE();
namespace eider::encoder::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

using FloatTag = hn::CappedTag<float, kGroup>;

inline constexpr std::size_t kLanes = HWY_MAX_BYTES / sizeof(float);

void cut(const float* values, std::size_t blocks, const CutRows& out) {
  const FloatTag floats;
  const hn::RebindToSigned<FloatTag> ints;
  const hn::Rebind<std::int8_t, FloatTag> bytes;
  for (std::size_t b = 0; b < blocks; ++b) {
    const float* block = values + b * kBlock;
    auto most = hn::Zero(floats);
    for (std::size_t i = 0; i < kBlock; i += kLanes) {
      most = hn::Max(most, hn::Abs(hn::LoadU(floats, block + i)));
    }
    const float largest = hn::GetLane(hn::MaxOfLanes(floats, most));
    const auto inverse = hn::Set(floats, largest > 0 ? kByteMost / largest : 0);
    auto sum = hn::Zero(ints);
    for (std::size_t i = 0; i < kBlock; i += kLanes) {
      const auto value = hn::NearestInt(hn::Mul(hn::LoadU(floats, block + i), inverse));
      hn::StoreU(hn::DemoteTo(bytes, value), bytes, out.values + b * kBlock + i);
      sum = hn::Add(sum, value);
    }
    out.scales[b] = largest / kByteMost;
    out.offsets[b] = -kMiddle * hn::GetLane(hn::SumOfLanes(ints, sum));
  }
}

void gelu(float* values, std::size_t count) {
  const FloatTag floats;
  const auto one = hn::Set(floats, 1.0f);
  const auto cubic = hn::Set(floats, 0.044715f);
  const auto factor = hn::Set(floats, -2 * 0.79788456080286535588f);
  const auto limit = hn::Set(floats, 80.0f);
  for (std::size_t i = 0; i < count; i += kLanes) {
    const auto x = hn::LoadU(floats, values + i);
    const auto inner = hn::Mul(x, hn::MulAdd(hn::Mul(x, x), cubic, one));
    const auto power = hn::Exp(floats, hn::Min(hn::Mul(factor, inner), limit));
    hn::StoreU(hn::Div(x, hn::Add(one, power)), floats, values + i);
  }
}

void add_and_norm(const NormView& norm, const float* added, std::size_t count, float* rows) {
  const FloatTag floats;
  const auto part = hn::Set(floats, 1 / static_cast<float>(norm.size));
  for (std::size_t row = 0; row < count; ++row, rows += norm.size, added += norm.size) {
    auto sum = hn::Zero(floats);
    for (std::size_t i = 0; i < norm.size; i += kLanes) {
      const auto value = hn::Add(hn::LoadU(floats, rows + i), hn::LoadU(floats, added + i));
      hn::StoreU(value, floats, rows + i);
      sum = hn::Add(sum, value);
    }
    const auto mean = hn::Mul(hn::SumOfLanes(floats, sum), part);
    auto squares = hn::Zero(floats);
    for (std::size_t i = 0; i < norm.size; i += kLanes) {
      const auto value = hn::Sub(hn::LoadU(floats, rows + i), mean);
      squares = hn::MulAdd(value, value, squares);
    }
    const auto spread =
        hn::MulAdd(hn::SumOfLanes(floats, squares), part, hn::Set(floats, norm.epsilon));
    const auto scale = hn::Div(hn::Set(floats, 1.0f), hn::Sqrt(spread));
    for (std::size_t i = 0; i < norm.size; i += kLanes) {
      const auto value = hn::Mul(hn::Sub(hn::LoadU(floats, rows + i), mean), scale);
      hn::StoreU(
          hn::MulAdd(value, hn::LoadU(floats, norm.gain + i), hn::LoadU(floats, norm.shift + i)),
          floats, rows + i);
    }
  }
}

}  // namespace eider::encoder::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif  // a target with kernels

#if HWY_ONCE
namespace eider::encoder {

namespace {

void cut_scalar(const float* values, std::size_t blocks, const CutRows& out) {
  for (std::size_t b = 0; b < blocks; ++b) {
    const float* block = values + b * kBlock;
    float largest = 0;
    for (std::size_t i = 0; i < kBlock; ++i) largest = std::max(largest, std::abs(block[i]));
    const float inverse = largest > 0 ? kByteMost / largest : 0;
    std::int32_t sum = 0;
    for (std::size_t i = 0; i < kBlock; ++i) {
      const auto value = static_cast<std::int32_t>(std::nearbyint(block[i] * inverse));
      out.values[b * kBlock + i] = static_cast<std::int8_t>(value);
      sum += value;
    }
    out.scales[b] = largest / kByteMost;
    out.offsets[b] = -kMiddle * sum;
  }
}

void gelu_scalar(float* values, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    const float x = values[i];
    values[i] = x / 2 * (1 + std::tanh(0.79788456080286535588f * (x + 0.044715f * x * x * x)));
  }
}

void add_and_norm_scalar(const NormView& norm, const float* added, std::size_t count, float* rows) {
  const auto size = static_cast<float>(norm.size);
  for (std::size_t row = 0; row < count; ++row, rows += norm.size, added += norm.size) {
    float sum = 0;
    for (std::size_t i = 0; i < norm.size; ++i) sum += rows[i] += added[i];
    const float mean = sum / size;
    float squares = 0;
    for (std::size_t i = 0; i < norm.size; ++i) squares += (rows[i] - mean) * (rows[i] - mean);
    const float scale = 1 / std::sqrt(squares / size + norm.epsilon);
    for (std::size_t i = 0; i < norm.size; ++i) {
      rows[i] = (rows[i] - mean) * scale * norm.gain[i] + norm.shift[i];
    }
  }
}

}  // namespace

Cut cut_for(Target target) {
  switch (target) {
#if HWY_TARGETS & HWY_AVX3
    case Target::kAvx512:
      return &N_AVX3::cut;
#endif
#if HWY_TARGETS & HWY_AVX2
    case Target::kAvx2:
      return &N_AVX2::cut;
#endif
#if HWY_TARGETS & HWY_SSE4
    case Target::kSse4:
      return &N_SSE4::cut;
#endif
    default:
      return &cut_scalar;
  }
}

Gelu gelu_for(Target target) {
  switch (target) {
#if HWY_TARGETS & HWY_AVX3
    case Target::kAvx512:
      return &N_AVX3::gelu;
#endif
#if HWY_TARGETS & HWY_AVX2
    case Target::kAvx2:
      return &N_AVX2::gelu;
#endif
#if HWY_TARGETS & HWY_SSE4
    case Target::kSse4:
      return &N_SSE4::gelu;
#endif
    default:
      return &gelu_scalar;
  }
}

AddAndNorm add_and_norm_for(Target target) {
  switch (target) {
#if HWY_TARGETS & HWY_AVX3
    case Target::kAvx512:
      return &N_AVX3::add_and_norm;
#endif
#if HWY_TARGETS & HWY_AVX2
    case Target::kAvx2:
      return &N_AVX2::add_and_norm;
#endif
#if HWY_TARGETS & HWY_SSE4
    case Target::kSse4:
      return &N_SSE4::add_and_norm;
#endif
    default:
      return &add_and_norm_scalar;
  }
}

}  // namespace eider::encoder
#endif  // HWY_ONCE
