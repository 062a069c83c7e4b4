#pragma once
// Segment: immutable rows with their ids, either flat or in lists. A row has a slot; which slots
// are live or allowed, the caller says.
// Invariant: ids ascend and are unique; slot_of_rank() maps their ranks to slots one to one.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "base/error.h"
#include "corpus/vector_index/flat_rows.h"
#include "corpus/vector_index/segment_bytes.h"

namespace eider::vector_index {

struct SearchParameters;

struct ScanRequest {
  const SlotSet& slots;     // only these
  std::size_t matches = 0;  // how many they are
  double recall = 1;
  bool refined = false;  // full rows decide among what is offered
};

class Segment {
 public:
  Segment() = default;
  Segment(const Segment&) = delete;
  Segment& operator=(const Segment&) = delete;
  virtual ~Segment() = default;

  virtual SegmentHead head() const = 0;
  virtual std::span<const std::int64_t> ids() const = 0;
  virtual std::size_t slot_of_rank(std::size_t rank) const = 0;
  virtual std::size_t slots() const = 0;

  /// out[i] = the similarity of slots[i].
  virtual void similarities(const FullRow& query, std::span<const std::size_t> slots,
                            float* out) const = 0;

  /// Offers the nearest, as many as `nearest` wants while there are so many.
  virtual void scan(const FullRow& query, const ScanRequest& request, NearestK& nearest) const = 0;

  /// The same for many queries at once, one of `nearest` each.
  virtual void scan_batch(std::span<const FullRow> queries, const ScanRequest& request,
                          std::span<NearestK> nearest) const;

  /// 0 where every row is scanned.
  virtual std::size_t lists() const { return 0; }
  virtual const SearchParameters* search_parameters() const { return nullptr; }

  virtual std::uint64_t number() const = 0;
  virtual std::string write() const = 0;
  virtual std::size_t resident_bytes() const = 0;

  std::optional<std::size_t> slot_of(std::int64_t id) const;

  /// The slots of these ids, which ascend.
  SlotSet slots_of(std::span<const std::int64_t> wanted) const;
};

/// Checks every byte. Errors: kCorrupt, kUnsupported.
Result<std::shared_ptr<const Segment>> open_segment(std::string_view bytes);

}  // namespace eider::vector_index
