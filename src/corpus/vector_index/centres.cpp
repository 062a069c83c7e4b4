#include "corpus/vector_index/centres.h"

#include <algorithm>
#include <array>
#include <limits>

#include "corpus/vector_index/kernels/float_ops.h"

namespace eider::vector_index {
namespace {

constexpr std::size_t kKeysAtOnce = 128;

}  // namespace

Centres::Centres(std::size_t count, std::size_t width)
    : values_(count, width),
      steps_(count),
      squares_(count),
      sums_(count),
      dot_(int8_dots().back()) {}

void Centres::set(std::size_t c, const SteppedRow& row) {
  std::copy_n(row.values, width(), values_.row(c));
  steps_[c] = row.step;
  std::int32_t sum = 0;
  std::int32_t squares = 0;
  for (std::size_t i = 0; i < width(); ++i) {
    sum += row.values[i];
    squares += row.values[i] * row.values[i];
  }
  sums_[c] = sum;
  squares_[c] = row.step * row.step * static_cast<float>(squares);
}

void Centres::set(std::size_t c, std::span<const float> point) {
  static const FloatOps ops = float_ops().back();
  const float largest = ops.largest(point.data(), point.size());
  std::vector<std::int8_t> rounded(point.size());
  if (largest / 127 > 0) ops.round8(point.data(), 127 / largest, rounded.data(), point.size());
  set(c, SteppedRow{rounded.data(), largest / 127});
}

void Centres::keys(const SteppedRow& row, std::size_t first, std::size_t count, float* out) const {
  std::array<std::int32_t, kKeysAtOnce> dots = {};
  for (std::size_t start = 0; start < count; start += kKeysAtOnce) {
    const std::size_t some = std::min(kKeysAtOnce, count - start);
    const std::size_t at = first + start;
    dot_.all(row.values, values_.rows_from(at), &sums_[at], some, dots.data());
    for (std::size_t i = 0; i < some; ++i) {
      const float dot = static_cast<float>(dots[i]) * row.step * steps_[at + i];
      out[start + i] = squares_[at + i] - 2 * dot;
    }
  }
}

Nearest Centres::nearest(const SteppedRow& row) const {
  std::array<float, kKeysAtOnce> some = {};
  Nearest best = {0, std::numeric_limits<float>::infinity()};
  for (std::size_t start = 0; start < count(); start += kKeysAtOnce) {
    const std::size_t size = std::min(kKeysAtOnce, count() - start);
    keys(row, start, size, some.data());
    for (std::size_t i = 0; i < size; ++i) {
      if (some[i] < best.key) best = {static_cast<std::uint32_t>(start + i), some[i]};
    }
  }
  return best;
}

}  // namespace eider::vector_index
