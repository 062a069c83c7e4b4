#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <vector>

#include "corpus/vector_index/kernels/code_ops.h"
#include "corpus/vector_index/kernels/fast_scan.h"
#include "corpus/vector_index/kernels/float_ops.h"
#include "corpus/vector_index/kernels/int8_dot.h"
#include "corpus/vector_index/kernels/query_ops.h"
#include "corpus/vector_index/test_rows.h"

namespace eider::vector_index {
namespace {

struct alignas(64) Line {
  std::array<std::uint8_t, 64> bytes = {};
};

std::vector<Line> random_lines(std::size_t bytes, Numbers& numbers) {
  std::vector<Line> lines((bytes + 63) / 64);
  for (Line& line : lines) {
    for (std::uint8_t& byte : line.bytes) byte = static_cast<std::uint8_t>(numbers.bits() >> 24);
  }
  return lines;
}

TEST(FloatOps, EachGivesTheBitsOfTheSpecification) {
  Numbers numbers(3);
  for (const std::size_t count : {64u, 128u, 512u, 4096u}) {
    const Floats values = numbers.vector(count);
    const Floats factors = numbers.vector(count);
    const FloatOps scalar = float_ops().front();
    for (const FloatOps& ops : float_ops()) {
      SCOPED_TRACE(ops.name);
      Floats expected = values;
      Floats found = values;
      scalar.hadamard(expected.data(), count);
      ops.hadamard(found.data(), count);
      EXPECT_EQ(found, expected);
      scalar.multiply(expected.data(), factors.data(), count);
      ops.multiply(found.data(), factors.data(), count);
      EXPECT_EQ(found, expected);
      scalar.turn(expected.data(), count / 2);
      ops.turn(found.data(), count / 2);
      EXPECT_EQ(found, expected);
      const float largest = scalar.largest(expected.data(), count);
      EXPECT_EQ(ops.largest(found.data(), count), largest);
      std::vector<std::int8_t> expected8(count);
      std::vector<std::int8_t> found8(count);
      scalar.round8(expected.data(), 127 / largest, expected8.data(), count);
      ops.round8(found.data(), 127 / largest, found8.data(), count);
      EXPECT_EQ(found8, expected8);
    }
  }
}

TEST(FloatOps, TheTransformOfTheTransformIsTheVectorAgain) {
  Numbers numbers(5);
  const Floats values = numbers.vector(256);
  for (const FloatOps& ops : float_ops()) {
    Floats twice = values;
    ops.hadamard(twice.data(), 256);
    ops.hadamard(twice.data(), 256);
    for (std::size_t i = 0; i < 256; ++i) EXPECT_NEAR(twice[i] / 256, values[i], 1e-5);
  }
}

void expect_same_dots(std::size_t width, std::size_t count) {
  Numbers numbers(width + count);
  std::vector<Line> lines = random_lines(width * count + 64, numbers);
  auto* bytes = reinterpret_cast<std::int8_t*>(lines.data());
  for (std::size_t i = 0; i < width * count; ++i) {
    if (bytes[i] == -128) bytes[i] = 127;
  }
  const Int8Rows rows = {bytes, width};
  std::vector<std::int16_t> query(width);
  std::vector<std::int8_t> query8(width);
  const auto limit = static_cast<float>(query16_limit(width));
  for (std::size_t i = 0; i < width; ++i) {
    query[i] = static_cast<std::int16_t>(numbers.next() * limit);
    query8[i] = static_cast<std::int8_t>(numbers.next() * 127);
  }
  std::vector<std::uint32_t> picks;
  std::vector<std::int32_t> sums(count);
  for (std::size_t r = 0; r < count; ++r) {
    picks.push_back(static_cast<std::uint32_t>(numbers.below(count)));
    for (std::size_t i = 0; i < width; ++i) sums[r] += bytes[r * width + i];
  }
  std::vector<std::int32_t> expected(count);
  std::vector<std::int32_t> expected8(count);
  int8_dots().front().picked(query.data(), rows, picks.data(), count, expected.data());
  int8_dots().front().all(query8.data(), rows, sums.data(), count, expected8.data());
  for (const Int8Dot& dot : int8_dots()) {
    SCOPED_TRACE(dot.name);
    std::vector<std::int32_t> found(count);
    dot.picked(query.data(), rows, picks.data(), count, found.data());
    EXPECT_EQ(found, expected);
    dot.all(query8.data(), rows, sums.data(), count, found.data());
    EXPECT_EQ(found, expected8);
  }
}

TEST(Int8Dot, EachGivesTheIntegersOfTheSpecification) {
  for (const std::size_t width : {64u, 128u, 384u, 4096u}) {
    for (const std::size_t count : {0u, 1u, 3u, 4u, 33u}) expect_same_dots(width, count);
  }
}

TEST(Int8Dot, TheLargestValuesDoNotOverflow) {
  for (const std::size_t width : {64u, 2048u, 4096u}) {
    std::vector<Line> lines(width / 64);
    for (Line& line : lines) line.bytes.fill(127);
    const Int8Rows rows = {reinterpret_cast<const std::int8_t*>(lines.data()), width};
    const std::vector<std::int16_t> query(width, static_cast<std::int16_t>(query16_limit(width)));
    const std::uint32_t pick = 0;
    for (const Int8Dot& dot : int8_dots()) {
      std::int32_t found = 0;
      dot.picked(query.data(), rows, &pick, 1, &found);
      EXPECT_EQ(found,
                static_cast<std::int64_t>(127) * query[0] * static_cast<std::int64_t>(width));
    }
  }
}

TEST(CodeOps, EachGivesTheBitsOfTheSpecification) {
  Numbers numbers(11);
  for (const std::size_t count : {64u, 384u, 4096u}) {
    const Floats row = numbers.vector(count);
    const Floats other = numbers.vector(count);
    const Floats third = numbers.vector(count);
    std::vector<std::int8_t> values(count);
    for (auto& value : values) value = static_cast<std::int8_t>(numbers.next() * 127);
    const CodeOps scalar = code_ops().front();
    Floats expanded(count);
    Floats gathered = row;
    std::vector<std::uint8_t> codes(count / 4);
    scalar.expand(values.data(), 0.3F, expanded.data(), count);
    scalar.gather(values.data(), 0.3F, gathered.data(), count);
    const ErrorSums errors = scalar.errors(row.data(), other.data(), third.data(), count);
    const SignSums signs =
        scalar.signs(row.data(), other.data(), third.data(), codes.data(), count);
    for (const CodeOps& ops : code_ops()) {
      SCOPED_TRACE(ops.name);
      Floats found(count);
      ops.expand(values.data(), 0.3F, found.data(), count);
      EXPECT_EQ(found, expanded);
      found = row;
      ops.gather(values.data(), 0.3F, found.data(), count);
      EXPECT_EQ(found, gathered);
      const ErrorSums sums = ops.errors(row.data(), other.data(), third.data(), count);
      EXPECT_EQ(sums.along, errors.along);
      EXPECT_EQ(sums.square, errors.square);
      EXPECT_EQ(sums.lost, errors.lost);
      std::vector<std::uint8_t> found_codes(count / 4, 255);
      const SignSums found_signs =
          ops.signs(row.data(), other.data(), third.data(), found_codes.data(), count);
      EXPECT_EQ(found_codes, codes);
      EXPECT_EQ(found_signs.length1, signs.length1);
      EXPECT_EQ(found_signs.square, signs.square);
      EXPECT_EQ(found_signs.anchor_signs, signs.anchor_signs);
      EXPECT_EQ(found_signs.anchor_dot, signs.anchor_dot);
    }
  }
}

TEST(QueryOps, EachAgreesWithTheSpecification) {
  Numbers numbers(12);
  for (const std::size_t count : {64u, 384u, 4096u}) {
    const Floats left = numbers.vector(count);
    const Floats right = numbers.vector(count);
    const QueryOps scalar = query_ops().front();
    std::vector<std::uint8_t> entries(count * 4);
    std::vector<std::int16_t> words(count);
    scalar.tables(left.data(), 7.5F, entries.data(), count);
    scalar.round16(left.data(), 4000, words.data(), count);
    for (const QueryOps& ops : query_ops()) {
      SCOPED_TRACE(ops.name);
      EXPECT_NEAR(ops.dot(left.data(), right.data(), count),
                  scalar.dot(left.data(), right.data(), count), 1e-3);
      EXPECT_NEAR(ops.apart(left.data(), right.data(), count),
                  scalar.apart(left.data(), right.data(), count), 1e-2);
      std::vector<std::uint8_t> found(count * 4);
      ops.tables(left.data(), 7.5F, found.data(), count);
      for (std::size_t i = 0; i < found.size(); ++i) EXPECT_NEAR(found[i], entries[i], 1) << i;
      std::vector<std::int16_t> found_words(count);
      ops.round16(left.data(), 4000, found_words.data(), count);
      EXPECT_EQ(found_words, words);
    }
  }
}

struct Blocks {
  std::vector<Line> entries;
  std::vector<Line> codes;
  BlockScan scan;
};

Blocks random_blocks(std::size_t tables, std::size_t count) {
  Numbers numbers(tables + count);
  Blocks made = {
      random_lines(tables * 16, numbers), random_lines(block_bytes(tables) * count, numbers), {}};
  for (Line& line : made.entries) {
    for (std::uint8_t& byte : line.bytes) byte &= kMaxEntry;
  }
  auto* bytes = reinterpret_cast<std::uint8_t*>(made.codes.data());
  for (std::size_t b = 0; b < count; ++b) {
    auto* factors = reinterpret_cast<float*>(bytes + b * block_bytes(tables) + tables * 16);
    for (std::size_t i = 0; i < 3 * kBlockRows; ++i) factors[i] = numbers.next();
  }
  made.scan = {
      reinterpret_cast<const std::uint8_t*>(made.entries.data()), tables, 0.01F, -3, 1, 0.5F};
  return made;
}

TEST(FastScan, EachEstimatesAsTheSpecificationDoes) {
  for (const std::size_t tables : {16u, 32u, 96u, 1024u}) {
    const std::size_t count = 5;
    const Blocks made = random_blocks(tables, count);
    const auto* codes = reinterpret_cast<const std::uint8_t*>(made.codes.data());
    Floats expected(count * kBlockRows);
    Floats most(2 * count);
    fast_scans().front().estimates(made.scan, codes, count, expected.data(), most.data());
    for (const FastScan& scan : fast_scans()) {
      SCOPED_TRACE(scan.name);
      Floats found(count * kBlockRows);
      Floats largest(2 * count);
      scan.estimates(made.scan, codes, count, found.data(), largest.data());
      for (std::size_t h = 0; h < 2 * count; ++h) EXPECT_NEAR(largest[h], most[h], 2e-3) << h;
      for (std::size_t i = 0; i < found.size(); ++i) EXPECT_NEAR(found[i], expected[i], 2e-3) << i;
    }
  }
}

TEST(FastScan, SurvivorsAreTheRowsThatMayBeAbove) {
  const std::size_t count = 40;
  const Blocks made = random_blocks(96, count);
  const auto* codes = reinterpret_cast<const std::uint8_t*>(made.codes.data());
  for (const FastScan& scan : fast_scans()) {
    SCOPED_TRACE(scan.name);
    Floats estimates(count * kBlockRows);
    Floats most_of(2 * count);
    scan.estimates(made.scan, codes, count, estimates.data(), most_of.data());
    std::vector<std::uint32_t> masks(count);
    scan.survivors(made.scan, codes, count, 1.0F, masks.data());
    std::size_t above = 0;
    for (std::size_t i = 0; i < estimates.size(); ++i) {
      const auto* errors =
          reinterpret_cast<const float*>(codes + i / 32 * block_bytes(96) + 96 * 16) + 64;
      const float most = estimates[i] + 0.5F * errors[i % 32];
      const bool survives = (masks[i / 32] >> (i % 32) & 1) != 0;
      if (std::fabs(most - 1) > 1e-4) {
        EXPECT_EQ(survives, most > 1) << i;
      }
      above += survives ? 1 : 0;
    }
    EXPECT_GT(above, 10u);
    EXPECT_LT(above, estimates.size() - 10);
  }
}

}  // namespace
}  // namespace eider::vector_index
