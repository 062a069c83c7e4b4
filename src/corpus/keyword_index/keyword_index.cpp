#include "corpus/keyword_index/keyword_index.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "base/limits.h"
#include "corpus/keyword_index/bm25.h"
#include "corpus/keyword_index/segment.h"
#include "text/fold.h"
#include "text/words.h"

namespace eider::keyword_index {
namespace {

constexpr std::size_t kLeastMerge = 1024;

struct Posting {
  std::uint32_t slot = 0;
  std::uint32_t count = 0;
};

bool ranks_before(const KeywordHit& a, const KeywordHit& b) {
  return a.score != b.score ? a.score > b.score : a.id < b.id;
}

}  // namespace

std::uint64_t SegmentHandle::hash() const { return segment_->hash(); }
std::size_t SegmentHandle::chunk_count() const { return segment_->chunk_count(); }
std::string_view SegmentHandle::bytes() const { return segment_->bytes(); }

struct KeywordIndex::State {
  std::vector<SegmentChunk> slots;  // of every chunk ever added since the last merge
  std::vector<bool> live;
  std::unordered_map<std::int64_t, std::uint32_t> slot_of;  // live chunks
  std::unordered_map<std::uint64_t, std::vector<Posting>> postings;
  std::vector<SegmentHandle> segments;
  std::size_t segment_slots = 0;  // slots below lie in a segment
  std::size_t tombstones = 0;
  std::size_t posting_count = 0;
  Statistics statistics;

  void put(SegmentChunk chunk) {
    const auto slot = static_cast<std::uint32_t>(slots.size());
    for (const WordCount& word : chunk.words.words) {
      postings[word.hash].push_back({slot, word.count});
    }
    posting_count += chunk.words.words.size();
    statistics.chunks += 1;
    statistics.total_length += chunk.words.length;
    slot_of[chunk.id] = slot;
    slots.push_back(std::move(chunk));
    live.push_back(true);
  }

  std::unordered_map<std::int64_t, std::uint32_t> shares(
      std::span<const QuestionWord> question) const {
    std::unordered_map<std::int64_t, std::uint32_t> sums;
    const LengthNorm norm(statistics.mean_length());
    for (const QuestionWord& word : question) {
      const auto found = postings.find(word.hash);
      if (found == postings.end()) continue;
      for (const Posting& posting : found->second) {
        if (!live[posting.slot]) continue;
        const SegmentChunk& chunk = slots[posting.slot];
        sums[chunk.id] += share(word_weight(word.idf), static_cast<float>(posting.count),
                                norm(chunk.words.length));
      }
    }
    return sums;
  }
};

KeywordIndex::KeywordIndex() : state_(std::make_unique<State>()) {}
KeywordIndex::~KeywordIndex() = default;
KeywordIndex::KeywordIndex(KeywordIndex&&) noexcept = default;
KeywordIndex& KeywordIndex::operator=(KeywordIndex&&) noexcept = default;

Result<void> KeywordIndex::add(std::int64_t id, const ChunkFields& fields) {
  remove(id);
  state_->put({id, words_of(fields)});
  return {};
}

bool KeywordIndex::remove(std::int64_t id) {
  const auto found = state_->slot_of.find(id);
  if (found == state_->slot_of.end()) return false;
  const std::uint32_t slot = found->second;
  state_->live[slot] = false;
  state_->tombstones += slot < state_->segment_slots ? 1 : 0;
  state_->statistics.chunks -= 1;
  state_->statistics.total_length -= state_->slots[slot].words.length;
  state_->slot_of.erase(found);
  return true;
}

bool KeywordIndex::contains(std::int64_t id) const { return state_->slot_of.contains(id); }

std::vector<std::int64_t> KeywordIndex::ids() const {
  std::vector<std::int64_t> found;
  for (const auto& [id, slot] : state_->slot_of) found.push_back(id);
  std::sort(found.begin(), found.end());
  return found;
}

std::size_t KeywordIndex::size() const { return state_->slot_of.size(); }
std::size_t KeywordIndex::delta_size() const {
  return size() + state_->tombstones - state_->segment_slots;
}
std::size_t KeywordIndex::tombstone_count() const { return state_->tombstones; }
std::size_t KeywordIndex::resident_bytes() const { return report().resident_bytes; }

IndexReport KeywordIndex::report() const {
  IndexReport made;
  made.chunks = size();
  made.segments = state_->segments.size();
  made.delta_chunks = delta_size();
  made.tombstones = state_->tombstones;
  made.postings = state_->posting_count;
  for (const SegmentHandle& each : state_->segments) made.segment_bytes += each.bytes().size();
  made.resident_bytes =
      made.segment_bytes + state_->posting_count * (sizeof(Posting) + sizeof(WordCount));
  return made;
}

bool KeywordIndex::wants_merge() const {
  return delta_size() > kLeastMerge || 8 * state_->tombstones > state_->segment_slots;
}

Result<void> KeywordIndex::merge(const CancelFlag& cancel) {
  if (cancel.cancelled()) {
    return fail(ErrorCode::kCancelled, "merging the keyword index was cancelled");
  }
  std::vector<SegmentChunk> kept;
  for (const std::int64_t id : ids()) kept.push_back(state_->slots[state_->slot_of[id]]);
  auto fresh = std::make_unique<State>();
  fresh->segments.emplace_back(std::make_shared<const Segment>(Segment::write(kept)));
  for (SegmentChunk& chunk : kept) fresh->put(std::move(chunk));
  fresh->segment_slots = fresh->slots.size();
  if (fresh->slots.empty()) fresh->segments.clear();
  state_ = std::move(fresh);
  return {};
}

std::span<const SegmentHandle> KeywordIndex::segments() const { return state_->segments; }

Result<void> KeywordIndex::attach(std::string bytes) {
  if (delta_size() > 0) {
    return fail(ErrorCode::kInvalidArgument, "a segment is attached before chunks are added");
  }
  auto read = Segment::read(std::move(bytes));
  if (!read) return std::unexpected(read.error());
  for (SegmentChunk& chunk : read->second) {
    remove(chunk.id);
    state_->put(std::move(chunk));
  }
  state_->segment_slots = state_->slots.size();
  state_->segments.emplace_back(std::make_shared<const Segment>(std::move(read->first)));
  return {};
}

std::vector<QuestionWord> KeywordIndex::question_words(std::string_view question) const {
  const std::string folded = text::fold_text(question);
  std::unordered_set<std::string_view> seen;
  std::vector<QuestionWord> distinct;
  for (const text::Word& word : text::words(folded)) {
    if (!seen.insert(word.text).second) continue;
    QuestionWord made{std::string(word.text), word_hash(word.text), 0, 0};
    if (const auto found = state_->postings.find(made.hash); found != state_->postings.end()) {
      for (const Posting& posting : found->second) made.chunks += state_->live[posting.slot];
    }
    made.idf = state_->statistics.idf(made.chunks);
    distinct.push_back(std::move(made));
  }
  return distinct;
}

Result<std::vector<KeywordHit>> KeywordIndex::best(std::span<const QuestionWord> question,
                                                   const BestRequest& request) const {
  if (request.k > kMaxHits) return fail(ErrorCode::kLimit, "k is above the most hits of a search");
  std::vector<KeywordHit> hits = all_scores(question);
  if (request.filtered) {
    std::erase_if(hits, [&](const KeywordHit& hit) {
      return !std::binary_search(request.allowed.begin(), request.allowed.end(), hit.id);
    });
  }
  std::sort(hits.begin(), hits.end(), ranks_before);
  hits.resize(std::min(hits.size(), request.k));
  return hits;
}

std::vector<float> KeywordIndex::scores(std::span<const QuestionWord> question,
                                        std::span<const std::int64_t> ids) const {
  const auto sums = state_->shares(question);
  std::vector<float> found;
  for (const std::int64_t id : ids) {
    const auto sum = sums.find(id);
    found.push_back(sum == sums.end() ? 0 : score_of(sum->second));
  }
  return found;
}

std::vector<KeywordHit> KeywordIndex::all_scores(std::span<const QuestionWord> question) const {
  std::vector<KeywordHit> hits;
  for (const auto& [id, sum] : state_->shares(question)) hits.push_back({id, score_of(sum)});
  std::sort(hits.begin(), hits.end(),
            [](const KeywordHit& a, const KeywordHit& b) { return a.id < b.id; });
  return hits;
}

double KeywordIndex::upper_bound(std::span<const QuestionWord> question) {
  double sum = 0;
  for (const QuestionWord& word : question) sum += word.idf * (kK1 + 1) + 1 / kSharesInOne;
  return sum;
}

}  // namespace eider::keyword_index
