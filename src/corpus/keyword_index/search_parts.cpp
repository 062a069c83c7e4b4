// One question over all parts. In a segment the windows of the greatest bounds come first, so that
// the floor is high when the rest is looked through in order; the delta is scored whole.

#include <algorithm>
#include <bit>
#include <numeric>

#include "base/limits.h"
#include "corpus/keyword_index/parts.h"
#include "corpus/keyword_index/segment_scorer.h"
#include "corpus/keyword_index/top_hits.h"

namespace eider::keyword_index {
namespace {

constexpr std::size_t kFirstWindows = 16;
// A word has less than 2^20 / 1.5 shares (its idf is below 21.6), so so many stay within 32 bits. A
// question of kMaxQuestionBytes has fewer.
constexpr std::size_t kMostWords = 6'000;

using Bitmap = std::vector<std::uint64_t>;

std::vector<WeightedWord> weighted(std::span<const QuestionWord> question) {
  std::vector<WeightedWord> words;
  words.reserve(question.size());
  for (const QuestionWord& word : question) words.push_back({word.hash, word_weight(word.idf)});
  return words;
}

/// The shares of all slots, dead ones included.
std::vector<std::uint32_t> delta_shares(const Delta& delta, std::span<const WeightedWord> words,
                                        double mean_length) {
  std::vector<std::uint32_t> shares(delta.slots());
  const LengthNorm norm(mean_length);
  for (const WeightedWord& word : words) {
    const std::optional<std::size_t> entry = delta.find_word(word.hash);
    if (!entry) continue;
    delta.each(*entry, [&](std::uint32_t slot, std::uint32_t count) {
      shares[slot] += share(word.weight, static_cast<float>(count), norm(delta.length(slot)));
    });
  }
  return shares;
}

/// The live chunks of a segment that are allowed; both are in order of id.
Bitmap allowed_in(const LiveSegment& part, std::span<const std::int64_t> allowed) {
  Bitmap bits(part.live().size());
  const Segment& segment = part.segment();
  std::uint32_t chunk = 0;
  const std::uint32_t count = segment.chunk_count();
  auto next = std::lower_bound(allowed.begin(), allowed.end(), segment.id(0));
  while (chunk < count && next != allowed.end()) {
    std::uint32_t step = 1;
    while (chunk + step < count && segment.id(chunk + step) <= *next) {
      chunk += step;
      step *= 2;
    }
    for (; step > 0; step /= 2) {
      if (chunk + step < count && segment.id(chunk + step) <= *next) chunk += step;
    }
    if (segment.id(chunk) == *next) bits[chunk / 64] |= std::uint64_t{1} << chunk % 64;
    ++next;
  }
  for (std::size_t i = 0; i < bits.size(); ++i) bits[i] &= part.live()[i];
  return bits;
}

OpenChunks open_in(const Bitmap& bits, std::size_t window) {
  OpenChunks open;
  std::copy_n(bits.begin() + static_cast<std::ptrdiff_t>(window * open.size()), open.size(),
              open.begin());
  return open;
}

/// Calls take(chunk, shares) for each open chunk of the window that has `floor` shares.
template <typename Take>
void each_scored(SegmentScorer& scorer, const Bitmap& open, std::size_t window, std::uint32_t floor,
                 Take&& take) {
  for (const std::uint8_t place : scorer.score(window, floor, open_in(open, window))) {
    take(window * kWindow + place, scorer.shares()[place]);
  }
}

/// The windows of the greatest bounds, ascending.
std::vector<std::size_t> first_windows(const SegmentScorer& scorer) {
  std::vector<std::size_t> windows(scorer.window_count());
  std::iota(windows.begin(), windows.end(), std::size_t{0});
  if (windows.size() > kFirstWindows) {
    const auto end = windows.begin() + kFirstWindows;
    std::nth_element(windows.begin(), end, windows.end(), [&](std::size_t a, std::size_t b) {
      return scorer.bound(a) != scorer.bound(b) ? scorer.bound(a) > scorer.bound(b) : a < b;
    });
    windows.erase(end, windows.end());
    std::sort(windows.begin(), windows.end());
  }
  return windows;
}

void offer_segment(const Segment& segment, SegmentScorer& scorer, const Bitmap& open,
                   TopHits& top) {
  const auto offer_window = [&](std::size_t window) {
    if (scorer.bound(window) < top.floor() || open_in(open, window) == OpenChunks{}) return;
    each_scored(scorer, open, window, top.floor(), [&](std::size_t chunk, std::uint32_t sum) {
      if (sum >= top.floor()) top.offer({sum, segment.id(chunk)});
    });
  };
  const std::vector<std::size_t> first = first_windows(scorer);
  for (const std::size_t window : first) offer_window(window);
  auto done = first.begin();
  for (std::size_t window = 0; window < scorer.window_count(); ++window) {
    if (done != first.end() && *done == window) {
      ++done;
    } else {
      offer_window(window);
    }
  }
}

void offer_delta(const Delta& delta, std::span<const std::uint32_t> shares,
                 const BestRequest& request, TopHits& top) {
  for (std::size_t slot = 0; slot < shares.size(); ++slot) {
    if (shares[slot] < top.floor() || !delta.is_live(slot)) continue;
    const bool refused =
        request.filtered &&
        !std::binary_search(request.allowed.begin(), request.allowed.end(), delta.id(slot));
    if (!refused) top.offer({shares[slot], delta.id(slot)});
  }
}

}  // namespace

Statistics Parts::statistics() const {
  Statistics sum{delta.size(), delta.total_length()};
  for (const LiveSegment& part : segments) {
    sum.chunks += part.live_count();
    sum.total_length += part.live_length();
  }
  return sum;
}

std::uint64_t Parts::holding(std::uint64_t hash) const {
  std::uint64_t count = 0;
  for (const LiveSegment& part : segments) count += part.holding(hash);
  if (const std::optional<std::size_t> entry = delta.find_word(hash)) {
    delta.each(*entry,
               [&](std::uint32_t slot, std::uint32_t) { count += delta.is_live(slot) ? 1 : 0; });
  }
  return count;
}

Result<std::vector<KeywordHit>> best_of(const Parts& parts, std::span<const QuestionWord> question,
                                        const BestRequest& request) {
  if (request.k > kMaxHits) return fail(ErrorCode::kLimit, "k is above the most hits of a search");
  if (question.size() > kMostWords) return fail(ErrorCode::kLimit, "a question of too many words");
  const std::vector<WeightedWord> words = weighted(question);
  const double mean_length = parts.statistics().mean_length();
  TopHits top(request.k);
  if (request.k > 0) {
    offer_delta(parts.delta, delta_shares(parts.delta, words, mean_length), request, top);
    for (const LiveSegment& part : parts.segments) {
      SegmentScorer scorer(part.segment(), words, mean_length);
      if (request.filtered) {
        offer_segment(part.segment(), scorer, allowed_in(part, request.allowed), top);
      } else {
        offer_segment(part.segment(), scorer, part.live(), top);
      }
    }
  }
  std::vector<KeywordHit> hits;
  for (const RankedChunk& chunk : std::move(top).sorted()) {
    hits.push_back({chunk.id, score_of(chunk.shares)});
  }
  return hits;
}

std::vector<float> scores_of(const Parts& parts, std::span<const QuestionWord> question,
                             std::span<const std::int64_t> ids) {
  std::vector<float> found(ids.size());
  const std::vector<WeightedWord> words = weighted(question);
  const double mean_length = parts.statistics().mean_length();
  if (parts.delta.slots() > 0) {
    const auto shares = delta_shares(parts.delta, words, mean_length);
    for (std::size_t i = 0; i < ids.size(); ++i) {
      if (const auto slot = parts.delta.find(ids[i])) found[i] = score_of(shares[*slot]);
    }
  }
  for (const LiveSegment& part : parts.segments) {
    std::vector<std::pair<std::uint32_t, std::size_t>> wanted;  // chunk, place in `ids`
    for (std::size_t i = 0; i < ids.size(); ++i) {
      if (const auto chunk = part.find(ids[i])) wanted.emplace_back(*chunk, i);
    }
    if (wanted.empty()) continue;
    std::sort(wanted.begin(), wanted.end());
    SegmentScorer scorer(part.segment(), words, mean_length);
    for (std::size_t first = 0, stop = 0; first < wanted.size(); first = stop) {
      const std::size_t window = wanted[first].first / kWindow;
      OpenChunks open{};
      for (; stop < wanted.size() && wanted[stop].first / kWindow == window; ++stop) {
        const std::size_t place = wanted[stop].first % kWindow;
        open[place / 64] |= std::uint64_t{1} << place % 64;
      }
      scorer.score(window, 1, open);
      for (std::size_t i = first; i < stop; ++i) {
        found[wanted[i].second] = score_of(scorer.shares()[wanted[i].first % kWindow]);
      }
    }
  }
  return found;
}

std::vector<KeywordHit> all_scores_of(const Parts& parts, std::span<const QuestionWord> question) {
  std::vector<KeywordHit> hits;
  const std::vector<WeightedWord> words = weighted(question);
  const double mean_length = parts.statistics().mean_length();
  for (const LiveSegment& part : parts.segments) {
    SegmentScorer scorer(part.segment(), words, mean_length);
    for (std::size_t window = 0; window < scorer.window_count(); ++window) {
      each_scored(scorer, part.live(), window, 1, [&](std::size_t chunk, std::uint32_t sum) {
        hits.push_back({part.segment().id(chunk), score_of(sum)});
      });
    }
  }
  const auto shares = delta_shares(parts.delta, words, mean_length);
  for (std::size_t slot = 0; slot < shares.size(); ++slot) {
    if (shares[slot] > 0 && parts.delta.is_live(slot)) {
      hits.push_back({parts.delta.id(slot), score_of(shares[slot])});
    }
  }
  const auto by_id = [](const KeywordHit& a, const KeywordHit& b) { return a.id < b.id; };
  if (!std::is_sorted(hits.begin(), hits.end(), by_id)) {
    std::sort(hits.begin(), hits.end(), by_id);
  }
  return hits;
}

}  // namespace eider::keyword_index
