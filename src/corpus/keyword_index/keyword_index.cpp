// Which part holds what, and the life of the parts; the search over them is in search_parts.cpp.

#include "corpus/keyword_index/keyword_index.h"

#include <algorithm>
#include <unordered_set>
#include <utility>

#include "corpus/keyword_index/join.h"
#include "corpus/keyword_index/parts.h"
#include "text/fold.h"
#include "text/words.h"

namespace eider::keyword_index {
namespace {

// A delta is merged when it has an eighth of the chunks, within these bounds.
constexpr std::size_t kLeastMerge = 1024;
constexpr std::size_t kMostMerge = 32'768;
constexpr std::size_t kStaleShare = 4;  // a segment is written anew when a quarter of it is dead
constexpr std::size_t kMostJoinedBytes = std::size_t{1} << 30;

bool is_stale(const LiveSegment& part) {
  return part.dead_count() * kStaleShare >= part.segment().chunk_count();
}

/// The segments to be joined with the delta: the stale, and from the smallest on those that are no
/// more than twice what is already joined, so that a chunk is copied a logarithm of times.
std::vector<bool> chosen_for_merge(const Parts& parts) {
  std::vector<bool> chosen(parts.segments.size());
  std::size_t chunks = parts.delta.size();
  std::size_t bytes = 0;
  std::vector<std::size_t> rest;
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    if (is_stale(parts.segments[i])) {
      chosen[i] = true;
      chunks += parts.segments[i].live_count();
      bytes += parts.segments[i].segment().bytes().size();
    } else {
      rest.push_back(i);
    }
  }
  std::ranges::sort(rest, {},
                    [&](std::size_t i) { return std::pair(parts.segments[i].live_count(), i); });
  for (const std::size_t i : rest) {
    const LiveSegment& part = parts.segments[i];
    bytes += part.segment().bytes().size();
    if (part.live_count() > 2 * chunks || bytes > kMostJoinedBytes) break;
    chosen[i] = true;
    chunks += part.live_count();
  }
  return chosen;
}

}  // namespace

struct KeywordIndex::State {
  Parts parts;
  WordCounter counter;
  std::vector<SegmentHandle> handles;  // of parts.segments

  void renew_handles() {
    handles.clear();
    for (const LiveSegment& part : parts.segments) handles.emplace_back(part.shared());
  }
};

std::uint64_t SegmentHandle::hash() const { return segment_->hash(); }
std::size_t SegmentHandle::chunk_count() const { return segment_->chunk_count(); }
std::string_view SegmentHandle::bytes() const { return segment_->bytes(); }

KeywordIndex::KeywordIndex() : state_(std::make_unique<State>()) {}
KeywordIndex::~KeywordIndex() = default;
KeywordIndex::KeywordIndex(KeywordIndex&&) noexcept = default;
KeywordIndex& KeywordIndex::operator=(KeywordIndex&&) noexcept = default;

Result<void> KeywordIndex::add(std::int64_t id, const ChunkFields& fields) {
  if (state_->parts.delta.slots() >= kMostDeltaChunks) {
    return fail(ErrorCode::kLimit, "the keyword index's delta is full", "", "merge it first");
  }
  remove(id);
  state_->parts.delta.add(id, state_->counter.count(fields));
  return {};
}

bool KeywordIndex::remove(std::int64_t id) {
  if (state_->parts.delta.remove(id)) return true;
  auto& segments = state_->parts.segments;
  return std::any_of(segments.begin(), segments.end(),
                     [&](LiveSegment& part) { return part.remove(id); });
}

bool KeywordIndex::contains(std::int64_t id) const {
  const auto& segments = state_->parts.segments;
  return state_->parts.delta.find(id) ||
         std::any_of(segments.begin(), segments.end(),
                     [&](const LiveSegment& part) { return part.find(id).has_value(); });
}

std::vector<std::int64_t> KeywordIndex::ids() const {
  std::vector<std::int64_t> found;
  found.reserve(size());
  for (const LiveSegment& part : state_->parts.segments) {
    for (std::uint32_t chunk = 0; chunk < part.segment().chunk_count(); ++chunk) {
      if (part.is_live(chunk)) found.push_back(part.segment().id(chunk));
    }
  }
  const Delta& delta = state_->parts.delta;
  for (std::size_t slot = 0; slot < delta.slots(); ++slot) {
    if (delta.is_live(slot)) found.push_back(delta.id(slot));
  }
  if (!std::is_sorted(found.begin(), found.end())) std::sort(found.begin(), found.end());
  return found;
}

std::size_t KeywordIndex::size() const {
  return static_cast<std::size_t>(state_->parts.statistics().chunks);
}
std::size_t KeywordIndex::delta_size() const { return state_->parts.delta.size(); }
std::size_t KeywordIndex::tombstone_count() const { return report().tombstones; }
std::size_t KeywordIndex::resident_bytes() const { return report().resident_bytes; }

IndexReport KeywordIndex::report() const {
  const Delta& delta = state_->parts.delta;
  IndexReport made;
  made.chunks = size();
  made.segments = state_->parts.segments.size();
  made.delta_chunks = delta.size();
  made.postings = static_cast<std::size_t>(delta.posting_count());
  made.resident_bytes = delta.resident_bytes();
  for (const LiveSegment& part : state_->parts.segments) {
    made.tombstones += part.dead_count();
    made.postings += static_cast<std::size_t>(part.segment().posting_count());
    made.segment_bytes += part.segment().bytes().size();
    made.resident_bytes += part.resident_bytes();
  }
  return made;
}

bool KeywordIndex::wants_merge() const {
  const auto& segments = state_->parts.segments;
  return state_->parts.delta.slots() >= std::clamp(size() / 8, kLeastMerge, kMostMerge) ||
         std::any_of(segments.begin(), segments.end(), is_stale);
}

Result<void> KeywordIndex::merge(const CancelFlag& cancel) {
  Parts& parts = state_->parts;
  const std::vector<bool> chosen = chosen_for_merge(parts);
  std::vector<const LiveSegment*> joined;
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    if (chosen[i]) joined.push_back(&parts.segments[i]);
  }
  if (joined.empty() && parts.delta.slots() == 0) return {};
  Result<std::string> bytes = join_parts(joined, parts.delta, cancel);
  if (!bytes) return std::unexpected(std::move(bytes.error()));
  std::shared_ptr<const Segment> made;
  if (!bytes->empty()) {
    auto opened = Segment::open(std::move(*bytes));
    if (!opened) return std::unexpected(std::move(opened.error()));
    made = std::move(*opened);
  }
  std::vector<LiveSegment> kept;
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    if (!chosen[i]) kept.push_back(std::move(parts.segments[i]));
  }
  if (made) kept.emplace_back(std::move(made));
  parts.segments = std::move(kept);
  parts.delta = Delta();
  state_->renew_handles();
  return {};
}

std::span<const SegmentHandle> KeywordIndex::segments() const { return state_->handles; }

Result<void> KeywordIndex::attach(std::string bytes) {
  auto opened = Segment::open(std::move(bytes));
  if (!opened) return std::unexpected(std::move(opened.error()));
  const Segment& segment = **opened;
  if (size() > 0) {
    for (std::size_t chunk = 0; chunk < segment.chunk_count(); ++chunk) remove(segment.id(chunk));
  }
  state_->parts.segments.emplace_back(std::move(*opened));
  state_->renew_handles();
  return {};
}

std::vector<QuestionWord> KeywordIndex::question_words(std::string_view question) const {
  const std::string folded = text::fold_text(question);
  const Statistics statistics = state_->parts.statistics();
  std::unordered_set<std::string_view> seen;
  std::vector<QuestionWord> distinct;
  for (const text::Word& word : text::words(folded)) {
    if (!seen.insert(word.text).second) continue;
    const std::uint64_t hash = word_hash(word.text);
    const std::uint64_t chunks = state_->parts.holding(hash);
    distinct.push_back({std::string(word.text), hash, statistics.idf(chunks), chunks});
  }
  return distinct;
}

Result<std::vector<KeywordHit>> KeywordIndex::best(std::span<const QuestionWord> question,
                                                   const BestRequest& request) const {
  return best_of(state_->parts, question, request);
}

std::vector<float> KeywordIndex::scores(std::span<const QuestionWord> question,
                                        std::span<const std::int64_t> ids) const {
  return scores_of(state_->parts, question, ids);
}

std::vector<KeywordHit> KeywordIndex::all_scores(std::span<const QuestionWord> question) const {
  return all_scores_of(state_->parts, question);
}

double KeywordIndex::upper_bound(std::span<const QuestionWord> question) {
  double sum = 0;
  for (const QuestionWord& word : question) sum += word.idf * (kK1 + 1) + 1 / kSharesInOne;
  return sum;
}

}  // namespace eider::keyword_index
