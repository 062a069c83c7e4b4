#pragma once
// LiveSegment: a segment and which of its chunks have gone since. Input: removals -> output: a
// bitmap, and by word how many of its chunks are dead.
// A list kept by windows costs too much to read for a count, so its dead are counted once: what is
// remembered says how many removals it took into account, and only newer ones are looked up.
// Threads: dead_in may run at once with itself; the count and its age are one atomic word.

#include <atomic>
#include <cstdint>
#include <memory>
#include <vector>

#include "corpus/keyword_index/segment.h"

namespace eider::keyword_index {

class LiveSegment {
 public:
  explicit LiveSegment(std::shared_ptr<const Segment> segment);

  const Segment& segment() const { return *segment_; }
  const std::shared_ptr<const Segment>& shared() const { return segment_; }
  /// The id's chunk, where it is here and alive.
  std::optional<std::uint32_t> find(std::int64_t id) const;
  bool is_live(std::uint32_t chunk) const { return (live_[chunk / 64] >> chunk % 64 & 1) != 0; }
  /// A bit a chunk, padded to whole windows by zeros.
  const std::vector<std::uint64_t>& live() const { return live_; }
  std::size_t live_count() const { return segment_->chunk_count() - dead_.size(); }
  std::size_t dead_count() const { return dead_.size(); }
  std::uint64_t live_length() const { return live_length_; }

  bool remove(std::int64_t id);
  /// How many live chunks hold the word.
  std::uint32_t holding(std::uint64_t hash) const;
  std::size_t resident_bytes() const;

 private:
  std::uint32_t dead_in(const DenseList& list) const;

  std::shared_ptr<const Segment> segment_;
  std::vector<std::uint64_t> live_;
  std::vector<std::uint32_t> dead_;  // in order of removal
  std::uint64_t live_length_ = 0;
  // By the number of a dense list: removals taken into account << 32 | dead among its chunks.
  std::unique_ptr<std::atomic<std::uint64_t>[]> dead_counts_;
};

}  // namespace eider::keyword_index
