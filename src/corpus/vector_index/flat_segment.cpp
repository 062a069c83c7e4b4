#include "corpus/vector_index/flat_segment.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace eider::vector_index {
namespace {

enum Section : std::size_t { kIds, kValues, kSections };

SegmentHead head_of(const FlatRows& rows) {
  return {SegmentKind::kFlat, rows.metric(), static_cast<std::uint32_t>(rows.dimensions()),
          rows.slots()};
}

SegmentBytes bytes_of(const FlatRows& rows) {
  const auto dimensions = static_cast<std::size_t>(rows.dimensions());
  const std::array<std::size_t, kSections> sizes = {rows.slots() * sizeof(std::int64_t),
                                                    rows.slots() * dimensions * sizeof(float)};
  SegmentBytes bytes(head_of(rows), sizes);
  const auto ids = bytes.values<std::int64_t>(kIds);
  const auto values = bytes.values<float>(kValues);
  for (std::size_t slot = 0; slot < rows.slots(); ++slot) {
    ids[slot] = rows.id(slot);
    std::copy_n(rows.values(slot), dimensions,
                values.begin() + static_cast<std::ptrdiff_t>(slot * dimensions));
  }
  bytes.seal();
  return bytes;
}

std::unexpected<Error> corrupt(std::string_view what) {
  return fail(ErrorCode::kCorrupt, fmt::format("a flat vector segment: {}", what), "",
              "build the vector index again");
}

}  // namespace

FlatSegment::FlatSegment(FlatRows rows, std::vector<std::int64_t> ids, const SegmentBytes& bytes)
    : rows_(std::move(rows)), ids_(std::move(ids)), number_(bytes.number()) {}

std::shared_ptr<const Segment> FlatSegment::make(FlatRows rows) {
  const SegmentBytes bytes = bytes_of(rows);
  const auto ids = bytes.values<std::int64_t>(kIds);
  return std::make_shared<FlatSegment>(std::move(rows),
                                       std::vector<std::int64_t>(ids.begin(), ids.end()), bytes);
}

Result<std::shared_ptr<const Segment>> FlatSegment::open(const SegmentBytes& bytes) {
  const SegmentHead& head = bytes.head();
  if (bytes.sections() != kSections) return corrupt("not two sections");
  if (head.dimensions == 0) return corrupt("no dimensions");
  const auto ids = bytes.values<std::int64_t>(kIds);
  const auto values = bytes.values<float>(kValues);
  if (ids.size() != head.rows || bytes.section(kIds).size() != ids.size_bytes() ||
      values.size() / head.dimensions != ids.size() || values.size() % head.dimensions != 0 ||
      bytes.section(kValues).size() != values.size_bytes()) {
    return corrupt("sections of other sizes than its rows need");
  }
  FlatRows rows(head.dimensions, head.metric);
  for (std::size_t i = 0; i < ids.size(); ++i) {
    if (i > 0 && ids[i] <= ids[i - 1]) return corrupt(fmt::format("id {} out of order", i));
    const auto row = stored_row(values.subspan(i * head.dimensions, head.dimensions), head.metric);
    if (!row) return corrupt(fmt::format("row {} is no vector", i));
    rows.append(ids[i], *row);
  }
  return std::make_shared<FlatSegment>(std::move(rows),
                                       std::vector<std::int64_t>(ids.begin(), ids.end()), bytes);
}

SegmentHead FlatSegment::head() const { return head_of(rows_); }

void FlatSegment::similarities(const FullRow& query, std::span<const std::size_t> slots,
                               float* out) const {
  for (std::size_t i = 0; i < slots.size(); ++i) out[i] = rows_.similarity(query, slots[i]);
}

void FlatSegment::scan(const FullRow& query, const ScanRequest& request, NearestK& nearest) const {
  rows_.scan(query, request.slots, nearest);
}

std::string FlatSegment::write() const { return std::string(bytes_of(rows_).all()); }

std::size_t FlatSegment::resident_bytes() const {
  return rows_.resident_bytes() + ids_.capacity() * sizeof(std::int64_t);
}

}  // namespace eider::vector_index
