#pragma once
// ListScanner: one query through some lists of a segment. Codes rule out what can't be among the
// k nearest; what is left is computed from the int8 rows. Input: probed lists, nearest first ->
// output: rows offered to a NearestK, whose ids are rows here.

#include <cstdint>
#include <vector>

#include "corpus/vector_index/kernels/fast_scan.h"
#include "corpus/vector_index/list_view.h"
#include "corpus/vector_index/nearest_k.h"
#include "corpus/vector_index/quantizer.h"
#include "corpus/vector_index/slot_set.h"

namespace eider::vector_index {

class ListScanner {
 public:
  /// All must outlive it. `error_width`: how many deviations of a code's error are believed.
  ListScanner(const ListView& lists, const ListQuery& query, const SlotSet& slots,
              float error_width);

  /// Estimates the rows of a list (the nearest) and computes the best few, so that scan() has a
  /// threshold from its first block on. Before scan(), once.
  void prime(const ProbedList& probed, NearestK& nearest);

  /// Has the codes of a list fetched during the scan() of another, before its own.
  void fetch(const ProbedList& probed);

  void scan(const ProbedList& probed, NearestK& nearest);

  /// Computes what scan() has put by; after the last list.
  void flush(NearestK& nearest);

  /// Every row of `slots`, without the codes.
  void scan_all(NearestK& nearest);

  /// Rows that the codes didn't rule out, so far.
  std::size_t computed() const { return computed_; }

 private:
  BlockScan scan_of(const ProbedList& probed) const;
  void fetch_blocks(std::size_t count);
  void put_by(std::size_t block, std::uint32_t mask);
  std::uint32_t wanted(std::size_t block) const;

  const ListView& lists_;
  const ListQuery& query_;
  const SlotSet& slots_;
  float error_width_ = 0;
  FastScan fast_scan_;
  Int8Dot dot_;
  std::size_t primed_block_ = 0;       // the first that prime() saw
  std::vector<std::uint32_t> primed_;  // of each of them: the rows it computed
  std::size_t computed_ = 0;
  std::size_t fetched_ = 0;  // blocks to be fetched
  std::size_t fetched_until_ = 0;
  std::vector<std::uint32_t> rows_;  // put by
  std::vector<std::int32_t> sums_;
};

}  // namespace eider::vector_index
