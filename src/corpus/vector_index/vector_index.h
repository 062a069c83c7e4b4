#pragma once
// VectorIndex: rows (id, vector) that come and go -> the k rows nearest to a query.
// An append-only delta of full precision, immutable segments, and tombstones for the segments'
// rows that are gone; merge() makes new segments of what is live. Segments are bytes: they can be
// written away and attached again.
// Invariant: an id has at most one live row, the one added last; an answer never holds a removed
// row and always holds k rows when as many are live and allowed.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/cancel.h"
#include "base/error.h"
#include "corpus/vector_index/flat_rows.h"
#include "corpus/vector_index/metric.h"

namespace eider::vector_index {

class Segment;
struct ScanRequest;

inline constexpr std::int64_t kMaxDimensions = 4096;

/// The full rows of these ids, dimensions of values each, one after another. In lists a row is kept
/// in 8 bits a coordinate, which swaps neighbours that are within some 1e-4 of each other.
using FullRows =
    std::function<Result<void>(std::span<const std::int64_t> ids, std::span<float> values)>;

struct NearestRequest {
  std::size_t k = 10;
  double recall = 0.95;                     // the share of the true k to be found; 1: every row
  std::span<const std::int64_t> allowed{};  // ids, ascending: only these, when `filtered`
  bool filtered = false;
  const FullRows* full_rows = nullptr;  // for the last few; similarities are exact then
};

/// How similar the rows are to a query, as a whole.
struct Spread {
  double mean = 0;
  double deviation = 0;
};

struct IndexReport {
  std::size_t rows = 0;   // live
  std::size_t delta = 0;  // of them, not yet in a segment
  std::size_t segments = 0;
  std::size_t lists = 0;   // 0: every row is scanned
  double recall = 1;       // measured at the merge on held-out rows for recall 0.95
  double recall_high = 1;  // and for 0.99
  std::size_t bytes = 0;   // resident
};

/// One immutable segment. Cheap to copy; safe from any thread.
class SegmentHandle {
 public:
  explicit SegmentHandle(std::shared_ptr<const Segment> segment) : segment_(std::move(segment)) {}

  /// Made from the content: the same in every process, other for other rows.
  std::uint64_t number() const;
  std::size_t rows() const;
  /// The bytes that attach() takes.
  std::string write() const;
  /// The ids of its rows, ascending.
  std::vector<std::int64_t> ids() const;

 private:
  std::shared_ptr<const Segment> segment_;
};

/// Threads: const members may run at once, the others alone. A copy shares the segments, so that
/// a merge can be made on a copy while readers go on with the original.
class VectorIndex {
 public:
  /// For vectors of `dimensions` values, 1 to kMaxDimensions.
  VectorIndex(std::int64_t dimensions, Metric metric);

  /// Puts the row into the delta; an older row of this id is replaced. Errors: kInvalidArgument
  /// (other dimensions, NaN, infinity, no direction under the cosine); nothing is changed then.
  Result<void> add(std::int64_t id, std::span<const float> values);

  /// False when no such row is live.
  bool remove(std::int64_t id);

  bool contains(std::int64_t id) const;

  /// Nearest first, ties by lower id; fewer than k only when fewer are live and allowed.
  /// Errors: kInvalidArgument (as add(); recall outside 0 to 1; allowed ids that do not ascend).
  Result<std::vector<Neighbour>> nearest(std::span<const float> query,
                                         const NearestRequest& request) const;

  /// Queries one after another in one span -> an answer for each. Errors: as nearest(); kCancelled.
  Result<std::vector<std::vector<Neighbour>>> nearest_batch(std::span<const float> queries,
                                                            const NearestRequest& request,
                                                            const CancelFlag& cancel) const;

  /// The similarity of each id; none where no such row is live.
  Result<std::vector<std::optional<float>>> similarities(std::span<const float> query,
                                                         std::span<const std::int64_t> ids) const;

  /// Over all rows when they are few, else over a fixed sample of them.
  Result<Spread> spread(std::span<const float> query) const;

  std::size_t size() const;
  std::size_t delta_size() const { return delta_.size(); }
  std::size_t tombstone_count() const;
  std::size_t resident_bytes() const;

  /// Whether the delta or the tombstones have grown so that a merge pays.
  bool wants_merge() const;

  /// Delta and segments -> new segments without tombstones. Errors: kCancelled; then as before.
  Result<void> merge(const CancelFlag& cancel);

  std::span<const SegmentHandle> segments() const { return handles_; }

  /// Adds a segment that was written. Rows whose ids are already live here are tombstones of it.
  /// Errors: kCorrupt (naming the part), kUnsupported (a newer version), kInvalidArgument (a
  /// segment of other dimensions or of another metric).
  Result<void> attach(const std::string& bytes);

  IndexReport report() const;

 private:
  struct Part {
    std::shared_ptr<const Segment> segment;
    SlotSet live;
    std::size_t live_count = 0;
  };

  struct Chosen {
    SlotSet slots;
    std::size_t count = 0;
  };
  struct Survivor;

  template <typename Rows>
  static Chosen allowed_slots(const Rows& rows, const SlotSet& live, const NearestRequest& request);
  ScanRequest scan_request(std::size_t part, const NearestRequest& request,
                           std::span<const Chosen> chosen) const;
  Result<std::vector<std::vector<Neighbour>>> nearest_of_some(std::span<const FullRow> queries,
                                                              const NearestRequest& request,
                                                              std::span<const Chosen> chosen) const;
  std::vector<Chosen> chosen_parts(const NearestRequest& request) const;
  Result<std::vector<Neighbour>> by_full_rows(const FullRow& query,
                                              const std::vector<Neighbour>& found,
                                              const NearestRequest& request) const;
  std::vector<Survivor> survivors() const;
  std::shared_ptr<const Segment> merged_flat(std::span<const Survivor> rows) const;
  Result<std::shared_ptr<const Segment>> merged_lists(std::span<const Survivor> rows,
                                                      const CancelFlag& cancel) const;
  std::vector<float> mean_of(std::span<const Survivor> rows) const;
  void append_part(const std::shared_ptr<const Segment>& segment);

  std::int64_t dimensions_ = 0;
  Metric metric_ = Metric::kCosine;
  FlatRows delta_;
  std::vector<Part> parts_;
  std::vector<SegmentHandle> handles_;  // of parts_, in their order
};

}  // namespace eider::vector_index
