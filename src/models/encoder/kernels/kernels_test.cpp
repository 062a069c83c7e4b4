#include "models/encoder/kernels/kernels.h"

#include <gtest/gtest.h>

#include <cmath>

#include "models/encoder/q4_matrix.h"
#include "models/encoder/test_weights.h"

namespace eider::encoder {
namespace {

float tolerance(float value) { return 1e-4f * (1 + std::abs(value)); }

void expect_equal(const std::vector<float>& a, const std::vector<float>& b, const char* name) {
  ASSERT_EQ(a.size(), b.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    ASSERT_NEAR(a[i], b[i], tolerance(a[i])) << name << " at " << i;
  }
}

TEST(Kernels, TheSpecificationComesFirst) {
  ASSERT_FALSE(kernels().empty());
  EXPECT_STREQ(kernels().front().name, "scalar");
}

TEST(Kernels, ProductsAgreeForAnyNumberOfRows) {
  Numbers numbers;
  constexpr std::size_t kInputs = 96;
  constexpr std::size_t kOutputs = 48;
  const Q4Matrix matrix = random_matrix(kInputs, kOutputs, numbers);
  for (std::size_t count = 0; count < 30; ++count) {
    const std::vector<float> rows = numbers.many(count * kInputs);
    ByteSpace space;
    const ByteRows bytes = space.cut(kernels().front().cut, rows.data(), count, kInputs);
    std::vector<float> expected(count * kOutputs);
    kernels().front().multiply(matrix.view(), bytes, expected.data());
    for (const Kernels& kernel : kernels()) {
      std::vector<float> given(count * kOutputs);
      kernel.multiply(matrix.view(), bytes, given.data());
      expect_equal(expected, given, kernel.name);
    }
  }
}

TEST(Kernels, TheLargestProductsStayExact) {
  constexpr std::size_t kInputs = 64;
  for (const int pair : {0x00, 0xff, 0x0f, 0xf0}) {
    const Q4Matrix matrix = uniform_matrix(kInputs, kGroup, static_cast<std::uint8_t>(pair));
    for (const float value : {1.0f, -1.0f}) {
      const std::vector<float> rows(kInputs, value);
      ByteSpace space;
      const ByteRows bytes = space.cut(kernels().front().cut, rows.data(), 1, kInputs);
      std::vector<float> expected(kGroup);
      kernels().front().multiply(matrix.view(), bytes, expected.data());
      for (const Kernels& kernel : kernels()) {
        std::vector<float> given(kGroup);
        kernel.multiply(matrix.view(), bytes, given.data());
        expect_equal(expected, given, kernel.name);
      }
    }
  }
}

TEST(Kernels, AttentionAgreesForTextsOfAnyLength) {
  Numbers numbers;
  for (const std::size_t count : {1, 2, 3, 4, 5, 15, 16, 17, 31, 33, 64, 100}) {
    const std::vector<float> rows = numbers.many(count * 3 * 2 * 32);
    const HeadsView view{rows.data(), count, 2, 32};
    std::vector<FloatLine> scratch(attention_scratch(count, 32) / 16 + 1);
    std::vector<float> expected(count * 64);
    kernels().front().attend(view, scratch.front().values, expected.data());
    for (const Kernels& kernel : kernels()) {
      std::vector<float> given(count * 64);
      kernel.attend(view, scratch.front().values, given.data());
      expect_equal(expected, given, kernel.name);
    }
  }
}

TEST(Kernels, GeluAgreesAndStaysFinite) {
  std::vector<float> values = {0,   1,    -1,    3,     -3,     10, -10, 50,
                               -50, 1000, -1000, 1e-8f, -1e-8f, 2,  -2,  .5f};
  std::vector<float> expected = values;
  kernels().front().gelu(expected.data(), expected.size());
  for (const Kernels& kernel : kernels()) {
    std::vector<float> given = values;
    kernel.gelu(given.data(), given.size());
    expect_equal(expected, given, kernel.name);
  }
}

TEST(Kernels, BlocksAreCutAlike) {
  Numbers numbers;
  std::vector<float> values = numbers.many(50 * kBlock);
  std::fill_n(values.begin(), kBlock, 0.0f);
  values[kBlock] = 1e30f;
  for (std::size_t i = 2 * kBlock; i < 3 * kBlock; ++i) values[i] = i % 2 ? 127.0f : 0.5f;  // ties
  ByteSpace first;
  const ByteRows expected = first.cut(kernels().front().cut, values.data(), 50, kBlock);
  for (const Kernels& kernel : kernels()) {
    ByteSpace second;
    const ByteRows given = second.cut(kernel.cut, values.data(), 50, kBlock);
    for (std::size_t b = 0; b < 50; ++b) {
      EXPECT_EQ(given.scales[b], expected.scales[b]) << kernel.name << " " << b;
      EXPECT_EQ(given.offsets[b], expected.offsets[b]) << kernel.name << " " << b;
    }
    for (std::size_t i = 0; i < values.size(); ++i) {
      ASSERT_EQ(given.values[i], expected.values[i]) << kernel.name << " " << i;
    }
  }
}

TEST(Kernels, NormsAgree) {
  Numbers numbers;
  const std::vector<float> gain = numbers.many(96);
  const std::vector<float> shift = numbers.many(96);
  const NormView norm{gain.data(), shift.data(), 96, 1e-12f};
  const std::vector<float> added = numbers.many(3 * 96);
  const std::vector<float> rows = numbers.many(3 * 96);
  std::vector<float> expected = rows;
  kernels().front().add_and_norm(norm, added.data(), 3, expected.data());
  for (const Kernels& kernel : kernels()) {
    std::vector<float> given = rows;
    kernel.add_and_norm(norm, added.data(), 3, given.data());
    expect_equal(expected, given, kernel.name);
  }
}

}  // namespace
}  // namespace eider::encoder
