#include "corpus/keyword_index/live_segment.h"

#include <utility>

namespace eider::keyword_index {

LiveSegment::LiveSegment(std::shared_ptr<const Segment> segment)
    : segment_(std::move(segment)),
      live_(windows_of(segment_->chunk_count()) * (kWindow / 64)),
      live_length_(segment_->total_length()),
      dead_counts_(std::make_unique<std::atomic<std::uint64_t>[]>(segment_->dense_count())) {
  const std::size_t chunks = segment_->chunk_count();
  for (std::size_t i = 0; i < chunks / 64; ++i) live_[i] = ~std::uint64_t{0};
  if (chunks % 64 != 0) live_[chunks / 64] = (std::uint64_t{1} << chunks % 64) - 1;
}

std::optional<std::uint32_t> LiveSegment::find(std::int64_t id) const {
  const std::optional<std::uint32_t> chunk = segment_->find_chunk(id);
  return chunk && is_live(*chunk) ? chunk : std::nullopt;
}

bool LiveSegment::remove(std::int64_t id) {
  const std::optional<std::uint32_t> chunk = find(id);
  if (!chunk) return false;
  live_[*chunk / 64] &= ~(std::uint64_t{1} << *chunk % 64);
  dead_.push_back(*chunk);
  live_length_ -= segment_->length(*chunk);
  return true;
}

std::uint32_t LiveSegment::holding(std::uint64_t hash) const {
  const std::optional<std::uint32_t> word = segment_->find_word(hash);
  if (!word) return 0;
  const auto bytes = segment_->list(*word);
  const std::uint32_t chunks = read_head(bytes)->chunks;
  if (dead_.empty()) return chunks;
  if (const auto dense = DenseList::open(bytes, segment_->chunk_count(), false)) {
    return chunks - dead_in(*dense);
  }
  std::uint32_t live = 0;
  SparseRuns runs(bytes, segment_->chunk_count());
  for (auto run = runs.next(); !run.empty(); run = runs.next()) {
    for (const Posting& posting : run) live += is_live(posting.chunk) ? 1 : 0;
  }
  return live;
}

std::uint32_t LiveSegment::dead_in(const DenseList& list) const {
  std::atomic<std::uint64_t>& known = dead_counts_[list.number()];
  const std::uint64_t before = known.load(std::memory_order_relaxed);
  auto count = static_cast<std::uint32_t>(before);
  for (std::size_t i = before >> 32; i < dead_.size(); ++i) count += list.holds(dead_[i]) ? 1 : 0;
  known.store(std::uint64_t{dead_.size()} << 32 | count, std::memory_order_relaxed);
  return count;
}

std::size_t LiveSegment::resident_bytes() const {
  return segment_->bytes().capacity() + 8 * live_.capacity() + 4 * dead_.capacity() +
         8 * segment_->dense_count();
}

}  // namespace eider::keyword_index
