#pragma once
// The two forms of a row in a list.
//
// Int8Code: y = gain * values, off by at most half a step a coordinate. `offset` takes off the
// part of that error that lies along the row itself, which is most of what a near query sees:
//   similarity = (of the query alone) + gain * (query . values) + offset.
//
// BitFactors: with the signs of r = row - centre of its list (RaBitQ: Gao, Long, SIGMOD 2024),
// (w - v) . r is about |r|^2 / |r|_1 * (w - v) . signs, for any w and v; with a standard deviation
// of |w - v| * |r| * sqrt((1 - a^2) / a^2 / (d - 1)), where a = |r|_1 / |r| / sqrt(d).
// Both forms live in a space that is turned and whose origin is moved to the rows' mean.

#include <cstddef>
#include <cstdint>
#include <span>

#include "corpus/vector_index/metric.h"

namespace eider::vector_index {

struct Int8Code {
  float gain = 0;
  float offset = 0;
};

/// gain / step: under L2 the inner product counts twice.
constexpr float gain_per_step(Metric metric) { return metric == Metric::kL2 ? 2.0F : 1.0F; }

/// Writes row.size() values. `row` is turned and moved, `origin` is where it was moved from.
Int8Code encode8(std::span<const float> row, std::span<const float> origin, Metric metric,
                 std::int8_t* values);

struct BitFactors {
  float fixed = 0;
  float factor = 0;
  float error = 0;
};

/// From where a list's codes are measured.
struct CodeFrame {
  Metric metric = Metric::kCosine;
  std::span<const float> centre;  // of the list, moved
  std::span<const float> anchor;  // the centre before it was moved; under L2 the centre itself
};

/// `row`: as its int8 form says, moved. Fills a byte for each four coordinates.
BitFactors encode_bits(std::span<const float> row, const CodeFrame& frame, float offset,
                       std::uint8_t* codes);

/// For ranking lists: the estimate is the nearness of the centre (minus its squared distance but
/// for what depends on the query alone; its inner product under kInnerProduct). `origin` as in
/// encode8(), zero under L2.
BitFactors encode_centre(std::span<const float> centre, std::span<const float> origin,
                         Metric metric, std::uint8_t* codes);

/// Puts a row's codes and factors at place `row` of a block.
void put_code(std::uint8_t* block, std::size_t row, std::span<const std::uint8_t> codes,
              const BitFactors& factors);

}  // namespace eider::vector_index
