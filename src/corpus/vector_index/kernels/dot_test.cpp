#include "corpus/vector_index/kernels/dot.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <vector>

namespace eider::vector_index {
namespace {

/// A small generator of numbers between -1 and 1 (xorshift), the same on every machine.
class Numbers {
 public:
  float next() {
    state_ ^= state_ << 13;
    state_ ^= state_ >> 7;
    state_ ^= state_ << 17;
    return static_cast<float>(static_cast<std::int64_t>(state_ >> 40) - (1 << 23)) / (1 << 23);
  }

 private:
  std::uint64_t state_ = 0x9E3779B97F4A7C15;
};

std::vector<FloatLine> random_lines(std::size_t count, Numbers& numbers) {
  std::vector<FloatLine> lines(count);
  for (FloatLine& line : lines) {
    for (float& value : line.values) value = numbers.next();
  }
  return lines;
}

TEST(DotKernels, TheSpecificationComesFirstAndSums) {
  ASSERT_FALSE(dot_kernels().empty());
  EXPECT_STREQ(dot_kernels().front().name, "scalar");
  const FloatLine query[2] = {{{1, 2, 3}}, {{4}}};
  const FloatLine rows[4] = {{{1, 1, 1}}, {{1}}, {{0.5F}}, {{-1}}};
  float out[2] = {};
  scalar_dot_rows(query, {rows, 2, 2}, out);
  EXPECT_EQ(out[0], 10.0F);
  EXPECT_EQ(out[1], -3.5F);
}

void expect_agreement(std::size_t count, std::size_t lines_per_row) {
  Numbers numbers;
  const std::vector<FloatLine> query = random_lines(lines_per_row, numbers);
  const std::vector<FloatLine> rows = random_lines(lines_per_row * count, numbers);
  const RowBlock block = {rows.data(), count, lines_per_row};
  std::vector<float> expected(count);
  scalar_dot_rows(query.data(), block, expected.data());
  const double tolerance = 1e-6 * static_cast<double>(lines_per_row * kFloatsPerLine);
  for (const DotKernel& kernel : dot_kernels()) {
    SCOPED_TRACE(kernel.name);
    std::vector<float> found(count + 1, 42.0F);
    kernel.run(query.data(), block, found.data());
    for (std::size_t r = 0; r < count; ++r) EXPECT_NEAR(found[r], expected[r], tolerance) << r;
    EXPECT_EQ(found[count], 42.0F) << "wrote past the last row";
  }
}

TEST(DotKernels, EachAgreesWithTheSpecification) {
  for (const std::size_t lines_per_row : {1u, 3u, 24u, 64u, 256u}) {
    for (const std::size_t count : {0u, 1u, 3u, 4u, 5u, 33u})
      expect_agreement(count, lines_per_row);
  }
}

TEST(DotKernels, NotANumberStaysInItsRow) {
  std::vector<FloatLine> query(1);
  std::vector<FloatLine> rows(5);
  query[0].values[0] = 1;
  for (std::size_t r = 0; r < rows.size(); ++r) rows[r].values[0] = static_cast<float>(r);
  rows[2].values[3] = std::nanf("");
  for (const DotKernel& kernel : dot_kernels()) {
    float out[5] = {};
    kernel.run(query.data(), {rows.data(), 5, 1}, out);
    EXPECT_EQ(out[1], 1.0F) << kernel.name;
    EXPECT_TRUE(std::isnan(out[2])) << kernel.name;
    EXPECT_EQ(out[3], 3.0F) << kernel.name;
    EXPECT_EQ(out[4], 4.0F) << kernel.name;
  }
}

}  // namespace
}  // namespace eider::vector_index
