#include "corpus/keyword_index/join.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace eider::keyword_index {
namespace {

constexpr std::uint32_t kDead = std::numeric_limits<std::uint32_t>::max();
constexpr std::size_t kAhead = 8;  // words
constexpr std::uint64_t kPostingsBetweenCancelChecks = 1u << 20;

/// A part's words in order of hash, and its chunks by their new numbers.
class Source {
 public:
  explicit Source(const LiveSegment& part) : part_(&part) {}
  explicit Source(const Delta& delta) : delta_(&delta), words_(delta.words()) {}

  std::size_t chunks() const { return part_ ? part_->segment().chunk_count() : delta_->slots(); }
  bool is_live(std::uint32_t chunk) const {
    return part_ ? part_->is_live(chunk) : delta_->is_live(chunk);
  }
  std::int64_t id(std::uint32_t chunk) const {
    return part_ ? part_->segment().id(chunk) : delta_->id(chunk);
  }
  std::uint16_t length(std::uint32_t chunk) const {
    return part_ ? part_->segment().length(chunk) : delta_->length(chunk);
  }

  bool ended() const { return word_ == (part_ ? part_->segment().word_count() : words_.size()); }
  std::uint64_t hash() const {
    return part_ ? part_->segment().word_hash(word_) : words_[word_].hash;
  }

  /// Appends the live postings of the word at hand under their new numbers, and goes on to the
  /// next.
  void take(std::vector<Posting>& out) {
    const auto put = [&](std::uint32_t chunk, std::uint32_t count) {
      if (numbers[chunk] != kDead) out.push_back({numbers[chunk], count});
    };
    if (part_) {
      scratch_.clear();
      part_->segment().decode(word_, scratch_);
      for (const Posting& posting : scratch_) put(posting.chunk, posting.count);
    } else {
      if (word_ + kAhead < words_.size()) delta_->prefetch(words_[word_ + kAhead].entry);
      delta_->each(words_[word_].entry, put);
    }
    ++word_;
  }

  std::vector<std::uint32_t> numbers;  // by old number, padded to whole windows; kDead: gone

 private:
  const LiveSegment* part_ = nullptr;
  const Delta* delta_ = nullptr;
  std::vector<Delta::WordEntry> words_;  // of delta_
  std::size_t word_ = 0;
  std::vector<Posting> scratch_;
};

struct Place {
  std::int64_t id = 0;
  std::uint32_t source = 0;
  std::uint32_t chunk = 0;
};

/// Gives every live chunk its new number.
SegmentWriter number_chunks(std::vector<Source>& sources) {
  std::vector<Place> places;
  for (std::uint32_t s = 0; s < sources.size(); ++s) {
    sources[s].numbers.assign(windows_of(sources[s].chunks()) * kWindow, kDead);
    for (std::uint32_t chunk = 0; chunk < sources[s].chunks(); ++chunk) {
      if (sources[s].is_live(chunk)) places.push_back({sources[s].id(chunk), s, chunk});
    }
  }
  const auto by_id = [](const Place& a, const Place& b) { return a.id < b.id; };
  if (!std::is_sorted(places.begin(), places.end(), by_id)) {
    std::sort(places.begin(), places.end(), by_id);
  }
  std::vector<std::int64_t> ids;
  std::vector<std::uint16_t> lengths;
  for (const Place& place : places) {
    sources[place.source].numbers[place.chunk] = static_cast<std::uint32_t>(ids.size());
    ids.push_back(place.id);
    lengths.push_back(sources[place.source].length(place.chunk));
  }
  return {std::move(ids), std::move(lengths)};
}

/// The least hash that any source has at hand; nothing at the end of all.
std::optional<std::uint64_t> least_hash(std::span<const Source> sources) {
  std::optional<std::uint64_t> least;
  for (const Source& source : sources) {
    if (!source.ended() && (!least || source.hash() < *least)) least = source.hash();
  }
  return least;
}

bool is_ascending(std::span<const Posting> postings) {
  for (std::size_t i = 1; i < postings.size(); ++i) {
    if (postings[i - 1].chunk >= postings[i].chunk) return false;
  }
  return true;
}

}  // namespace

Result<std::string> join_parts(std::span<const LiveSegment* const> segments, const Delta& delta,
                               const CancelFlag& cancel) {
  std::vector<Source> sources;
  std::size_t live = delta.size();
  for (const LiveSegment* segment : segments) {
    sources.emplace_back(*segment);
    live += segment->live_count();
  }
  sources.emplace_back(delta);
  if (live == 0) return std::string();
  SegmentWriter writer = number_chunks(sources);
  const auto by_chunk = [](const Posting& a, const Posting& b) { return a.chunk < b.chunk; };
  std::vector<Posting> postings;
  std::uint64_t unchecked = kPostingsBetweenCancelChecks;
  while (const std::optional<std::uint64_t> hash = least_hash(sources)) {
    postings.clear();
    for (Source& source : sources) {
      if (!source.ended() && source.hash() == *hash) source.take(postings);
    }
    unchecked += postings.size() + 1;
    if (unchecked >= kPostingsBetweenCancelChecks) {
      if (cancel.cancelled()) {
        return fail(ErrorCode::kCancelled, "merging the keyword index was cancelled");
      }
      unchecked = 0;
    }
    if (postings.empty()) continue;
    if (!is_ascending(postings)) {
      std::sort(postings.begin(), postings.end(), by_chunk);
      if (!is_ascending(postings)) {
        return fail(ErrorCode::kCorrupt, "a segment of the keyword index names a chunk twice");
      }
    }
    if (Result<void> put = writer.append(*hash, postings); !put) {
      return std::unexpected(put.error());
    }
  }
  return std::move(writer).finish();
}

}  // namespace eider::keyword_index
