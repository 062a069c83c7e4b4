#pragma once
// A weight matrix as the kernels read it, and rows of activations cut to 8 bits.
// Input: GGUF's Q4_0 blocks (a half-precision scale, 16 bytes: input i in the low half of byte i,
// input 16+i in the high half), output by output -> output: tiles of 16 outputs.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "models/encoder/kernels/kernels.h"

namespace eider::encoder {

inline constexpr std::size_t kQ4BlockBytes = 18;

/// One block of 32 values.
void read_q4_block(const std::uint8_t* block, float* values);

class Q4Matrix {
 public:
  Q4Matrix() = default;
  /// `blocks` is outputs * inputs / 32 blocks, `bias` one value an output. inputs is a multiple of
  /// kBlock, outputs of kGroup.
  Q4Matrix(std::span<const std::uint8_t> blocks, std::size_t inputs, std::vector<float> bias);

  /// Below this one's outputs come the other's, which has as many inputs.
  void append(const Q4Matrix& other);

  Q4View view() const { return {tiles_.data(), bias_.data(), inputs_, bias_.size()}; }

 private:
  std::size_t inputs_ = 0;
  std::vector<float> bias_;
  std::vector<Q4Tile> tiles_;
};

/// Work space for rows of at most `inputs` values.
class ByteSpace {
 public:
  /// Cuts count rows of `inputs` values.
  ByteRows cut(Cut kernel, const float* rows, std::size_t count, std::size_t inputs);

 private:
  std::vector<std::int8_t> values_;
  std::vector<float> scales_;
  std::vector<std::int32_t> offsets_;
};

}  // namespace eider::encoder
