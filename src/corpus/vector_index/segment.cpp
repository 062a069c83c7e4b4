#include "corpus/vector_index/segment.h"

#include <algorithm>

#include "corpus/vector_index/flat_segment.h"
#include "corpus/vector_index/list_segment.h"

namespace eider::vector_index {

std::optional<std::size_t> Segment::slot_of(std::int64_t id) const {
  const auto all = ids();
  const auto found = std::lower_bound(all.begin(), all.end(), id);
  if (found == all.end() || *found != id) return std::nullopt;
  return slot_of_rank(static_cast<std::size_t>(found - all.begin()));
}

SlotSet Segment::slots_of(std::span<const std::int64_t> wanted) const {
  SlotSet found(slots());
  const auto all = ids();
  if (wanted.size() < all.size() / 16) {
    for (const std::int64_t id : wanted) {
      if (const auto slot = slot_of(id)) found.insert(*slot);
    }
    return found;
  }
  std::size_t rank = 0;
  for (const std::int64_t id : wanted) {
    while (rank < all.size() && all[rank] < id) ++rank;
    if (rank == all.size()) break;
    if (all[rank] == id) found.insert(slot_of_rank(rank));
  }
  return found;
}

void Segment::scan_batch(std::span<const FullRow> queries, const ScanRequest& request,
                         std::span<NearestK> nearest) const {
  for (std::size_t q = 0; q < queries.size(); ++q) scan(queries[q], request, nearest[q]);
}

Result<std::shared_ptr<const Segment>> open_segment(std::string_view bytes) {
  Result<SegmentBytes> parsed = SegmentBytes::parse(bytes);
  if (!parsed) return std::unexpected(parsed.error());
  if (parsed->head().kind == SegmentKind::kFlat) return FlatSegment::open(*parsed);
  return ListSegment::open(std::move(*parsed));
}

}  // namespace eider::vector_index
