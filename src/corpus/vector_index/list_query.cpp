#include "corpus/vector_index/list_query.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "corpus/vector_index/kernels/int8_dot.h"

namespace eider::vector_index {
namespace {

/// The sums of every subset of four values.
std::array<float, 16> subset_sums(const float* values) {
  std::array<float, 16> sums = {};
  for (std::size_t i = 0; i < 4; ++i) {
    const std::size_t half = std::size_t{1} << i;
    for (std::size_t j = 0; j < half; ++j) sums[half + j] = sums[j] + values[i];
  }
  return sums;
}

struct Range {
  float low = 0;
  float high = 0;
};

Range range_of(const float* values) {
  Range range;
  for (std::size_t i = 0; i < 4; ++i) {
    range.low += std::min(values[i], 0.0F);
    range.high += std::max(values[i], 0.0F);
  }
  return range;
}

}  // namespace

ListQuery::ListQuery(std::span<const float> turned, std::span<const float> origin, Metric metric) {
  std::vector<float> moved(turned.begin(), turned.end());
  for (std::size_t i = 0; i < moved.size(); ++i) {
    const float apart = turned[i] - origin[i];
    square_ += apart * apart;
    if (metric == Metric::kL2) {
      moved[i] = apart;
    } else {
      bias_ += turned[i] * origin[i];
    }
  }
  if (metric == Metric::kL2) bias_ = -square_;
  make_tables(moved);
  make_values16(moved);
}

void ListQuery::make_tables(std::span<const float> moved) {
  const std::size_t count = moved.size() / 4;
  float widest = 0;
  float low = 0;
  float sum = 0;
  for (std::size_t table = 0; table < count; ++table) {
    const Range range = range_of(&moved[table * 4]);
    widest = std::max(widest, range.high - range.low);
    low += range.low;
    sum += range.low + range.high;
  }
  const float inverse = widest > 0 ? kMaxEntry / widest : 0.0F;
  tables_.resize((count + 3) / 4);
  for (std::size_t table = 0; table < count; ++table) {
    const std::array<float, 16> sums = subset_sums(&moved[table * 4]);
    const float lowest = range_of(&moved[table * 4]).low;
    std::uint8_t* entries = tables_[table / 4].entries + table % 4 * 16;
    for (std::size_t code = 0; code < 16; ++code) {
      const float entry = (sums[code] - lowest) * inverse + 0.5F;
      entries[code] = static_cast<std::uint8_t>(std::clamp(entry, 0.0F, 63.0F));
    }
  }
  // The row's signs sum to twice what is added for the bits that are set, less all.
  scale_ = 2 * widest / kMaxEntry;
  shift_ = 2 * low - sum;
}

void ListQuery::make_values16(std::span<const float> moved) {
  float largest = 0;
  for (const float value : moved) largest = std::max(largest, std::fabs(value));
  const auto limit = static_cast<float>(query16_limit(moved.size()));
  const float inverse = largest > 0 ? limit / largest : 0.0F;
  step_ = largest / limit;
  values16_.resize(moved.size());
  for (std::size_t i = 0; i < moved.size(); ++i) {
    const float scaled = moved[i] * inverse;
    values16_[i] = static_cast<std::int16_t>(scaled + (scaled < 0 ? -0.5F : 0.5F));
  }
}

BlockScan ListQuery::scan() const {
  BlockScan scan;
  scan.entries = tables_.data()->entries;
  scan.tables = values16_.size() / 4;
  scan.scale = scale_;
  scan.shift = shift_;
  return scan;
}

}  // namespace eider::vector_index
