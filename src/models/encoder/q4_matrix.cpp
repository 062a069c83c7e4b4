#include "models/encoder/q4_matrix.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace eider::encoder {
namespace {

/// IEEE 754 half precision; a scale is never infinite.
float half_to_float(std::uint16_t half) {
  const std::uint32_t exponent = (half >> 10) & 31u;
  const auto fraction = static_cast<float>(half & 1023u);
  const float size = exponent == 0
                         ? std::ldexp(fraction, -24)
                         : std::ldexp(fraction + 1024.0f, static_cast<int>(exponent) - 25);
  return half & 0x8000u ? -size : size;
}

float scale_of(const std::uint8_t* block) {
  return half_to_float(static_cast<std::uint16_t>(block[0] | block[1] << 8));
}

}  // namespace

void read_q4_block(const std::uint8_t* block, float* values) {
  const float scale = scale_of(block);
  for (std::size_t i = 0; i < kHalf; ++i) {
    const std::int32_t pair = block[2 + i];
    values[i] = scale * static_cast<float>((pair & 15) - kMiddle);
    values[kHalf + i] = scale * static_cast<float>((pair >> 4) - kMiddle);
  }
}

Q4Matrix::Q4Matrix(std::span<const std::uint8_t> blocks, std::size_t inputs,
                   std::vector<float> bias)
    : inputs_(inputs), bias_(std::move(bias)), tiles_(blocks.size() / kQ4BlockBytes / kGroup) {
  const std::size_t blocks_per_output = inputs / kBlock;
  for (std::size_t output = 0; output < bias_.size(); ++output) {
    for (std::size_t b = 0; b < blocks_per_output; ++b) {
      const std::uint8_t* block = blocks.data() + (output * blocks_per_output + b) * kQ4BlockBytes;
      Q4Tile& tile = tiles_[output / kGroup * blocks_per_output + b];
      const std::size_t lane = output % kGroup;
      tile.scales[lane] = scale_of(block);
      // The halves of a byte already belong to inputs i and 16 + i.
      for (std::size_t t = 0; t < kQuadPairs; ++t) {
        std::copy_n(block + 2 + 4 * t, 4, tile.quads[t] + 4 * lane);
      }
    }
  }
}

void Q4Matrix::append(const Q4Matrix& other) {
  inputs_ = other.inputs_;
  bias_.insert(bias_.end(), other.bias_.begin(), other.bias_.end());
  tiles_.insert(tiles_.end(), other.tiles_.begin(), other.tiles_.end());
}

ByteRows ByteSpace::cut(Cut kernel, const float* rows, std::size_t count, std::size_t inputs) {
  const std::size_t blocks = count * inputs / kBlock;
  if (scales_.size() < blocks) {
    values_.resize(blocks * kBlock);
    scales_.resize(blocks);
    offsets_.resize(blocks);
  }
  kernel(rows, blocks, {values_.data(), scales_.data(), offsets_.data()});
  return {values_.data(), scales_.data(), offsets_.data(), count};
}

}  // namespace eider::encoder
