#pragma once
// NearestK: the k nearest of the rows that were offered, in any order. Invariant: what it holds is
// the same whatever the order of offers, since nearer() is total.

#include <algorithm>
#include <cstddef>
#include <limits>
#include <vector>

#include "corpus/vector_index/metric.h"

namespace eider::vector_index {

class NearestK {
 public:
  explicit NearestK(std::size_t k) : k_(k) {}

  void offer(const Neighbour& row) {
    if (heap_.size() < k_) {
      heap_.push_back(row);
      std::push_heap(heap_.begin(), heap_.end(), nearer);
    } else if (k_ > 0 && nearer(row, heap_.front())) {
      std::pop_heap(heap_.begin(), heap_.end(), nearer);
      heap_.back() = row;
      std::push_heap(heap_.begin(), heap_.end(), nearer);
    }
  }

  /// A row less similar than this is not among the k. Minus infinity while fewer than k are held.
  float threshold() const {
    return heap_.size() < k_ || k_ == 0 ? -std::numeric_limits<float>::infinity()
                                        : heap_.front().similarity;
  }

  std::size_t k() const { return k_; }
  std::size_t size() const { return heap_.size(); }

  /// Nearest first; leaves nothing behind.
  std::vector<Neighbour> take() {
    std::sort_heap(heap_.begin(), heap_.end(), nearer);
    return std::move(heap_);
  }

 private:
  std::size_t k_ = 0;
  std::vector<Neighbour> heap_;  // the farthest of them on top
};

}  // namespace eider::vector_index
