#pragma once
// SegmentScorer: one question's scores in one segment, window by window. Input: weighted words ->
// output: by window an upper bound of what its chunks score, and what each of them scores.
// The rarer words (lists not kept by windows) are read whole at first, so their part of a bound and
// of a score is exact; what the frequent ones can add is known from their bounds by window. A
// window, and then a list in it, is only opened where some chunk can still reach the floor
// (the idea of MaxScore, Turtle & Flood 1995, over ranges of chunks as in Mallia et al., Faster
// Learned Sparse Retrieval with Block-Max Pruning, SIGIR 2024).
// Invariant: a chunk's shares never pass its window's bound.

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "corpus/keyword_index/bm25.h"
#include "corpus/keyword_index/segment.h"

namespace eider::keyword_index {

/// A word of a question and what it is worth.
struct WeightedWord {
  std::uint64_t hash = 0;
  float weight = 0;  // bm25.h
};

/// Which chunks of a window are asked about: live, and allowed by a filter.
using OpenChunks = std::array<std::uint64_t, kWindow / 64>;
using WindowShares = std::array<std::uint32_t, kWindow>;

class SegmentScorer {
 public:
  /// `mean_length` over the live chunks of the whole index.
  SegmentScorer(const Segment& segment, std::span<const WeightedWord> words, double mean_length);

  std::size_t window_count() const { return dense_bounds_.size(); }
  std::uint32_t bound(std::size_t window) const {
    return dense_bounds_[window] + sparse_bounds_[window];
  }
  /// The places in a window of those open chunks (a bit each) that have `floor` (1 or more)
  /// shares. Fast where windows come in ascending order. Valid until the next call, as are the
  /// shares() of these chunks, by place.
  std::span<const std::uint8_t> score(std::size_t window, std::uint32_t floor,
                                      const OpenChunks& open);
  const WindowShares& shares() const { return shares_; }

 private:
  struct DenseWord {
    DenseList list;
    float weight = 0;
    std::uint32_t step = 0;  // what one step of a bound is worth, in shares, rounded up
    std::uint32_t most = 0;  // shares that no chunk passes

    std::uint32_t bound(std::size_t window) const {
      return std::min(list.bounds()[window] * step, most);
    }
  };
  struct Earned {
    std::uint32_t chunk = 0;
    std::uint32_t shares = 0;
  };
  struct SparseWord {
    std::uint32_t next = 0;  // the chunk of the next posting to be read, kNoChunk at the end
    std::size_t at = 0;      // that posting's place in earned_
    std::size_t begin = 0;
    std::size_t end = 0;
  };

  void add_dense(const DenseList& list, float weight, double mean_length);
  void add_sparse(std::span<const std::uint8_t> list, float weight);
  void add_sparse_shares(std::size_t window, const OpenChunks& open);
  void find_candidates(std::uint32_t least, const OpenChunks& open);
  std::span<const std::uint8_t> candidates() const { return {candidates_.data(), left_}; }
  void move_to(SparseWord& word, std::size_t at) const;
  void add_dense_shares(std::size_t window, const DenseWord& word);
  void add_to_candidates(std::size_t window, const DenseWord& word);
  void keep_candidates(std::uint32_t least);

  const Segment& segment_;
  LengthNorm norm_;
  std::vector<DenseWord> dense_;
  std::vector<SparseWord> sparse_;
  std::vector<Earned> earned_;
  std::vector<std::uint32_t> dense_bounds_;
  std::vector<std::uint32_t> sparse_bounds_;
  std::size_t next_window_ = 0;  // behind the last one scored
  // Of that window:
  WindowShares shares_{};
  std::array<std::uint8_t, kWindow> candidates_{};  // places that may still reach the floor
  std::size_t left_ = 0;                            // of them
};

}  // namespace eider::keyword_index
