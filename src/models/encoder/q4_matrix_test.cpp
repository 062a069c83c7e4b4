#include "models/encoder/q4_matrix.h"

#include <gtest/gtest.h>

#include <cmath>

#include "models/encoder/test_weights.h"

namespace eider::encoder {
namespace {

TEST(Q4Block, HoldsAScaleAndTwoValuesAByte) {
  std::vector<std::uint8_t> block(kQ4BlockBytes, 0x88);
  block[0] = 0x00;
  block[1] = 0x38;  // 0.5
  block[2] = 0xf0;
  float values[kBlock];
  read_q4_block(block.data(), values);
  EXPECT_EQ(values[0], -4.0f);
  EXPECT_EQ(values[16], 3.5f);
  EXPECT_EQ(values[1], 0.0f);
  EXPECT_EQ(values[17], 0.0f);
}

TEST(Q4Block, ReadsTheSmallestScales) {
  std::vector<std::uint8_t> block(kQ4BlockBytes, 0x99);
  block[0] = 0x01;
  block[1] = 0x80;  // the smallest half below zero
  float values[kBlock];
  read_q4_block(block.data(), values);
  EXPECT_EQ(values[5], -std::ldexp(1.0f, -24));
}

TEST(Q4Matrix, MultipliesAsItsBlocksSay) {
  Numbers numbers;
  constexpr std::size_t kInputs = 64;
  constexpr std::size_t kOutputs = 32;
  const auto blocks = random_blocks(kInputs / kBlock * kOutputs, numbers);
  const std::vector<float> bias = numbers.many(kOutputs);
  const Q4Matrix matrix(blocks, kInputs, bias);
  const std::vector<float> row = numbers.many(kInputs);
  ByteSpace space;
  const ByteRows bytes = space.cut(kernels().front().cut, row.data(), 1, kInputs);
  std::vector<float> given(kOutputs);
  kernels().front().multiply(matrix.view(), bytes, given.data());
  for (std::size_t output = 0; output < kOutputs; ++output) {
    float expected = bias[output];
    for (std::size_t b = 0; b < kInputs / kBlock; ++b) {
      float weights[kBlock];
      read_q4_block(blocks.data() + (output * 2 + b) * kQ4BlockBytes, weights);
      for (std::size_t i = 0; i < kBlock; ++i) {
        const std::size_t at = b * kBlock + i;
        expected += weights[i] * bytes.scales[b] * static_cast<float>(bytes.values[at]);
      }
    }
    EXPECT_NEAR(given[output], expected, 1e-4) << output;
  }
}

TEST(ByteSpace, CutsABlockByItsLargestValue) {
  std::vector<float> row(2 * kBlock);
  row[3] = -2;
  row[4] = 1;
  ByteSpace space;
  const ByteRows bytes = space.cut(kernels().front().cut, row.data(), 1, row.size());
  EXPECT_EQ(bytes.values[3], -127);
  EXPECT_EQ(bytes.values[4], 64);
  EXPECT_EQ(bytes.offsets[0], -8 * (64 - 127));
  EXPECT_EQ(bytes.scales[1], 0.0f);  // a block of zeros
  EXPECT_EQ(bytes.values[40], 0);
}

}  // namespace
}  // namespace eider::encoder
