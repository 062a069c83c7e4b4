#pragma once
// ResidentIndex: the indices of one store and embedder in memory, as many searches at once read
// them. Each search sees exactly the rows that its transaction sees: the index is first brought to
// that moment, by comparing what it holds with the tables, unless the database's files show that
// nothing was committed since. Truth is in the tables, whoever changed them.
// Invariant: while a search runs nobody changes the indices; after an error they are still what
// their content says they are, and the next search goes on from there.

#include <chrono>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>

#include "base/error.h"
#include "corpus/search/search_index.h"
#include "pipeline/index_content.h"
#include "store/file_stamp.h"
#include "store/index_sync.h"

namespace eider::pipeline {

/// What a search reads. Valid during one call.
struct ResidentView {
  search::SearchIndex search_index;
  const store::ChunkPlaces* places = nullptr;  // of its chunks
  std::int64_t documents = 0;                  // that have chunks
  std::int64_t chunks = 0;
};

/// For eider_index_status.
struct ResidentReport {
  bool is_resident = false;
  keyword_index::IndexReport words;
  vector_index::IndexReport vectors;
  std::int64_t vector_tombstones = 0;
  std::string note;  // of both
  std::string words_note;
  std::string vectors_note;
};

/// Threads: all members may be called from several.
class ResidentIndex {
 public:
  using Search = std::function<Result<void>(const ResidentView&)>;

  /// `settle_after`: how coarse the times of files may be.
  explicit ResidentIndex(std::chrono::nanoseconds settle_after = store::kTimesSettleAfter)
      : settle_after_(settle_after) {}

  /// Runs `search` inside a transaction of source.connection that sees the same rows as the view;
  /// it may read the tables. Runs it anew where something was committed meanwhile: the last run
  /// counts, and what an earlier one found or failed with does not. Then merges and keeps the
  /// indices if they have grown enough. Errors: those of `search` and of the store, kCancelled.
  Result<void> search_in(const store::ContentSource& source, const Search& search);

  /// Brings the indices up to date, then makes segments of all that is new and keeps them, however
  /// little it is. Errors: as above, and why they can't be kept (kIo: read-only, full).
  Result<void> keep_all(const store::ContentSource& source);

  ResidentReport report() const;

  /// Whether a search has read the store, and then whether any chunk of it was embedded.
  struct Acquaintance {
    bool is_known = false;
    bool has_vectors = false;
  };
  Acquaintance acquaintance() const;

 private:
  struct Moment;

  std::optional<Result<void>> search_unchanged(const store::ContentSource& source,
                                               const Search& search);
  Result<void> search_anew(const store::ContentSource& source, const Moment& moment,
                           const Search& search, bool& has_grown);
  Result<void> bring_up(const store::ContentSource& source, const Moment& moment);
  Result<void> use(const Search& search) const;
  enum class Wish : std::uint8_t { kWhatHasGrown, kAll };
  Result<void> keep_up(const store::ContentSource& source, const store::DatabasePlace& place,
                       Wish wish);
  Result<void> merge(const CancelFlag& cancel, Wish wish);

  const std::chrono::nanoseconds settle_after_;
  std::mutex upkeep_mutex_;          // one merges and keeps at a time; before mutex_
  mutable std::shared_mutex mutex_;  // of what follows
  IndexContent content_;
  store::DatabasePlace place_;  // that content_ was read from; none at first
  store::FileStamp stamp_;      // of before the transaction that content_ was brought to
  std::uint64_t changes_ = 0;   // of content_
  std::string taken_note_;      // what was wrong with what the file kept
  std::string keeping_note_;    // why it can't be kept now
};

}  // namespace eider::pipeline
