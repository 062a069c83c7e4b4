#pragma once
// Quantizer: the centres of the lists. It says in which list a row belongs and which lists a query
// should look into. A view over a segment's sections (or a builder's memory), which must outlive
// it. Invariant: a centre is exactly what its int8 values say, so that every reader has the same
// one.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "corpus/vector_index/kernels/fast_scan.h"
#include "corpus/vector_index/kernels/int8_dot.h"
#include "corpus/vector_index/list_query.h"

namespace eider::vector_index {

/// What a list's centre is, beside its int8 values.
struct Centre {
  float step = 0;    // centre = step * values
  float square = 0;  // |c|^2, and twice c . origin but under L2
};

struct ProbedList {
  std::uint32_t list = 0;
  float base = 0;   // the similarity of the centre
  float width = 0;  // the distance of the query from the centre
  float nearness = 0;
};

struct QuantizerView {
  Metric metric = Metric::kCosine;
  std::size_t width = 0;  // padded dimensions
  std::span<const Centre> centres;
  std::span<const std::int8_t> values;   // width a centre
  std::span<const std::uint8_t> blocks;  // codes of the centres
};

class Quantizer {
 public:
  explicit Quantizer(const QuantizerView& view);

  std::size_t lists() const { return view_.centres.size(); }

  /// The `count` nearest lists, the nearest first; fewer when there are fewer.
  std::vector<ProbedList> nearest_lists(const ListQuery& query, std::size_t count) const;

  /// Writes the centre's width() values.
  void centre(std::size_t list, float* values) const;

  const QuantizerView& view() const { return view_; }

 private:
  QuantizerView view_;
  FastScan fast_scan_;
  Int8Dot dot_;
};

/// The bytes that the codes of so many centres take.
std::size_t centre_block_bytes(std::size_t lists, std::size_t width);

}  // namespace eider::vector_index
