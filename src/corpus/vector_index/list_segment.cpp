#include "corpus/vector_index/list_segment.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <numeric>
#include <utility>

#include "corpus/vector_index/list_scanner.h"

namespace eider::vector_index {
namespace {

constexpr std::size_t kBatch = 64;         // so few queries share no lists
constexpr std::size_t kRowsAtOnce = 48;    // that all queries of a batch are compared with
constexpr std::size_t kExactRows = 2'000;  // so few rows are compared one by one

std::unexpected<Error> corrupt(std::string_view what) {
  return fail(ErrorCode::kCorrupt, fmt::format("a vector segment in lists: {}", what), "",
              "build the vector index again");
}

std::size_t width_of(const SegmentBytes& bytes) {
  return padded_dimensions(bytes.head().dimensions);
}

QuantizerView quantizer_view(const SegmentBytes& bytes) {
  return {bytes.head().metric, width_of(bytes), bytes.values<Centre>(kListCentres),
          bytes.values<std::int8_t>(kListCentreValues),
          bytes.values<std::uint8_t>(kListCentreBlocks)};
}

bool finite(std::span<const float> values) {
  return std::all_of(values.begin(), values.end(),
                     [](float value) { return std::isfinite(value); });
}

}  // namespace

ListSegment::ListSegment(SegmentBytes bytes)
    : bytes_(std::move(bytes)),
      ids_(std::as_const(bytes_).values<std::int64_t>(kListIds)),
      slot_of_rank_(std::as_const(bytes_).values<std::uint32_t>(kListSlots)),
      ranks_(std::as_const(bytes_).values<std::uint32_t>(kListRanks)),
      origin_(std::as_const(bytes_).values<float>(kListOrigin)),
      quantizer_(quantizer_view(bytes_)),
      rotation_(bytes_.head().dimensions) {
  const SegmentBytes& all = bytes_;
  lists_.width = width_of(all);
  lists_.first_rows = all.values<std::uint32_t>(kListFirstRows);
  lists_.blocks = all.values<std::uint8_t>(kListBlocks);
  lists_.codes = all.values<Int8Code>(kListCodes);
  lists_.values = all.values<std::int8_t>(kListValues);
}

Result<std::shared_ptr<ListSegment>> ListSegment::open(SegmentBytes bytes) {
  if (Result<void> sound = check_sizes(bytes); !sound) return std::unexpected(sound.error());
  std::shared_ptr<ListSegment> segment(new ListSegment(std::move(bytes)));
  segment->index_blocks();
  if (Result<void> sound = segment->check_places(); !sound) return std::unexpected(sound.error());
  if (Result<void> sound = segment->check_numbers(); !sound) return std::unexpected(sound.error());
  return segment;
}

Result<void> ListSegment::check_sizes(const SegmentBytes& bytes) {
  const SegmentHead& head = bytes.head();
  if (bytes.sections() != kListSections) return corrupt("another number of sections");
  if (head.dimensions == 0 || head.dimensions > 4096) return corrupt("absurd dimensions");
  if (head.rows == 0 || head.rows > 0x7FFFFFFF) return corrupt("an absurd number of rows");
  const std::size_t width = width_of(bytes);
  const std::size_t lists = bytes.section(kListCentres).size() / sizeof(Centre);
  if (lists == 0) return corrupt("no lists");
  const auto first_rows = bytes.values<std::uint32_t>(kListFirstRows);
  if (first_rows.size() != lists + 1 || first_rows.front() != 0 || first_rows.back() != head.rows) {
    return corrupt("lists that don't hold the rows");
  }
  std::size_t blocks = 0;
  for (std::size_t list = 0; list < lists; ++list) {
    if (first_rows[list + 1] < first_rows[list]) return corrupt("a list of fewer than no rows");
    blocks += (first_rows[list + 1] - first_rows[list] + kBlockRows - 1) / kBlockRows;
  }
  const std::array<std::size_t, kListSections> sizes = {sizeof(ListParameters),
                                                        head.rows * sizeof(std::int64_t),
                                                        head.rows * 4,
                                                        head.rows * 4,
                                                        (lists + 1) * 4,
                                                        width * sizeof(float),
                                                        lists * sizeof(Centre),
                                                        lists * width,
                                                        centre_block_bytes(lists, width),
                                                        head.rows * sizeof(Int8Code),
                                                        head.rows * width,
                                                        blocks * block_bytes(width / 4)};
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    if (bytes.section(i).size() != sizes[i]) {
      return corrupt(fmt::format("section {} has another size than its rows need", i));
    }
  }
  return {};
}

void ListSegment::index_blocks() {
  first_blocks_.push_back(0);
  for (std::size_t list = 0; list + 1 < lists_.first_rows.size(); ++list) {
    const std::uint32_t first = lists_.first_rows[list];
    const std::uint32_t count = lists_.first_rows[list + 1] - first;
    const std::uint32_t block = first_blocks_.back();
    const auto blocks = static_cast<std::uint32_t>((count + kBlockRows - 1) / kBlockRows);
    const auto gap = static_cast<std::uint32_t>(block * kBlockRows - first);
    gaps_.insert(gaps_.end(), blocks, gap);
    first_blocks_.push_back(block + blocks);
  }
  lists_.first_blocks = first_blocks_;
  lists_.gaps = gaps_;
}

/// Ids ascend; ranks, rows and slots are one to one.
Result<void> ListSegment::check_places() const {
  for (std::size_t rank = 0; rank < ids_.size(); ++rank) {
    if (rank > 0 && ids_[rank] <= ids_[rank - 1]) return corrupt("ids that don't ascend");
    const std::size_t slot = slot_of_rank_[rank];
    if (slot >= slots()) return corrupt("a slot outside of its blocks");
    const std::uint32_t row = lists_.row_of(slot);
    if (row >= ids_.size() || ranks_[row] != rank) return corrupt("a row without its rank");
  }
  return {};
}

Result<void> ListSegment::check_numbers() const {
  const SegmentBytes& all = bytes_;
  const SearchParameters& search = parameters().search;
  for (const auto& depths : search.efforts) {
    for (const Effort& effort : depths) {
      if (!std::isfinite(effort.error_width)) return corrupt("search parameters that are none");
    }
  }
  if (!(search.kept > 0 && search.kept <= 1)) return corrupt("search parameters that are none");
  if (!finite(origin_) || !finite(all.values<float>(kListCodes)) ||
      !finite(all.values<float>(kListCentres))) {
    return corrupt("a number that is none");
  }
  const std::size_t bytes = block_bytes(lists_.width / 4);
  const auto blocks = all.section(kListCentreBlocks);
  for (std::size_t at = 0; at < blocks.size(); at += bytes) {
    const auto* factors = reinterpret_cast<const float*>(blocks.data() + at + lists_.width * 4);
    if (!finite({factors, 3 * kBlockRows})) return corrupt("a centre's code that is none");
  }
  return {};
}

const ListParameters& ListSegment::parameters() const {
  return bytes_.values<ListParameters>(kListParameters).front();
}

ListQuery ListSegment::list_query(const FullRow& query) const {
  std::vector<float> turned(lists_.width);
  const float* values = query.lines.data()->values;
  std::copy_n(values, bytes_.head().dimensions, turned.begin());
  rotation_.apply(turned.data());
  return ListQuery(turned, origin_, bytes_.head().metric);
}

std::size_t ListSegment::probe(const ListQuery& query, const SlotSet& slots, const Effort& effort,
                               NearestK& rows) const {
  ListScanner scanner(lists_, query, slots, effort.error_width);
  const std::vector<ProbedList> probed = quantizer_.nearest_lists(query, effort.lists);
  if (!probed.empty()) scanner.prime(probed.front(), rows);
  for (std::size_t i = 0; i < probed.size(); ++i) {
    if (i + 1 < probed.size()) scanner.fetch(probed[i + 1]);
    scanner.scan(probed[i], rows);
  }
  scanner.flush(rows);
  return scanner.computed();
}

std::uint32_t ListSegment::list_of_row(std::uint32_t row) const {
  const auto& first = lists_.first_rows;
  const auto after = std::upper_bound(first.begin(), first.end(), row);
  return static_cast<std::uint32_t>(after - first.begin() - 1);
}

void ListSegment::set_search_parameters(const SearchParameters& search) {
  bytes_.values<ListParameters>(kListParameters).front().search = search;
  bytes_.seal();
}

bool ListSegment::compares_all(const ScanRequest& request, std::size_t wanted) const {
  return request.recall >= 1 || request.matches <= std::max(kExactRows, 4 * wanted);
}

Effort ListSegment::effort_for(const ScanRequest& request, std::size_t wanted) const {
  const double depth = static_cast<double>(wanted) * static_cast<double>(ids_.size()) /
                       static_cast<double>(request.matches);
  return parameters().search.effort(request.recall, request.refined, depth, lists());
}

void ListSegment::offer_ids(NearestK& rows, NearestK& nearest) const {
  for (const Neighbour& row : rows.take()) {
    nearest.offer({id_of_row(static_cast<std::uint32_t>(row.id)), row.similarity});
  }
}

void ListSegment::scan(const FullRow& query, const ScanRequest& request, NearestK& nearest) const {
  const ListQuery turned = list_query(query);
  const std::size_t wanted = std::min(nearest.k(), request.matches);
  NearestK rows(nearest.k());
  if (compares_all(request, wanted)) {
    ListScanner(lists_, turned, request.slots, 0).scan_all(rows);
  } else {
    Effort effort = effort_for(request, wanted);
    probe(turned, request.slots, effort, rows);
    while (rows.size() < wanted && effort.lists < lists()) {
      effort.lists = static_cast<std::uint32_t>(std::min<std::size_t>(lists(), effort.lists * 4));
      rows = NearestK(nearest.k());
      probe(turned, request.slots, effort, rows);
    }
  }
  offer_ids(rows, nearest);
}

/// Rows one after another, each few by all queries while they are in the cache.
void ListSegment::compare_all(std::span<const ListQuery> queries, const SlotSet& slots,
                              std::span<NearestK> rows) const {
  const Int8Dot dot = int8_dots().back();
  std::vector<std::uint32_t> some;
  std::vector<std::int32_t> sums(kRowsAtOnce + kBlockRows);
  const std::size_t blocks = lists_.gaps.size();
  for (std::size_t block = 0; block < blocks; ++block) {
    for (std::uint32_t mask = slots.word(block); mask != 0; mask &= mask - 1) {
      const auto bit = static_cast<std::size_t>(std::countr_zero(mask));
      some.push_back(lists_.row_of(block * kBlockRows + bit));
    }
    if (some.size() < kRowsAtOnce && block + 1 < blocks) continue;
    for (std::size_t q = 0; q < queries.size(); ++q) {
      dot.picked(queries[q].values16(), lists_.rows(), some.data(), some.size(), sums.data());
      for (std::size_t i = 0; i < some.size(); ++i) {
        const float similarity = lists_.similarity(queries[q], some[i], sums[i]);
        if (similarity > rows[q].threshold()) rows[q].offer({some[i], similarity});
      }
    }
    some.clear();
  }
}

/// The visits of all queries, list after list; their nearest lists, or the others.
std::vector<ListSegment::Visit> ListSegment::by_list(std::span<const std::vector<ProbedList>> near,
                                                     bool nearest) const {
  const auto each = [&](const auto& take) {
    for (std::size_t q = 0; q < near.size(); ++q) {
      const std::size_t end = nearest ? std::min<std::size_t>(1, near[q].size()) : near[q].size();
      for (std::size_t i = nearest ? 0 : 1; i < end; ++i) take(q, near[q][i]);
    }
  };
  std::vector<std::uint32_t> places(lists() + 1);
  each([&](std::size_t, const ProbedList& list) { ++places[list.list + 1]; });
  std::partial_sum(places.begin(), places.end(), places.begin());
  std::vector<Visit> visits(places.back());
  each([&](std::size_t q, const ProbedList& list) { visits[places[list.list]++] = {q, list}; });
  return visits;
}

/// List by list, so that a list's codes and rows are fetched once for all queries that look into
/// it; each query's nearest list first, which gives it a threshold for the others.
void ListSegment::probe_batch(std::span<const ListQuery> queries, const SlotSet& slots,
                              const Effort& effort, std::span<NearestK> rows) const {
  std::vector<std::vector<ProbedList>> near;
  std::vector<ListScanner> scanners;
  scanners.reserve(queries.size());
  for (const ListQuery& query : queries) {
    near.push_back(quantizer_.nearest_lists(query, effort.lists));
    scanners.emplace_back(lists_, query, slots, effort.error_width);
  }
  for (const bool nearest : {true, false}) {
    for (const Visit& visit : by_list(near, nearest)) {
      ListScanner& scanner = scanners[visit.query];
      if (nearest) scanner.prime(visit.list, rows[visit.query]);
      scanner.scan(visit.list, rows[visit.query]);
      scanner.flush(rows[visit.query]);
    }
  }
}

void ListSegment::scan_batch(std::span<const FullRow> queries, const ScanRequest& request,
                             std::span<NearestK> nearest) const {
  const std::size_t k = nearest.empty() ? 0 : nearest.front().k();
  const std::size_t wanted = std::min(k, request.matches);
  const bool all = compares_all(request, wanted);
  if (queries.size() < (all ? 2 : kBatch)) return Segment::scan_batch(queries, request, nearest);
  std::vector<ListQuery> turned;
  turned.reserve(queries.size());
  for (const FullRow& query : queries) turned.push_back(list_query(query));
  std::vector<NearestK> rows(queries.size(), NearestK(k));
  if (all) {
    compare_all(turned, request.slots, rows);
  } else {
    probe_batch(turned, request.slots, effort_for(request, wanted), rows);
  }
  for (std::size_t q = 0; q < queries.size(); ++q) {
    if (rows[q].size() < wanted) {
      scan(queries[q], request, nearest[q]);
    } else {
      offer_ids(rows[q], nearest[q]);
    }
  }
}

void ListSegment::similarities(const FullRow& query, std::span<const std::size_t> slots,
                               float* out) const {
  const ListQuery turned = list_query(query);
  const Int8Dot dot = int8_dots().back();
  std::vector<std::uint32_t> rows;
  for (const std::size_t slot : slots) rows.push_back(lists_.row_of(slot));
  std::vector<std::int32_t> sums(rows.size());
  dot.picked(turned.values16(), lists_.rows(), rows.data(), rows.size(), sums.data());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    out[i] = lists_.similarity(turned, rows[i], sums[i]);
  }
}

std::size_t ListSegment::resident_bytes() const {
  return bytes_.all().size() + (first_blocks_.capacity() + gaps_.capacity()) * 4;
}

}  // namespace eider::vector_index
