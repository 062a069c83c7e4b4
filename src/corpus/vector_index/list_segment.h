#pragma once
// ListSegment: rows in lists (IVF), as 1-bit codes and as int8; what it reads is its bytes.
// Sections: see ListSections. Ids by rank (ascending); a list's rows by ascending rank.
// Invariant: once open, no bytes make it read outside itself.

#include <memory>
#include <string>
#include <vector>

#include "corpus/vector_index/list_view.h"
#include "corpus/vector_index/quantizer.h"
#include "corpus/vector_index/rotation.h"
#include "corpus/vector_index/search_parameters.h"
#include "corpus/vector_index/segment.h"

namespace eider::vector_index {

enum ListSections : std::size_t {
  kListParameters,    // one ListParameters
  kListIds,           // i64 a rank
  kListSlots,         // u32 a rank
  kListRanks,         // u32 a row
  kListFirstRows,     // u32 a list and one more
  kListOrigin,        // f32 a padded dimension
  kListCentres,       // Centre a list
  kListCentreValues,  // i8 a padded dimension and list
  kListCentreBlocks,  // codes of the centres
  kListCodes,         // Int8Code a row
  kListValues,        // i8 a padded dimension and row
  kListBlocks,        // codes of the rows, list after list
  kListSections
};

struct ListParameters {
  std::uint64_t trained_rows = 0;  // rows there were when the centres were made
  SearchParameters search;
};

class ListSegment final : public Segment {
 public:
  /// Takes the bytes as they are. Errors: kCorrupt (says which part).
  static Result<std::shared_ptr<ListSegment>> open(SegmentBytes bytes);

  SegmentHead head() const override { return bytes_.head(); }
  std::span<const std::int64_t> ids() const override { return ids_; }
  std::size_t slot_of_rank(std::size_t rank) const override { return slot_of_rank_[rank]; }
  std::size_t slots() const override { return lists_.gaps.size() * kBlockRows; }
  void similarities(const FullRow& query, std::span<const std::size_t> slots,
                    float* out) const override;
  void scan(const FullRow& query, const ScanRequest& request, NearestK& nearest) const override;
  void scan_batch(std::span<const FullRow> queries, const ScanRequest& request,
                  std::span<NearestK> nearest) const override;
  std::uint64_t number() const override { return bytes_.number(); }
  std::string write() const override { return std::string(bytes_.all()); }
  std::size_t resident_bytes() const override;
  std::size_t lists() const override { return quantizer_.lists(); }
  const SearchParameters* search_parameters() const override { return &parameters().search; }

  const ListParameters& parameters() const;
  std::span<const float> origin() const { return origin_; }
  const ListView& view() const { return lists_; }
  const Quantizer& quantizer() const { return quantizer_; }

  /// A query as its lists want it.
  ListQuery list_query(const FullRow& query) const;

  /// Looks into `effort.lists` lists; ids of what is offered are rows. How many were computed.
  std::size_t probe(const ListQuery& query, const SlotSet& slots, const Effort& effort,
                    NearestK& rows) const;

  std::uint32_t list_of_row(std::uint32_t row) const;
  void set_search_parameters(const SearchParameters& search);
  std::int64_t id_of_row(std::uint32_t row) const { return ids_[ranks_[row]]; }

 private:
  explicit ListSegment(SegmentBytes bytes);
  struct Visit {
    std::size_t query = 0;
    ProbedList list;
  };
  std::vector<Visit> by_list(std::span<const std::vector<ProbedList>> near, bool nearest) const;
  void probe_batch(std::span<const ListQuery> queries, const SlotSet& slots, const Effort& effort,
                   std::span<NearestK> rows) const;
  void compare_all(std::span<const ListQuery> queries, const SlotSet& slots,
                   std::span<NearestK> rows) const;
  bool compares_all(const ScanRequest& request, std::size_t wanted) const;
  Effort effort_for(const ScanRequest& request, std::size_t wanted) const;
  void offer_ids(NearestK& rows, NearestK& nearest) const;
  static Result<void> check_sizes(const SegmentBytes& bytes);
  Result<void> check_places() const;
  Result<void> check_numbers() const;
  void index_blocks();

  SegmentBytes bytes_;
  std::span<const std::int64_t> ids_;
  std::span<const std::uint32_t> slot_of_rank_;
  std::span<const std::uint32_t> ranks_;
  std::span<const float> origin_;
  std::vector<std::uint32_t> first_blocks_;
  std::vector<std::uint32_t> gaps_;
  ListView lists_;
  Quantizer quantizer_;
  Rotation rotation_;
};

}  // namespace eider::vector_index
