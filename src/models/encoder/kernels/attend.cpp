// Attention over the tokens of one text, head by head: four queries at a time against all keys.
// Compiled once for each target of Highway.

#include <algorithm>
#include <cmath>

#include "models/encoder/kernels/kernels.h"

#define HWY_DISABLED_TARGETS (HWY_SSSE3 | HWY_AVX3_DL)
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "models/encoder/kernels/attend.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "hwy/contrib/math/math-inl.h"

#if HWY_TARGET & (HWY_SSE4 | HWY_AVX2 | HWY_AVX3)
HWY_BEFORE_NAMESPACE();
namespace eider::encoder::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

using FloatTag = hn::CappedTag<float, kGroup>;
using Float = hn::Vec<FloatTag>;

inline constexpr std::size_t kLanes = HWY_MAX_BYTES / sizeof(float);

/// One head's work space: keys turned, so that a vector holds one number of many of them.
struct HeadSpace {
  float* keys;    // head_size x padded
  float* scores;  // kQueries x padded
  std::size_t padded;
};

inline constexpr std::size_t kQueries = 4;
// Two vectors at once hide the latency of an addition.
inline constexpr std::size_t kStep = 2 * kLanes;

/// scores[r][j] = query row + r times key j, scaled.
template <std::size_t kCount>
HWY_INLINE void score(const HeadsView& qkv, const float* query, const HeadSpace& space) {
  const FloatTag floats;
  const std::size_t width = 3 * qkv.heads * qkv.head_size;
  const auto scale = hn::Set(floats, 1 / std::sqrt(static_cast<float>(qkv.head_size)));
  for (std::size_t j = 0; j < space.padded; j += kStep) {
    Float first[kCount];
    Float second[kCount];
#pragma GCC unroll 16
    for (std::size_t r = 0; r < kCount; ++r) first[r] = second[r] = hn::Zero(floats);
    for (std::size_t d = 0; d < qkv.head_size; ++d) {
      const auto key0 = hn::LoadU(floats, space.keys + d * space.padded + j);
      const auto key1 = hn::LoadU(floats, space.keys + d * space.padded + j + kLanes);
#pragma GCC unroll 16
      for (std::size_t r = 0; r < kCount; ++r) {
        const auto value = hn::Set(floats, query[r * width + d]);
        first[r] = hn::MulAdd(value, key0, first[r]);
        second[r] = hn::MulAdd(value, key1, second[r]);
      }
    }
#pragma GCC unroll 16
    for (std::size_t r = 0; r < kCount; ++r) {
      hn::StoreU(hn::Mul(first[r], scale), floats, space.scores + r * space.padded + j);
      hn::StoreU(hn::Mul(second[r], scale), floats, space.scores + r * space.padded + j + kLanes);
    }
  }
}

/// scores -> weights that sum to 1; what stands after `count` becomes 0.
HWY_INLINE void soften(float* scores, std::size_t count, std::size_t padded) {
  const FloatTag floats;
  std::fill(scores + count, scores + padded, -1e30f);
  auto most = hn::LoadU(floats, scores);
  for (std::size_t j = kLanes; j < padded; j += kLanes) {
    most = hn::Max(most, hn::LoadU(floats, scores + j));
  }
  const auto largest = hn::MaxOfLanes(floats, most);
  auto sum = hn::Zero(floats);
  const auto least = hn::Set(floats, -80.0f);
  for (std::size_t j = 0; j < padded; j += kLanes) {
    const auto below = hn::Max(hn::Sub(hn::LoadU(floats, scores + j), largest), least);
    const auto weight = hn::Exp(floats, below);
    hn::StoreU(weight, floats, scores + j);
    sum = hn::Add(sum, weight);
  }
  const auto share = hn::Div(hn::Set(floats, 1.0f), hn::SumOfLanes(floats, sum));
  for (std::size_t j = 0; j < padded; j += kLanes) {
    hn::StoreU(hn::Mul(hn::LoadU(floats, scores + j), share), floats, scores + j);
  }
}

/// out[r] = the values weighted by scores[r].
template <std::size_t kCount>
HWY_INLINE void weigh(const HeadsView& qkv, const float* values, const HeadSpace& space,
                      float* out) {
  const FloatTag floats;
  const std::size_t hidden = qkv.heads * qkv.head_size;
  for (std::size_t d = 0; d < qkv.head_size; d += kStep) {
    Float first[kCount];
    Float second[kCount];
#pragma GCC unroll 16
    for (std::size_t r = 0; r < kCount; ++r) first[r] = second[r] = hn::Zero(floats);
    for (std::size_t j = 0; j < qkv.count; ++j) {
      const auto value0 = hn::LoadU(floats, values + j * 3 * hidden + d);
      const auto value1 = hn::LoadU(floats, values + j * 3 * hidden + d + kLanes);
#pragma GCC unroll 16
      for (std::size_t r = 0; r < kCount; ++r) {
        const auto weight = hn::Set(floats, space.scores[r * space.padded + j]);
        first[r] = hn::MulAdd(weight, value0, first[r]);
        second[r] = hn::MulAdd(weight, value1, second[r]);
      }
    }
#pragma GCC unroll 16
    for (std::size_t r = 0; r < kCount; ++r) {
      hn::StoreU(first[r], floats, out + r * hidden + d);
      hn::StoreU(second[r], floats, out + r * hidden + d + kLanes);
    }
  }
}

template <std::size_t kCount>
HWY_INLINE void attend_rows(const HeadsView& qkv, std::size_t head, std::size_t row,
                            const HeadSpace& space, float* out) {
  const std::size_t hidden = qkv.heads * qkv.head_size;
  const float* first = qkv.rows + head * qkv.head_size;
  score<kCount>(qkv, first + row * 3 * hidden, space);
  for (std::size_t r = 0; r < kCount; ++r) {
    soften(space.scores + r * space.padded, qkv.count, space.padded);
  }
  weigh<kCount>(qkv, first + 2 * hidden, space, out + row * hidden + head * qkv.head_size);
}

void attend(const HeadsView& qkv, float* scratch, float* out) {
  const std::size_t hidden = qkv.heads * qkv.head_size;
  const std::size_t padded = (qkv.count + kStep - 1) / kStep * kStep;
  const HeadSpace space{scratch, scratch + qkv.head_size * padded, padded};
  for (std::size_t head = 0; head < qkv.heads; ++head) {
    std::fill(space.keys, space.scores, 0.0f);
    for (std::size_t j = 0; j < qkv.count; ++j) {
      const float* key = qkv.rows + j * 3 * hidden + hidden + head * qkv.head_size;
      for (std::size_t d = 0; d < qkv.head_size; ++d) space.keys[d * padded + j] = key[d];
    }
    std::size_t row = 0;
    for (; row + kQueries <= qkv.count; row += kQueries) {
      attend_rows<kQueries>(qkv, head, row, space, out);
    }
    for (; row < qkv.count; ++row) attend_rows<1>(qkv, head, row, space, out);
  }
}

}  // namespace eider::encoder::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif  // a target with kernels

#if HWY_ONCE
namespace eider::encoder {

namespace {

void attend_scalar(const HeadsView& qkv, float* scratch, float* out) {
  const std::size_t hidden = qkv.heads * qkv.head_size;
  const float scale = 1 / std::sqrt(static_cast<float>(qkv.head_size));
  for (std::size_t head = 0; head < qkv.heads; ++head) {
    const float* first = qkv.rows + head * qkv.head_size;
    for (std::size_t row = 0; row < qkv.count; ++row) {
      const float* query = first + row * 3 * hidden;
      for (std::size_t j = 0; j < qkv.count; ++j) {
        const float* key = first + j * 3 * hidden + hidden;
        scratch[j] = 0;
        for (std::size_t d = 0; d < qkv.head_size; ++d) scratch[j] += query[d] * key[d] * scale;
      }
      const float largest = *std::max_element(scratch, scratch + qkv.count);
      float sum = 0;
      for (std::size_t j = 0; j < qkv.count; ++j) {
        sum += scratch[j] = std::exp(scratch[j] - largest);
      }
      for (std::size_t d = 0; d < qkv.head_size; ++d) {
        float mean = 0;
        for (std::size_t j = 0; j < qkv.count; ++j) {
          mean += scratch[j] / sum * first[j * 3 * hidden + 2 * hidden + d];
        }
        out[row * hidden + head * qkv.head_size + d] = mean;
      }
    }
  }
}

}  // namespace

Attend attend_for(Target target) {
  switch (target) {
#if HWY_TARGETS & HWY_AVX3
    case Target::kAvx512:
      return &N_AVX3::attend;
#endif
#if HWY_TARGETS & HWY_AVX2
    case Target::kAvx2:
      return &N_AVX2::attend;
#endif
#if HWY_TARGETS & HWY_SSE4
    case Target::kSse4:
      return &N_SSE4::attend;
#endif
    default:
      return &attend_scalar;
  }
}

std::size_t attention_scratch(std::size_t tokens, std::size_t head_size) {
  constexpr std::size_t kStepMost = 32;
  const std::size_t padded = (tokens + kStepMost - 1) / kStepMost * kStepMost;
  return (head_size + 4) * padded;
}

}  // namespace eider::encoder
#endif  // HWY_ONCE
