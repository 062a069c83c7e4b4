#pragma once
// ListQuery: a query made ready for the lists of one segment: turned, moved, in 16 bits for the
// int8 rows, and as tables for the fast scan. Input: a turned query -> output: see the members.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "corpus/vector_index/kernels/fast_scan.h"
#include "corpus/vector_index/metric.h"

namespace eider::vector_index {

class ListQuery {
 public:
  /// `turned`: by Rotation. `origin`: where the segment's rows were moved from.
  ListQuery(std::span<const float> turned, std::span<const float> origin, Metric metric);

  /// similarity = bias() + row's gain * inner_product + row's offset.
  float bias() const { return bias_; }

  /// The inner product with a row of int8, from the integer that Int8Dot::picked gives.
  float inner_product(std::int32_t sum) const { return step_ * static_cast<float>(sum); }

  const std::int16_t* values16() const { return values16_.data(); }

  /// The squared distance from where the lists' centres are measured.
  float square() const { return square_; }

  /// Tables and scale; the caller puts in base and width.
  BlockScan scan() const;

 private:
  struct alignas(64) Table4 {
    std::uint8_t entries[64] = {};  // four tables
  };

  void make_tables(std::span<const float> moved);
  void make_values16(std::span<const float> moved);

  float bias_ = 0;
  float square_ = 0;
  float step_ = 0;
  float scale_ = 0;
  float shift_ = 0;
  std::vector<std::int16_t> values16_;
  std::vector<Table4> tables_;
};

}  // namespace eider::vector_index
