#pragma once
// FlatSegment: rows of full precision, scanned whole. Sections: 0 the ids (i64, ascending), 1 the
// values (f32, row after row, unpadded; of length 1 under the cosine).

#include <memory>
#include <string>
#include <vector>

#include "corpus/vector_index/segment.h"

namespace eider::vector_index {

class FlatSegment final : public Segment {
 public:
  explicit FlatSegment(FlatRows rows, std::vector<std::int64_t> ids, const SegmentBytes& bytes);

  /// The rows' order is by id. `rows` holds live rows alone, appended by ascending id.
  static std::shared_ptr<const Segment> make(FlatRows rows);

  /// Errors: kCorrupt.
  static Result<std::shared_ptr<const Segment>> open(const SegmentBytes& bytes);

  const FlatRows& rows() const { return rows_; }

  SegmentHead head() const override;
  std::span<const std::int64_t> ids() const override { return ids_; }
  std::size_t slot_of_rank(std::size_t rank) const override { return rank; }
  std::size_t slots() const override { return ids_.size(); }
  void similarities(const FullRow& query, std::span<const std::size_t> slots,
                    float* out) const override;
  void scan(const FullRow& query, const ScanRequest& request, NearestK& nearest) const override;
  std::uint64_t number() const override { return number_; }
  std::string write() const override;
  std::size_t resident_bytes() const override;

 private:
  FlatRows rows_;
  std::vector<std::int64_t> ids_;
  std::uint64_t number_ = 0;
};

}  // namespace eider::vector_index
