#pragma once
// For tests: numbers that look random and are the same everywhere, and weights made of them.

#include <cstdint>
#include <vector>

#include "models/encoder/q4_matrix.h"

namespace eider::encoder {

struct alignas(64) FloatLine {
  float values[16] = {};
};

/// xorshift, between -1 and 1.
class Numbers {
 public:
  float next() {
    return static_cast<float>(static_cast<std::int64_t>(bits() >> 40) - (1 << 23)) / (1 << 23);
  }
  std::uint64_t bits() {
    state_ ^= state_ << 13;
    state_ ^= state_ >> 7;
    state_ ^= state_ << 17;
    return state_;
  }
  std::vector<float> many(std::size_t count) {
    std::vector<float> values(count);
    for (float& value : values) value = next();
    return values;
  }

 private:
  std::uint64_t state_ = 0x9E3779B97F4A7C15;
};

/// Q4_0 blocks with scales between 2^-6 and 2^-5 (half precision 0x24xx).
inline std::vector<std::uint8_t> random_blocks(std::size_t count, Numbers& numbers) {
  std::vector<std::uint8_t> blocks(count * kQ4BlockBytes);
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    blocks[i] = i % kQ4BlockBytes == 1 ? 0x24 : static_cast<std::uint8_t>(numbers.bits() >> 20);
  }
  return blocks;
}

inline Q4Matrix random_matrix(std::size_t inputs, std::size_t outputs, Numbers& numbers) {
  return {random_blocks(inputs / kBlock * outputs, numbers), inputs, numbers.many(outputs)};
}

/// Every byte of the blocks is `pair`; the scales are 1.
inline Q4Matrix uniform_matrix(std::size_t inputs, std::size_t outputs, std::uint8_t pair) {
  std::vector<std::uint8_t> blocks(inputs / kBlock * outputs * kQ4BlockBytes, pair);
  for (std::size_t i = 0; i < blocks.size(); i += kQ4BlockBytes) {
    blocks[i] = 0x00;
    blocks[i + 1] = 0x3c;
  }
  return {blocks, inputs, std::vector<float>(outputs)};
}

}  // namespace eider::encoder
