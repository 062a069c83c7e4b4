#pragma once
// ListBuilder: rows -> a ListSegment. Rows come by ascending id, of full precision or as the int8
// rows of an older segment, which are taken over bit for bit: so nothing is lost however often
// segments are merged. Centres are made anew when rows have doubled since, else taken over.
// Invariant: the same rows in the same order give the same bytes.

#include <cstdint>
#include <memory>
#include <vector>

#include "base/cancel.h"
#include "base/error.h"
#include "corpus/vector_index/aligned.h"
#include "corpus/vector_index/centres.h"
#include "corpus/vector_index/list_segment.h"

namespace eider::vector_index {

class ListBuilder {
 public:
  /// `base`: the segment whose origin and, when they still fit, centres are taken over; may be
  /// null, then `mean` is the mean of the rows, of full precision.
  ListBuilder(const SegmentHead& head, std::shared_ptr<const ListSegment> base,
              std::span<const float> mean);

  /// Ids ascend. `values`: dimensions of them.
  void add(std::int64_t id, const float* values);

  /// A row of a segment in lists.
  void add(std::int64_t id, const ListSegment& from, std::uint32_t row);

  /// Errors: kCancelled.
  Result<std::shared_ptr<const ListSegment>> build(const CancelFlag& cancel);

 private:
  static constexpr std::uint32_t kNoList = 0xFFFFFFFF;

  void encode(std::span<const float> moved);
  Result<Centres> centres(const CancelFlag& cancel);
  Result<void> assign(const Centres& centres, const CancelFlag& cancel);
  SegmentBytes laid_out(const Centres& centres) const;
  void write_centres(const Centres& centres, SegmentBytes& bytes) const;
  void write_places(SegmentBytes& bytes) const;
  Result<void> write_rows(const Centres& centres, SegmentBytes& bytes,
                          const CancelFlag& cancel) const;
  bool keeps_centres() const;
  SteppedRow row(std::size_t r) const;

  SegmentHead head_;
  std::shared_ptr<const ListSegment> base_;
  Rotation rotation_;
  std::size_t width_ = 0;
  std::vector<float> origin_;
  Int8Matrix values_;
  std::vector<std::int64_t> ids_;
  std::vector<Int8Code> codes_;
  std::vector<std::uint32_t> lists_;  // of each row
  std::vector<float> turned_;
};

}  // namespace eider::vector_index
