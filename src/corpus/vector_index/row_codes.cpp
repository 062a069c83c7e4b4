#include "corpus/vector_index/row_codes.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "corpus/vector_index/kernels/fast_scan.h"

namespace eider::vector_index {
namespace {

/// Sums in a fixed order that a compiler can make wide: sixteen chains, then one.
class Sum {
 public:
  void add(std::size_t i, float value) { chains_[i % 16] += value; }
  float total() const {
    float sum = 0;
    for (const float chain : chains_) sum += chain;
    return sum;
  }

 private:
  std::array<float, 16> chains_ = {};
};

struct Signs {
  float length1 = 0;       // |r|_1
  float square = 0;        // |r|^2
  float anchor_signs = 0;  // anchor . signs
  float anchor_dot = 0;    // anchor . r
};

/// r = row - centre; the anchor is centre + origin.
Signs signs_of(std::span<const float> row, std::span<const float> centre,
               std::span<const float> origin, std::uint8_t* bits) {
  Sum length1;
  Sum square;
  Sum anchor_signs;
  Sum anchor_dot;
  for (std::size_t i = 0; i < row.size(); ++i) {
    const float residual = row[i] - centre[i];
    const float anchor = centre[i] + origin[i];
    const bool up = residual > 0;
    bits[i] = up ? 1 : 0;
    length1.add(i, std::fabs(residual));
    square.add(i, residual * residual);
    anchor_signs.add(i, up ? anchor : -anchor);
    anchor_dot.add(i, anchor * residual);
  }
  return {length1.total(), square.total(), anchor_signs.total(), anchor_dot.total()};
}

float factor_of(const Signs& signs) {
  return signs.length1 > 0 ? signs.square / signs.length1 : 0.0F;
}

float error_of(const Signs& signs, std::size_t dimensions) {
  if (signs.square <= 0) return 0;
  const auto count = static_cast<float>(dimensions);
  const float aligned = signs.length1 * signs.length1 / (count * signs.square);
  return std::sqrt(signs.square * std::max(0.0F, (1 - aligned) / aligned) / (count - 1));
}

float dot(std::span<const float> left, std::span<const float> right) {
  Sum sum;
  for (std::size_t i = 0; i < left.size(); ++i) sum.add(i, left[i] * right[i]);
  return sum.total();
}

}  // namespace

Int8Code encode8(std::span<const float> row, std::span<const float> origin, Metric metric,
                 std::int8_t* values) {
  static const FloatOps ops = float_ops().back();
  const float largest = ops.largest(row.data(), row.size());
  const float step = largest / 127;
  if (!(step > 0)) {
    std::fill_n(values, row.size(), std::int8_t{0});
    return {};
  }
  ops.round8(row.data(), 127 / largest, values, row.size());
  Sum along;   // error . where the row was before it was moved
  Sum square;  // of the row as coded
  Sum lost;    // of the error
  for (std::size_t i = 0; i < row.size(); ++i) {
    const float coded = step * static_cast<float>(values[i]);
    const float error = coded - row[i];
    along.add(i, error * (row[i] + origin[i]));
    square.add(i, coded * coded);
    lost.add(i, error * error);
  }
  const float gain = step * gain_per_step(metric);
  if (metric == Metric::kCosine) return {gain, -along.total()};
  if (metric == Metric::kL2) return {gain, lost.total() - square.total()};
  return {gain, 0};
}

BitFactors encode_bits(std::span<const float> row, const CodeFrame& frame, float offset,
                       std::uint8_t* bits) {
  const Signs signs = signs_of(row, frame.centre, frame.origin, bits);
  const float factor = factor_of(signs);
  const float error = error_of(signs, row.size());
  if (frame.metric == Metric::kL2) {
    const float lost = offset + dot(row, row);
    return {lost - signs.square - 2 * factor * signs.anchor_signs, 2 * factor, 2 * error};
  }
  return {offset + signs.anchor_dot - factor * signs.anchor_signs, factor, error};
}

BitFactors encode_centre(std::span<const float> centre, std::span<const float> origin,
                         Metric metric, std::uint8_t* bits) {
  const std::vector<float> zero(centre.size());
  const Signs signs = signs_of(centre, zero, origin, bits);
  const float factor = factor_of(signs);
  if (metric == Metric::kInnerProduct) {
    return {signs.anchor_dot - factor * signs.anchor_signs, factor, 0};
  }
  return {-signs.square - 2 * factor * signs.anchor_signs, 2 * factor, 0};
}

void put_code(std::uint8_t* block, std::size_t row, std::span<const std::uint8_t> bits,
              const BitFactors& factors) {
  const std::size_t tables = bits.size() / 4;
  const unsigned shift = row < 16 ? 0 : 4;
  for (std::size_t table = 0; table < tables; ++table) {
    unsigned code = 0;
    for (std::size_t i = 0; i < 4; ++i) {
      code |= static_cast<unsigned>(bits[table * 4 + i]) << i;
    }
    std::uint8_t& both = block[table * 16 + row % 16];
    both = static_cast<std::uint8_t>((both & (0xF0u >> shift)) | code << shift);
  }
  auto* floats = reinterpret_cast<float*>(block + tables * 16);
  floats[row] = factors.fixed;
  floats[kBlockRows + row] = factors.factor;
  floats[2 * kBlockRows + row] = factors.error;
}

}  // namespace eider::vector_index
