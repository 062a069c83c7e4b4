#pragma once
// FlatRows: rows of full precision in the order in which they came, scanned whole; what an index
// of fewer than about 20,000 rows is made of, and the delta of a larger one.
// Invariant: a live id has one slot; a slot is never used again; rows are padded by zeros to cache
// lines; under Metric::kCosine they have length 1.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

#include "base/error.h"
#include "corpus/vector_index/kernels/dot.h"
#include "corpus/vector_index/metric.h"
#include "corpus/vector_index/nearest_k.h"
#include "corpus/vector_index/slot_set.h"

namespace eider::vector_index {

/// A query or a row made ready: padded, of length 1 under the cosine.
struct FullRow {
  std::vector<FloatLine> lines;
  float squared_length = 0;
};

/// Errors: kInvalidArgument (other than `dimensions` values; NaN or infinity; so long that its
/// square is infinite; zero under the cosine).
Result<FullRow> full_row(std::span<const float> values, std::int64_t dimensions, Metric metric);

/// A row that was made ready before, as it is. None when a value is infinite or not a number.
std::optional<FullRow> stored_row(std::span<const float> values, Metric metric);

class FlatRows {
 public:
  FlatRows(std::int64_t dimensions, Metric metric);

  /// The id must not be live here.
  void append(std::int64_t id, const FullRow& row);
  bool remove(std::int64_t id);
  std::optional<std::size_t> slot_of(std::int64_t id) const;

  std::int64_t dimensions() const { return dimensions_; }
  Metric metric() const { return metric_; }
  std::size_t slots() const { return ids_.size(); }
  std::size_t size() const { return slot_of_.size(); }
  const SlotSet& live() const { return live_; }
  std::int64_t id(std::size_t slot) const { return ids_[slot]; }
  const float* values(std::size_t slot) const;
  FullRow row(std::size_t slot) const;
  std::size_t resident_bytes() const;

  /// The live slots of these ids, which ascend.
  SlotSet slots_of(std::span<const std::int64_t> ids) const;

  /// Offers every row of `slots`.
  void scan(const FullRow& query, const SlotSet& slots, NearestK& nearest) const;

  float similarity(const FullRow& query, std::size_t slot) const;

 private:
  float from_dot(float dot, const FullRow& query, std::size_t slot) const;

  std::int64_t dimensions_ = 0;
  Metric metric_ = Metric::kCosine;
  std::size_t lines_per_row_ = 0;
  DotRows dot_rows_ = nullptr;
  std::vector<FloatLine> lines_;
  std::vector<float> squared_lengths_;
  std::vector<std::int64_t> ids_;
  SlotSet live_;
  std::unordered_map<std::int64_t, std::uint32_t> slot_of_;
};

}  // namespace eider::vector_index
