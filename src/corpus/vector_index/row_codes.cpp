#include "corpus/vector_index/row_codes.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "corpus/vector_index/kernels/code_ops.h"
#include "corpus/vector_index/kernels/fast_scan.h"
#include "corpus/vector_index/kernels/float_ops.h"

namespace eider::vector_index {
namespace {

float factor_of(const SignSums& signs) {
  return signs.length1 > 0 ? signs.square / signs.length1 : 0.0F;
}

float error_of(const SignSums& signs, std::size_t dimensions) {
  if (!(signs.square > 0) || !(signs.length1 > 0)) return 0;
  const auto count = static_cast<float>(dimensions);
  const float aligned = signs.length1 * signs.length1 / (count * signs.square);
  return std::sqrt(signs.square * std::max(0.0F, (1 - aligned) / aligned) / (count - 1));
}

const CodeOps& fastest_code_ops() {
  static const CodeOps ops = code_ops().back();
  return ops;
}

}  // namespace

Int8Code encode8(std::span<const float> row, std::span<const float> origin, Metric metric,
                 std::int8_t* values) {
  static const FloatOps ops = float_ops().back();
  const float largest = ops.largest(row.data(), row.size());
  const float step = largest / 127;
  if (!(step > 0) || !std::isfinite(127 / largest)) {
    std::fill_n(values, row.size(), std::int8_t{0});
    return {};
  }
  ops.round8(row.data(), 127 / largest, values, row.size());
  std::vector<float> coded(row.size());
  fastest_code_ops().expand(values, step, coded.data(), row.size());
  const ErrorSums sums =
      fastest_code_ops().errors(row.data(), coded.data(), origin.data(), row.size());
  const float gain = step * gain_per_step(metric);
  if (metric == Metric::kCosine) return {gain, -sums.along};
  if (metric == Metric::kL2) return {gain, sums.lost - sums.square};
  return {gain, 0};
}

BitFactors encode_bits(std::span<const float> row, const CodeFrame& frame, float offset,
                       std::uint8_t* codes) {
  const SignSums signs = fastest_code_ops().signs(row.data(), frame.centre.data(),
                                                  frame.anchor.data(), codes, row.size());
  const float factor = factor_of(signs);
  const float error = error_of(signs, row.size());
  if (frame.metric == Metric::kL2) {
    float square = 0;
    for (const float value : row) square += value * value;
    const float fixed = offset + square - signs.square - 2 * factor * signs.anchor_signs;
    return {fixed, 2 * factor, 2 * error};
  }
  return {offset + signs.anchor_dot - factor * signs.anchor_signs, factor, error};
}

BitFactors encode_centre(std::span<const float> centre, std::span<const float> origin,
                         Metric metric, std::uint8_t* codes) {
  const std::vector<float> zero(centre.size());
  const SignSums signs =
      fastest_code_ops().signs(centre.data(), zero.data(), origin.data(), codes, centre.size());
  const float factor = factor_of(signs);
  if (metric == Metric::kInnerProduct) {
    return {signs.anchor_dot - factor * signs.anchor_signs, factor, 0};
  }
  return {-signs.square - 2 * factor * signs.anchor_signs, 2 * factor, 0};
}

void put_code(std::uint8_t* block, std::size_t row, std::span<const std::uint8_t> codes,
              const BitFactors& factors) {
  const unsigned shift = row < 16 ? 0 : 4;
  for (std::size_t table = 0; table < codes.size(); ++table) {
    std::uint8_t& both = block[table * 16 + row % 16];
    both = static_cast<std::uint8_t>((both & (0xF0u >> shift)) | static_cast<unsigned>(codes[table])
                                                                     << shift);
  }
  auto* floats = reinterpret_cast<float*>(block + codes.size() * 16);
  floats[row] = factors.fixed;
  floats[kBlockRows + row] = factors.factor;
  floats[2 * kBlockRows + row] = factors.error;
}

}  // namespace eider::vector_index
