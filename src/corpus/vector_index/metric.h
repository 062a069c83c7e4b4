#pragma once
// What "near" means. Similarities are such that larger is nearer, whatever the metric.

#include <cstdint>

namespace eider::vector_index {

enum class Metric : std::uint8_t {
  kCosine,        // similarity: the cosine; rows and queries are scaled to length 1
  kInnerProduct,  // similarity: the inner product
  kL2,            // similarity: minus the squared distance
};

struct Neighbour {
  std::int64_t id = 0;
  float similarity = 0;  // larger is nearer
};

/// Nearer first; of two that are equally near, the lower id.
inline bool nearer(const Neighbour& left, const Neighbour& right) {
  if (left.similarity != right.similarity) return left.similarity > right.similarity;
  return left.id < right.id;
}

}  // namespace eider::vector_index
