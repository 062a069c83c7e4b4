#pragma once
// KeywordIndex: which chunks hold a question's words, and how well, by BM25 over fields
// (Robertson & Zaragoza, The Probabilistic Relevance Framework, 2009). Input: fields of chunks in
// any script, under ids of the caller's -> output: ids and scores. Text is folded here.
// Life: add() and remove() change an append-only delta and a bitmap of tombstones, found at once;
// merge() turns them into immutable segments, whose bytes can be kept and attached again.
// Invariant: scores depend on the live chunks alone, not on how they came to lie in which part:
// every statistic is over live chunks, and sums are of whole numbers (bm25.h).

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/cancel.h"
#include "base/error.h"
#include "corpus/keyword_index/chunk_words.h"

namespace eider::keyword_index {

/// A distinct word of a question, folded.
struct QuestionWord {
  std::string text;
  std::uint64_t hash = 0;
  double idf = 0;            // always positive; greatest for a word that no chunk holds
  std::uint64_t chunks = 0;  // live chunks that hold it
};

struct KeywordHit {
  std::int64_t id = 0;
  float score = 0;
  friend bool operator==(const KeywordHit&, const KeywordHit&) = default;
};

struct BestRequest {
  std::size_t k = 10;
  std::span<const std::int64_t> allowed;  // ascending ids; looked at only where `filtered`
  bool filtered = false;
};

struct IndexReport {
  std::size_t chunks = 0;  // live
  std::size_t segments = 0;
  std::size_t delta_chunks = 0;
  std::size_t tombstones = 0;
  std::size_t postings = 0;       // word and chunk, dead ones included
  std::size_t segment_bytes = 0;  // what write() gives, all segments together
  std::size_t resident_bytes = 0;
};

class Segment;

/// An immutable part; cheap to copy, alive as long as anyone holds it.
class SegmentHandle {
 public:
  explicit SegmentHandle(std::shared_ptr<const Segment> segment) : segment_(std::move(segment)) {}

  std::uint64_t hash() const;       // of its bytes: the same segment, the same hash
  std::size_t chunk_count() const;  // dead ones included
  std::string_view bytes() const;   // valid while this handle lives
  std::string write() const { return std::string(bytes()); }

 private:
  std::shared_ptr<const Segment> segment_;
};

/// Threads: const members may run at once; the others alone. Movable.
class KeywordIndex {
 public:
  KeywordIndex();
  ~KeywordIndex();
  KeywordIndex(KeywordIndex&&) noexcept;
  KeywordIndex& operator=(KeywordIndex&&) noexcept;

  /// Replaces an older chunk of this id. Errors: kLimit (a full delta: merge first).
  Result<void> add(std::int64_t id, const ChunkFields& fields);
  /// False where there is no such chunk.
  bool remove(std::int64_t id);
  bool contains(std::int64_t id) const;
  std::vector<std::int64_t> ids() const;  // of live chunks, ascending

  std::size_t size() const;  // live chunks
  std::size_t delta_size() const;
  std::size_t tombstone_count() const;
  std::size_t resident_bytes() const;
  IndexReport report() const;

  /// Whether the delta or the tombstones have grown enough to be worth a merge; never right after
  /// one.
  bool wants_merge() const;
  /// Moves the delta into a segment, joins segments of like size and writes those anew that are
  /// largely dead. Answers stay the same. Errors: kCancelled, kLimit; then nothing has changed.
  Result<void> merge(const CancelFlag& cancel = {});
  /// Oldest first. To be attached in this order.
  std::span<const SegmentHandle> segments() const;
  /// Takes what write() gave; its chunks replace older ones of their ids.
  /// Errors: kCorrupt (any byte changed or missing), kUnsupported (another version).
  Result<void> attach(std::string bytes);

  std::vector<QuestionWord> question_words(std::string_view question) const;

  /// The k best of the (allowed) chunks that hold a word, best first; ties: lower id.
  /// The same as sorting all_scores(). Errors: kLimit (k above kMaxHits, too many words).
  Result<std::vector<KeywordHit>> best(std::span<const QuestionWord> question,
                                       const BestRequest& request) const;
  /// BM25 of these chunks, in their order; 0 where one holds no word or is not here.
  std::vector<float> scores(std::span<const QuestionWord> question,
                            std::span<const std::int64_t> ids) const;
  /// Every chunk that holds a word, by ascending id.
  std::vector<KeywordHit> all_scores(std::span<const QuestionWord> question) const;

  /// What a chunk would score that holds all the words, unseen ones included, without end:
  /// scores divided by it lie in [0, 1) and compare between questions.
  static double upper_bound(std::span<const QuestionWord> question);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace eider::keyword_index
