// VectorIndex::merge: what is live in delta and segments, by id, into one new segment; flat while
// rows are few, else in lists.

#include <algorithm>

#include "corpus/vector_index/flat_segment.h"
#include "corpus/vector_index/list_builder.h"
#include "corpus/vector_index/vector_index.h"

namespace eider::vector_index {
namespace {

constexpr std::size_t kFlatRows = 20'000;  // fewer than this need no lists
constexpr std::size_t kMeanRows = 16'384;  // rows that the mean is made of, at most
constexpr std::size_t kRowsBetweenLooks = 8'192;

std::unexpected<Error> cancelled() {
  return fail(ErrorCode::kCancelled, "the merge was cancelled");
}

}  // namespace

/// A live row, and where it is: in full precision, or in a segment of lists.
struct VectorIndex::Survivor {
  std::int64_t id = 0;
  const FlatRows* flat = nullptr;
  std::shared_ptr<const ListSegment> lists;
  std::size_t place = 0;  // a slot of flat rows, a row of lists
};

std::vector<VectorIndex::Survivor> VectorIndex::survivors() const {
  std::vector<Survivor> rows;
  rows.reserve(size());
  const auto take_flat = [&rows](const FlatRows& flat, const SlotSet& live) {
    for (std::size_t slot = 0; slot < flat.slots(); ++slot) {
      if (live.contains(slot)) rows.push_back({flat.id(slot), &flat, nullptr, slot});
    }
  };
  for (const Part& part : parts_) {
    if (const auto* flat = dynamic_cast<const FlatSegment*>(part.segment.get())) {
      take_flat(flat->rows(), part.live);
      continue;
    }
    const auto lists = std::static_pointer_cast<const ListSegment>(part.segment);
    const auto ids = lists->ids();
    for (std::size_t rank = 0; rank < ids.size(); ++rank) {
      const std::size_t slot = lists->slot_of_rank(rank);
      if (part.live.contains(slot)) {
        rows.push_back({ids[rank], nullptr, lists, lists->view().row_of(slot)});
      }
    }
  }
  take_flat(delta_, delta_.live());
  std::sort(rows.begin(), rows.end(),
            [](const Survivor& left, const Survivor& right) { return left.id < right.id; });
  return rows;
}

std::shared_ptr<const Segment> VectorIndex::merged_flat(std::span<const Survivor> rows) const {
  FlatRows merged(dimensions_, metric_);
  for (const Survivor& row : rows) merged.append(row.id, row.flat->row(row.place));
  return FlatSegment::make(std::move(merged));
}

std::vector<float> VectorIndex::mean_of(std::span<const Survivor> rows) const {
  std::vector<double> sum(static_cast<std::size_t>(dimensions_));
  const std::size_t count = std::min(kMeanRows, rows.size());
  for (std::size_t i = 0; i < count; ++i) {
    const Survivor& row = rows[i * rows.size() / count];
    const float* values = row.flat->values(row.place);
    for (std::size_t j = 0; j < sum.size(); ++j) sum[j] += values[j];
  }
  std::vector<float> mean(sum.size());
  for (std::size_t j = 0; j < sum.size(); ++j) {
    mean[j] = static_cast<float>(sum[j] / static_cast<double>(count));
  }
  return mean;
}

Result<std::shared_ptr<const Segment>> VectorIndex::merged_lists(std::span<const Survivor> rows,
                                                                 const CancelFlag& cancel) const {
  std::shared_ptr<const ListSegment> base;
  for (const Part& part : parts_) {
    const auto lists = std::dynamic_pointer_cast<const ListSegment>(part.segment);
    if (lists && (!base || lists->ids().size() > base->ids().size())) base = lists;
  }
  const std::vector<float> mean = base ? std::vector<float>() : mean_of(rows);
  const SegmentHead head = {SegmentKind::kLists, metric_, static_cast<std::uint32_t>(dimensions_),
                            rows.size()};
  ListBuilder builder(head, base, mean);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (i % kRowsBetweenLooks == 0 && cancel.cancelled()) return cancelled();
    const Survivor& row = rows[i];
    if (row.flat != nullptr) {
      builder.add(row.id, row.flat->values(row.place));
    } else {
      builder.add(row.id, *row.lists, static_cast<std::uint32_t>(row.place));
    }
  }
  return builder.build(cancel);
}

Result<void> VectorIndex::merge(const CancelFlag& cancel) {
  if (cancel.cancelled()) return cancelled();
  const std::vector<Survivor> rows = survivors();
  const bool all_full = std::all_of(rows.begin(), rows.end(),
                                    [](const Survivor& row) { return row.flat != nullptr; });
  std::shared_ptr<const Segment> merged;
  if (!rows.empty() && all_full && rows.size() < kFlatRows) {
    merged = merged_flat(rows);
  } else if (!rows.empty()) {
    Result<std::shared_ptr<const Segment>> made = merged_lists(rows, cancel);
    if (!made) return std::unexpected(made.error());
    merged = std::move(*made);
  }
  parts_.clear();
  handles_.clear();
  delta_ = FlatRows(dimensions_, metric_);
  if (merged) append_part(merged);
  return {};
}

}  // namespace eider::vector_index
