#include "corpus/vector_index/rotation.h"

#include <bit>
#include <cmath>
#include <cstdint>

namespace eider::vector_index {
namespace {

constexpr std::size_t kRounds = 4;

/// SplitMix64 (Steele, Lea, Flood, OOPSLA 2014).
std::uint64_t next_bits(std::uint64_t& state) {
  state += 0x9E3779B97F4A7C15u;
  std::uint64_t bits = state;
  bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9u;
  bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EBu;
  return bits ^ (bits >> 31);
}

bool leads(std::size_t round) { return round % 2 == 0; }

}  // namespace

Rotation::Rotation(std::size_t dimensions)
    : padded_(padded_dimensions(dimensions)),
      block_(std::bit_floor(padded_)),
      factors_(kRounds, std::vector<float>(padded_)),
      ops_(float_ops().back()) {
  std::uint64_t state = dimensions;
  const auto scale = static_cast<float>(1 / std::sqrt(static_cast<double>(block_)));
  for (std::size_t round = 0; round < kRounds; ++round) {
    const std::size_t start = leads(round) ? 0 : padded_ - block_;
    for (std::size_t i = 0; i < padded_; ++i) {
      const bool transformed = i >= start && i < start + block_;
      const float sign = (next_bits(state) & 1) != 0 ? 1.0F : -1.0F;
      factors_[round][i] = transformed ? sign * scale : sign;
    }
  }
}

void Rotation::apply(float* values) const {
  for (std::size_t round = 0; round < kRounds; ++round) {
    ops_.multiply(values, factors_[round].data(), padded_);
    ops_.hadamard(leads(round) ? values : values + (padded_ - block_), block_);
    if (block_ != padded_) ops_.turn(values, padded_ / 2);
  }
}

}  // namespace eider::vector_index
