#include "corpus/vector_index/vector_index.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "corpus/vector_index/flat_segment.h"
#include "corpus/vector_index/segment.h"

namespace eider::vector_index {
namespace {

constexpr std::size_t kDeltaRows = 20'000;  // a delta up to this is always scanned fast enough
constexpr std::size_t kSpreadRows = 4'096;  // rows that spread() looks at, at most

Result<void> check(const NearestRequest& request) {
  if (!(request.recall >= 0 && request.recall <= 1)) {
    return fail(ErrorCode::kInvalidArgument, "recall must be from 0 to 1");
  }
  if (request.filtered && !std::is_sorted(request.allowed.begin(), request.allowed.end())) {
    return fail(ErrorCode::kInvalidArgument, "the allowed ids don't ascend");
  }
  return {};
}

/// Live slots, and of them the allowed ones.
template <typename Rows>
SlotSet chosen(const Rows& rows, const SlotSet& live, const NearestRequest& request) {
  if (!request.filtered) return live;
  SlotSet slots = rows.slots_of(request.allowed);
  slots.intersect(live);
  return slots;
}

}  // namespace

std::uint64_t SegmentHandle::number() const { return segment_->number(); }
std::size_t SegmentHandle::rows() const { return segment_->ids().size(); }
std::string SegmentHandle::write() const { return segment_->write(); }
std::vector<std::int64_t> SegmentHandle::ids() const {
  const auto ids = segment_->ids();
  return {ids.begin(), ids.end()};
}

VectorIndex::VectorIndex(std::int64_t dimensions, Metric metric)
    : dimensions_(dimensions), metric_(metric), delta_(dimensions, metric) {}

Result<void> VectorIndex::add(std::int64_t id, std::span<const float> values) {
  const Result<FullRow> row = full_row(values, dimensions_, metric_);
  if (!row) return std::unexpected(row.error());
  remove(id);
  delta_.append(id, *row);
  return {};
}

bool VectorIndex::remove(std::int64_t id) {
  if (delta_.remove(id)) return true;
  for (Part& part : parts_) {
    const auto slot = part.segment->slot_of(id);
    if (!slot || !part.live.contains(*slot)) continue;
    part.live.erase(*slot);
    --part.live_count;
    return true;
  }
  return false;
}

bool VectorIndex::contains(std::int64_t id) const {
  if (delta_.slot_of(id)) return true;
  return std::any_of(parts_.begin(), parts_.end(), [id](const Part& part) {
    const auto slot = part.segment->slot_of(id);
    return slot && part.live.contains(*slot);
  });
}

Result<std::vector<Neighbour>> VectorIndex::nearest(std::span<const float> query,
                                                    const NearestRequest& request) const {
  if (Result<void> sound = check(request); !sound) return std::unexpected(sound.error());
  const Result<FullRow> full = full_row(query, dimensions_, metric_);
  if (!full) return std::unexpected(full.error());
  NearestK nearest(request.k);
  for (const Part& part : parts_) {
    part.segment->scan(*full, chosen(*part.segment, part.live, request), nearest);
  }
  delta_.scan(*full, chosen(delta_, delta_.live(), request), nearest);
  return nearest.take();
}

Result<std::vector<std::vector<Neighbour>>> VectorIndex::nearest_batch(
    std::span<const float> queries, const NearestRequest& request, const CancelFlag& cancel) const {
  const auto width = static_cast<std::size_t>(dimensions_);
  if (queries.size() % width != 0) {
    return fail(
        ErrorCode::kInvalidArgument,
        fmt::format("{} values are no whole number of vectors of {}", queries.size(), width));
  }
  std::vector<std::vector<Neighbour>> answers;
  for (std::size_t at = 0; at < queries.size(); at += width) {
    if (cancel.cancelled()) return fail(ErrorCode::kCancelled, "the search was cancelled");
    Result<std::vector<Neighbour>> answer = nearest(queries.subspan(at, width), request);
    if (!answer) return std::unexpected(answer.error());
    answers.push_back(std::move(*answer));
  }
  return answers;
}

Result<std::vector<std::optional<float>>> VectorIndex::similarities(
    std::span<const float> query, std::span<const std::int64_t> ids) const {
  const Result<FullRow> full = full_row(query, dimensions_, metric_);
  if (!full) return std::unexpected(full.error());
  std::vector<std::optional<float>> found(ids.size());
  for (std::size_t i = 0; i < ids.size(); ++i) {
    if (const auto slot = delta_.slot_of(ids[i])) found[i] = delta_.similarity(*full, *slot);
    for (const Part& part : parts_) {
      const auto slot = part.segment->slot_of(ids[i]);
      if (slot && part.live.contains(*slot)) found[i] = part.segment->similarity(*full, *slot);
    }
  }
  return found;
}

Result<Spread> VectorIndex::spread(std::span<const float> query) const {
  const Result<FullRow> full = full_row(query, dimensions_, metric_);
  if (!full) return std::unexpected(full.error());
  double sum = 0;
  double squares = 0;
  double count = 0;
  const auto look = [&](const auto& rows, const SlotSet& live, std::size_t share) {
    const std::size_t step =
        std::max<std::size_t>(1, rows.slots() / std::max<std::size_t>(share, 1));
    for (std::size_t slot = 0; slot < rows.slots(); slot += step) {
      if (!live.contains(slot)) continue;
      const double value = rows.similarity(*full, slot);
      sum += value;
      squares += value * value;
      count += 1;
    }
  };
  const std::size_t all = std::max<std::size_t>(size(), 1);
  const bool few = all <= kDeltaRows;
  const auto share = [&](std::size_t rows) { return few ? rows : rows * kSpreadRows / all; };
  for (const Part& part : parts_) look(*part.segment, part.live, share(part.segment->slots()));
  look(delta_, delta_.live(), share(delta_.slots()));
  if (count == 0) return Spread{};
  const double mean = sum / count;
  return Spread{mean, std::sqrt(std::max(0.0, squares / count - mean * mean))};
}

std::size_t VectorIndex::size() const {
  std::size_t rows = delta_.size();
  for (const Part& part : parts_) rows += part.live_count;
  return rows;
}

std::size_t VectorIndex::tombstone_count() const {
  std::size_t gone = delta_.slots() - delta_.size();
  for (const Part& part : parts_) gone += part.segment->ids().size() - part.live_count;
  return gone;
}

std::size_t VectorIndex::resident_bytes() const {
  std::size_t bytes = delta_.resident_bytes();
  for (const Part& part : parts_) bytes += part.segment->resident_bytes() + part.live.bytes();
  return bytes;
}

bool VectorIndex::wants_merge() const {
  const std::size_t rows = size();
  return delta_.slots() > std::max(kDeltaRows, rows / 32) ||
         tombstone_count() > std::max(kDeltaRows, rows / 4);
}

Result<void> VectorIndex::merge(const CancelFlag& cancel) { return merge_flat(cancel); }

Result<void> VectorIndex::merge_flat(const CancelFlag& cancel) {
  std::vector<std::pair<std::int64_t, FullRow>> rows;
  for (const Part& part : parts_) {
    const FlatRows& flat = static_cast<const FlatSegment&>(*part.segment).rows();
    for (std::size_t slot = 0; slot < flat.slots(); ++slot) {
      if (part.live.contains(slot)) rows.emplace_back(flat.id(slot), flat.row(slot));
    }
  }
  for (std::size_t slot = 0; slot < delta_.slots(); ++slot) {
    if (delta_.live().contains(slot)) rows.emplace_back(delta_.id(slot), delta_.row(slot));
  }
  std::sort(rows.begin(), rows.end(),
            [](const auto& left, const auto& right) { return left.first < right.first; });
  if (cancel.cancelled()) return fail(ErrorCode::kCancelled, "the merge was cancelled");
  FlatRows merged(dimensions_, metric_);
  for (const auto& [id, row] : rows) merged.append(id, row);
  parts_.clear();
  handles_.clear();
  delta_ = FlatRows(dimensions_, metric_);
  if (!rows.empty()) append_part(FlatSegment::make(std::move(merged)));
  return {};
}

void VectorIndex::append_part(const std::shared_ptr<const Segment>& segment) {
  Part part = {segment, SlotSet(segment->slots()), 0};
  const auto ids = segment->ids();
  for (std::size_t rank = 0; rank < ids.size(); ++rank) {
    if (contains(ids[rank])) continue;
    part.live.insert(segment->slot_of_rank(rank));
    ++part.live_count;
  }
  parts_.push_back(std::move(part));
  handles_.emplace_back(segment);
}

Result<void> VectorIndex::attach(std::string bytes) {
  const Result<std::shared_ptr<const Segment>> segment = open_segment(bytes);
  if (!segment) return std::unexpected(segment.error());
  const SegmentHead& head = (*segment)->head();
  if (head.dimensions != dimensions_ || head.metric != metric_) {
    return fail(ErrorCode::kInvalidArgument,
                fmt::format("a vector segment of {} dimensions, or of another metric, where {} "
                            "dimensions are expected",
                            head.dimensions, dimensions_));
  }
  append_part(*segment);
  return {};
}

IndexReport VectorIndex::report() const {
  IndexReport report;
  report.rows = size();
  report.delta = delta_.size();
  report.segments = parts_.size();
  report.bytes = resident_bytes();
  return report;
}

}  // namespace eider::vector_index
