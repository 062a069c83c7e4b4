#pragma once
// ListView: where the lists of a segment keep their rows. A list's rows follow one another; its
// codes fill whole blocks of 32, so that a row has a slot in the blocks beside its place.

#include <cstddef>
#include <cstdint>
#include <span>

#include "corpus/vector_index/kernels/int8_dot.h"
#include "corpus/vector_index/list_query.h"
#include "corpus/vector_index/row_codes.h"

namespace eider::vector_index {

struct ListView {
  std::size_t width = 0;                        // padded dimensions
  std::span<const std::uint32_t> first_rows;    // of each list, and one more
  std::span<const std::uint32_t> first_blocks;  // of each list, and one more
  std::span<const std::uint32_t> gaps;          // of each block: what a slot is above its row
  std::span<const std::uint8_t> blocks;
  std::span<const Int8Code> codes;
  std::span<const std::int8_t> values;

  std::uint32_t row_of(std::size_t slot) const {
    return static_cast<std::uint32_t>(slot) - gaps[slot / 32];
  }
  Int8Rows rows() const { return {values.data(), width}; }

  float similarity(const ListQuery& query, std::uint32_t row, std::int32_t sum) const {
    return query.bias() + codes[row].gain * query.inner_product(sum) + codes[row].offset;
  }
};

}  // namespace eider::vector_index
