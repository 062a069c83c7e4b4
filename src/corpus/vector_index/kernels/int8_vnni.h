#pragma once
// Int8Dot::all by AVX-512 VNNI, which Debian's Highway does not know.

#include "corpus/vector_index/kernels/int8_dot.h"

namespace eider::vector_index {

#if defined(__x86_64__)
void vnni_picked(const std::int16_t* query, Int8Rows rows, const std::uint32_t* picks,
                 std::size_t count, std::int32_t* out);
void vnni_all(const std::int8_t* query, Int8Rows rows, const std::int32_t* sums, std::size_t count,
              std::int32_t* out);
#endif

}  // namespace eider::vector_index
