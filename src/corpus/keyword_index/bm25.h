#pragma once
// BM25 in whole numbers. A word's share of a chunk's score is a multiple of 2^-14, at least one, so
// that sums are the same in any order and a chunk that holds a word never scores 0.
//   share = idf (k1 + 1) count / (count + k1 (1 - b + b length / mean length))

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace eider::keyword_index {

// Chosen by bench/retrieval_bench on the even questions of the retrieval sets.
inline constexpr double kK1 = 0.9;
inline constexpr double kB = 0.75;

inline constexpr double kSharesInOne = 16384;  // 2^14

/// Over live chunks.
struct Statistics {
  std::uint64_t chunks = 0;
  std::uint64_t total_length = 0;

  double mean_length() const {
    return chunks == 0
               ? 1
               : std::max(1.0, static_cast<double>(total_length) / static_cast<double>(chunks));
  }
  /// Always positive; greatest for a word that no chunk holds.
  double idf(std::uint64_t holding) const {
    const double rest = static_cast<double>(chunks) - static_cast<double>(holding);
    return std::log(1 + (rest + 0.5) / (static_cast<double>(holding) + 0.5));
  }
};

/// What length costs, for one mean length.
struct LengthNorm {
  float fixed = 0;
  float by_length = 0;

  explicit LengthNorm(double mean_length)
      : fixed(static_cast<float>(kK1 * (1 - kB))),
        by_length(static_cast<float>(kK1 * kB / mean_length)) {}
  float operator()(std::uint32_t length) const {
    return fixed + by_length * static_cast<float>(length);
  }
};

/// The part of a word's weight that a chunk earns, in [0, 1).
inline float saturation(float count, float norm) { return count / (count + norm); }

inline float word_weight(double idf) { return static_cast<float>(idf * (kK1 + 1) * kSharesInOne); }

inline std::uint32_t share(float weight, float count, float norm) {
  return static_cast<std::uint32_t>(weight * saturation(count, norm)) + 1;
}

inline float score_of(std::uint32_t shares) {
  return static_cast<float>(static_cast<double>(shares) / kSharesInOne);
}

}  // namespace eider::keyword_index
