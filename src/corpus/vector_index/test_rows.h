#pragma once
// For tests: reproducible vectors, and the truth by brute force in double precision.

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include "corpus/vector_index/metric.h"

namespace eider::vector_index {

using Floats = std::vector<float>;

/// Between -1 and 1 (xorshift), the same on every machine.
class Numbers {
 public:
  explicit Numbers(std::uint64_t seed) : state_(seed * 2654435769u + 88172645463325252u) {}

  std::uint64_t bits() {
    state_ ^= state_ << 13;
    state_ ^= state_ >> 7;
    state_ ^= state_ << 17;
    return state_;
  }
  std::size_t below(std::size_t limit) { return (bits() >> 11) % limit; }
  float next() {
    return static_cast<float>(static_cast<std::int64_t>(bits() >> 40) - (1 << 23)) / (1 << 23);
  }

  Floats vector(std::size_t dimensions) {
    Floats values(dimensions);
    for (float& value : values) value = next() + next();
    return values;
  }

 private:
  std::uint64_t state_ = 0;
};

inline double true_similarity(std::span<const float> query, std::span<const float> row,
                              Metric metric) {
  double dot = 0;
  double qq = 0;
  double rr = 0;
  for (std::size_t i = 0; i < query.size(); ++i) {
    dot += static_cast<double>(query[i]) * row[i];
    qq += static_cast<double>(query[i]) * query[i];
    rr += static_cast<double>(row[i]) * row[i];
  }
  if (metric == Metric::kInnerProduct) return dot;
  if (metric == Metric::kL2) return 2 * dot - qq - rr;
  return dot / std::sqrt(qq * rr);
}

/// Rows around some hundred points, as embeddings of texts lie.
class Clusters {
 public:
  Clusters(std::size_t dimensions, std::uint64_t seed) : numbers_(seed) {
    for (int i = 0; i < 200; ++i) points_.push_back(numbers_.vector(dimensions));
  }
  Floats row() {
    Floats values = points_[numbers_.below(points_.size())];
    const Floats apart = numbers_.vector(values.size());
    for (std::size_t i = 0; i < values.size(); ++i) values[i] += 0.6F * apart[i] + 0.3F;
    return values;
  }

 private:
  Numbers numbers_;
  std::vector<Floats> points_;
};

/// Nearest first, all of them.
inline std::vector<Neighbour> true_order(const std::map<std::int64_t, Floats>& rows,
                                         std::span<const float> query, Metric metric) {
  std::vector<Neighbour> all;
  for (const auto& [id, row] : rows) {
    all.push_back({id, static_cast<float>(true_similarity(query, row, metric))});
  }
  std::sort(all.begin(), all.end(), nearer);
  return all;
}

}  // namespace eider::vector_index
