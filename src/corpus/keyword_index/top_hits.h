#pragma once
// TopHits: the k best of what it is offered, by shares (bm25.h), then by lower id.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace eider::keyword_index {

struct RankedChunk {
  std::uint32_t shares = 0;
  std::int64_t id = 0;
};

inline bool ranks_before(const RankedChunk& a, const RankedChunk& b) {
  return a.shares != b.shares ? a.shares > b.shares : a.id < b.id;
}

class TopHits {
 public:
  explicit TopHits(std::size_t k) : k_(k) {}

  /// What has fewer shares than this is not among the best; at least 1.
  std::uint32_t floor() const { return heap_.size() < k_ ? 1 : heap_.front().shares; }

  void offer(RankedChunk chunk) {
    if (heap_.size() < k_) {
      heap_.push_back(chunk);
      std::push_heap(heap_.begin(), heap_.end(), ranks_before);
    } else if (k_ > 0 && ranks_before(chunk, heap_.front())) {
      std::pop_heap(heap_.begin(), heap_.end(), ranks_before);
      heap_.back() = chunk;
      std::push_heap(heap_.begin(), heap_.end(), ranks_before);
    }
  }

  /// Best first.
  std::vector<RankedChunk> sorted() && {
    std::sort(heap_.begin(), heap_.end(), ranks_before);
    return std::move(heap_);
  }

 private:
  std::size_t k_ = 0;
  std::vector<RankedChunk> heap_;  // the last of them in front
};

}  // namespace eider::keyword_index
