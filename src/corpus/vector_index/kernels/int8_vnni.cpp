#include "corpus/vector_index/kernels/int8_vnni.h"

#if defined(__x86_64__)
#include <immintrin.h>

#define EIDER_VNNI __attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,avx512vnni")))

namespace eider::vector_index {
namespace {

/// The sums of four registers, in the four lanes of the result.
EIDER_VNNI inline __m128i sums_of(__m512i a, __m512i b, __m512i c, __m512i d) {
  const __m512i first = _mm512_add_epi32(_mm512_unpacklo_epi32(a, b), _mm512_unpackhi_epi32(a, b));
  const __m512i second = _mm512_add_epi32(_mm512_unpacklo_epi32(c, d), _mm512_unpackhi_epi32(c, d));
  const __m512i four =
      _mm512_add_epi32(_mm512_unpacklo_epi64(first, second), _mm512_unpackhi_epi64(first, second));
  const __m256i half =
      _mm256_add_epi32(_mm512_castsi512_si256(four), _mm512_extracti64x4_epi64(four, 1));
  return _mm_add_epi32(_mm256_castsi256_si128(half), _mm256_extracti128_si256(half, 1));
}

/// VNNI multiplies unsigned by signed: the query is taken 128 higher, and 128 times the row's sum
/// is taken off again.
EIDER_VNNI inline __m512i raised(const std::int8_t* query) {
  return _mm512_xor_si512(_mm512_loadu_si512(query), _mm512_set1_epi8(-128));
}

EIDER_VNNI inline void prefetch_row(const std::int8_t* row, std::size_t width) {
  for (std::size_t at = 0; at < width; at += 64) {
    _mm_prefetch(reinterpret_cast<const char*>(row + at), _MM_HINT_T0);
  }
}

}  // namespace

EIDER_VNNI void vnni_picked(const std::int16_t* query, Int8Rows rows, const std::uint32_t* picks,
                            std::size_t count, std::int32_t* out) {
  constexpr std::size_t kAhead = 8;
  for (std::size_t i = 0; i < kAhead && i < count; ++i) {
    prefetch_row(rows.rows + picks[i] * rows.width, rows.width);
  }
  for (std::size_t i = 0; i < count; ++i) {
    if (i + kAhead < count) {
      prefetch_row(rows.rows + picks[i + kAhead] * rows.width, rows.width);
    }
    const std::int8_t* row = rows.rows + picks[i] * rows.width;
    __m512i even = _mm512_setzero_si512();
    __m512i odd = _mm512_setzero_si512();
    for (std::size_t at = 0; at < rows.width; at += 64) {
      const __m512i bytes = _mm512_load_si512(row + at);
      const __m512i low = _mm512_cvtepi8_epi16(_mm512_castsi512_si256(bytes));
      const __m512i high = _mm512_cvtepi8_epi16(_mm512_extracti64x4_epi64(bytes, 1));
      even = _mm512_dpwssd_epi32(even, low, _mm512_loadu_si512(query + at));
      odd = _mm512_dpwssd_epi32(odd, high, _mm512_loadu_si512(query + at + 32));
    }
    out[i] = _mm512_reduce_add_epi32(_mm512_add_epi32(even, odd));
  }
}

EIDER_VNNI void vnni_all(const std::int8_t* query, Int8Rows rows, const std::int32_t* sums,
                         std::size_t count, std::int32_t* out) {
  const std::size_t width = rows.width;
  std::size_t r = 0;
  for (; r + 4 <= count; r += 4) {
    const std::int8_t* row = rows.rows + r * width;
    __m512i part0 = _mm512_setzero_si512();
    __m512i part1 = part0;
    __m512i part2 = part0;
    __m512i part3 = part0;
    for (const std::int8_t* end = row + width; row < end; row += 64) {
      const __m512i wanted = raised(query + (row - (end - width)));
      part0 = _mm512_dpbusd_epi32(part0, wanted, _mm512_load_si512(row));
      part1 = _mm512_dpbusd_epi32(part1, wanted, _mm512_load_si512(row + width));
      part2 = _mm512_dpbusd_epi32(part2, wanted, _mm512_load_si512(row + 2 * width));
      part3 = _mm512_dpbusd_epi32(part3, wanted, _mm512_load_si512(row + 3 * width));
    }
    const __m128i four = _mm_loadu_si128(reinterpret_cast<const __m128i*>(sums + r));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(out + r),
                     _mm_sub_epi32(sums_of(part0, part1, part2, part3), _mm_slli_epi32(four, 7)));
  }
  for (; r < count; ++r) {
    __m512i part = _mm512_setzero_si512();
    for (std::size_t at = 0; at < rows.width; at += 64) {
      part = _mm512_dpbusd_epi32(part, raised(query + at),
                                 _mm512_load_si512(rows.rows + r * rows.width + at));
    }
    out[r] = _mm512_reduce_add_epi32(part) - 128 * sums[r];
  }
}

}  // namespace eider::vector_index
#endif
