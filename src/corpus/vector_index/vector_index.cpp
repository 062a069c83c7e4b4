#include "corpus/vector_index/vector_index.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>

#include "corpus/vector_index/search_parameters.h"
#include "corpus/vector_index/segment.h"

namespace eider::vector_index {
namespace {

constexpr std::size_t kDeltaRows = 20'000;     // a delta up to this is always scanned fast enough
constexpr std::size_t kSpreadRows = 4'096;     // rows that spread() looks at, at most
constexpr std::size_t kQueriesAtOnce = 2'048;  // of a batch: what is cancelled between
constexpr std::size_t kSpareRows = 6;          // beyond k, whose full rows are looked at

Result<void> check(const NearestRequest& request) {
  if (!(request.recall >= 0 && request.recall <= 1)) {
    return fail(ErrorCode::kInvalidArgument, "recall must be from 0 to 1");
  }
  if (request.filtered && !std::is_sorted(request.allowed.begin(), request.allowed.end())) {
    return fail(ErrorCode::kInvalidArgument, "the allowed ids don't ascend");
  }
  return {};
}

/// Of a row as it is, of any length.
float similarity_of(float dot, float query_square, float row_square, Metric metric) {
  if (metric == Metric::kCosine) return dot / std::sqrt(row_square);
  if (metric == Metric::kL2) return std::min(0.0F, 2 * dot - query_square - row_square);
  return dot;
}

Spread spread_of(std::span<const float> values) {
  if (values.empty()) return {};
  double sum = 0;
  double squares = 0;
  for (const float value : values) {
    sum += value;
    squares += static_cast<double>(value) * value;
  }
  const auto count = static_cast<double>(values.size());
  const double mean = sum / count;
  return {mean, std::sqrt(std::max(0.0, squares / count - mean * mean))};
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

/// Live slots, and of them the allowed ones.
template <typename Rows>
VectorIndex::Chosen VectorIndex::allowed_slots(const Rows& rows, const SlotSet& live,
                                               const NearestRequest& request) {
  Chosen chosen = {rows.slots_of(request.allowed), 0};
  chosen.slots.intersect(live);
  chosen.count = chosen.slots.count();
  return chosen;
}

std::vector<VectorIndex::Chosen> VectorIndex::chosen_parts(const NearestRequest& request) const {
  std::vector<Chosen> chosen;
  if (!request.filtered) return chosen;
  for (const Part& part : parts_) {
    chosen.push_back(allowed_slots(*part.segment, part.live, request));
  }
  chosen.push_back(allowed_slots(delta_, delta_.live(), request));
  return chosen;
}

ScanRequest VectorIndex::scan_request(std::size_t part, const NearestRequest& request,
                                      std::span<const Chosen> chosen) const {
  const bool filtered = !chosen.empty();
  return {filtered ? chosen[part].slots : parts_[part].live,
          filtered ? chosen[part].count : parts_[part].live_count, request.recall,
          request.full_rows != nullptr};
}

Result<std::vector<std::vector<Neighbour>>> VectorIndex::nearest_of_some(
    std::span<const FullRow> queries, const NearestRequest& request,
    std::span<const Chosen> chosen) const {
  const std::size_t k = request.k + (request.full_rows != nullptr ? kSpareRows : 0);
  std::vector<NearestK> nearest(queries.size(), NearestK(k));
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    parts_[i].segment->scan_batch(queries, scan_request(i, request, chosen), nearest);
  }
  std::vector<std::vector<Neighbour>> answers;
  for (std::size_t q = 0; q < queries.size(); ++q) {
    delta_.scan(queries[q], chosen.empty() ? delta_.live() : chosen.back().slots, nearest[q]);
    answers.push_back(nearest[q].take());
    if (request.full_rows == nullptr) continue;
    Result<std::vector<Neighbour>> exact = by_full_rows(queries[q], answers.back(), request);
    if (!exact) return std::unexpected(exact.error());
    answers.back() = std::move(*exact);
  }
  return answers;
}

Result<std::vector<Neighbour>> VectorIndex::by_full_rows(const FullRow& query,
                                                         const std::vector<Neighbour>& found,
                                                         const NearestRequest& request) const {
  const auto width = static_cast<std::size_t>(dimensions_);
  std::vector<std::int64_t> ids;
  for (const Neighbour& row : found) ids.push_back(row.id);
  std::vector<float> values(ids.size() * width);
  if (Result<void> read = (*request.full_rows)(ids, values); !read) {
    return std::unexpected(read.error());
  }
  const DotRows dot = dot_kernels().back().run;
  std::vector<FloatLine> padded(query.lines.size());
  NearestK nearest(request.k);
  for (std::size_t i = 0; i < ids.size(); ++i) {
    std::copy_n(&values[i * width], width, padded.data()->values);
    const RowBlock row = {padded.data(), 1, padded.size()};
    float along = 0;
    float square = 0;
    dot(query.lines.data(), row, &along);
    dot(padded.data(), row, &square);
    const float similarity = similarity_of(along, query.squared_length, square, metric_);
    if (!std::isfinite(similarity)) {
      return fail(ErrorCode::kCorrupt, "a full row without direction",
                  fmt::format("id {}", ids[i]));
    }
    nearest.offer({ids[i], similarity});
  }
  return nearest.take();
}

Result<std::vector<Neighbour>> VectorIndex::nearest(std::span<const float> query,
                                                    const NearestRequest& request) const {
  if (Result<void> sound = check(request); !sound) return std::unexpected(sound.error());
  const Result<FullRow> full = full_row(query, dimensions_, metric_);
  if (!full) return std::unexpected(full.error());
  auto answers = nearest_of_some({&*full, 1}, request, chosen_parts(request));
  if (!answers) return std::unexpected(answers.error());
  return std::move(answers->front());
}

Result<std::vector<std::vector<Neighbour>>> VectorIndex::nearest_batch(
    std::span<const float> queries, const NearestRequest& request, const CancelFlag& cancel) const {
  const auto width = static_cast<std::size_t>(dimensions_);
  if (queries.size() % width != 0) {
    return fail(
        ErrorCode::kInvalidArgument,
        fmt::format("{} values are no whole number of vectors of {}", queries.size(), width));
  }
  if (Result<void> sound = check(request); !sound) return std::unexpected(sound.error());
  const std::vector<Chosen> chosen = chosen_parts(request);
  std::vector<std::vector<Neighbour>> answers;
  const std::size_t count = queries.size() / width;
  for (std::size_t start = 0; start < count; start += kQueriesAtOnce) {
    if (cancel.cancelled()) return fail(ErrorCode::kCancelled, "the search was cancelled");
    std::vector<FullRow> some;
    for (std::size_t q = start; q < std::min(count, start + kQueriesAtOnce); ++q) {
      Result<FullRow> full = full_row(queries.subspan(q * width, width), dimensions_, metric_);
      if (!full) return std::unexpected(full.error());
      some.push_back(std::move(*full));
    }
    auto found = nearest_of_some(some, request, chosen);
    if (!found) return std::unexpected(found.error());
    std::move(found->begin(), found->end(), std::back_inserter(answers));
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
  }
  for (const Part& part : parts_) {
    std::vector<std::size_t> slots;
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < ids.size(); ++i) {
      const auto slot = part.segment->slot_of(ids[i]);
      if (!slot || !part.live.contains(*slot)) continue;
      slots.push_back(*slot);
      places.push_back(i);
    }
    std::vector<float> values(slots.size());
    part.segment->similarities(*full, slots, values.data());
    for (std::size_t i = 0; i < slots.size(); ++i) found[places[i]] = values[i];
  }
  return found;
}

Result<Spread> VectorIndex::spread(std::span<const float> query) const {
  const Result<FullRow> full = full_row(query, dimensions_, metric_);
  if (!full) return std::unexpected(full.error());
  const std::size_t all = std::max<std::size_t>(size(), 1);
  const auto step_of = [all](std::size_t rows) {
    const std::size_t share = all <= kDeltaRows ? rows : rows * kSpreadRows / all;
    return std::max<std::size_t>(1, rows / std::max<std::size_t>(share, 1));
  };
  std::vector<float> found;
  for (const Part& part : parts_) {
    const std::size_t rows = part.segment->ids().size();
    std::vector<std::size_t> slots;
    for (std::size_t rank = 0; rank < rows; rank += step_of(rows)) {
      const std::size_t slot = part.segment->slot_of_rank(rank);
      if (part.live.contains(slot)) slots.push_back(slot);
    }
    const std::size_t before = found.size();
    found.resize(before + slots.size());
    part.segment->similarities(*full, slots, found.data() + before);
  }
  for (std::size_t slot = 0; slot < delta_.slots(); slot += step_of(delta_.slots())) {
    if (delta_.live().contains(slot)) found.push_back(delta_.similarity(*full, slot));
  }
  return spread_of(found);
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

Result<void> VectorIndex::attach(const std::string& bytes) {
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
  for (const Part& part : parts_) {
    report.lists += part.segment->lists();
    const SearchParameters* parameters = part.segment->search_parameters();
    if (parameters == nullptr) continue;
    report.recall =
        std::min(report.recall, static_cast<double>(parameters->measured[0] * parameters->kept));
    report.recall_high = std::min(report.recall_high,
                                  static_cast<double>(parameters->measured[2] * parameters->kept));
  }
  return report;
}

}  // namespace eider::vector_index
