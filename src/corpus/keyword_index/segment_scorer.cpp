#include "corpus/keyword_index/segment_scorer.h"

#include <algorithm>
#include <limits>

namespace eider::keyword_index {
namespace {

constexpr std::size_t kFewCandidates = 16;
constexpr std::uint32_t kNoChunk = std::numeric_limits<std::uint32_t>::max();
constexpr double kBoundSteps = 255;
constexpr double kBoundSlack = 1.00001;  // more than the rounding of floats in a share

/// The first posting from `at` on whose chunk is not below `chunk`: steps that double, then halve.
template <typename Postings>
std::size_t seek(const Postings& postings, std::size_t at, std::size_t end, std::uint32_t chunk) {
  std::size_t step = 1;
  std::size_t low = at;
  while (low + step < end && postings[low + step].chunk < chunk) {
    low += step;
    step *= 2;
  }
  const auto first = postings.begin() + static_cast<std::ptrdiff_t>(low);
  const auto last = postings.begin() + static_cast<std::ptrdiff_t>(std::min(low + step + 1, end));
  const auto found = std::lower_bound(
      first, last, chunk, [](const auto& posting, std::uint32_t c) { return posting.chunk < c; });
  return static_cast<std::size_t>(found - postings.begin());
}

}  // namespace

SegmentScorer::SegmentScorer(const Segment& segment, std::span<const WeightedWord> words,
                             double mean_length)
    : segment_(segment),
      norm_(mean_length),
      dense_bounds_(windows_of(segment.chunk_count())),
      sparse_bounds_(dense_bounds_.size()) {
  for (const WeightedWord& word : words) {
    const std::optional<std::uint32_t> number = segment.find_word(word.hash);
    if (!number) continue;
    const auto list = segment.list(*number);
    if (const auto dense = DenseList::open(list, segment.chunk_count(), false)) {
      add_dense(*dense, word.weight, mean_length);
    } else {
      add_sparse(list, word.weight);
    }
  }
  std::ranges::sort(dense_, std::ranges::greater(), &DenseWord::weight);
}

/// The bounds are for the segment's own mean length. With a greater one a saturation grows, but by
/// no more than the quotient of the two; with a smaller one it falls.
void SegmentScorer::add_dense(const DenseList& list, float weight, double mean_length) {
  const double growth = std::max(1.0, mean_length / segment_.mean_length());
  const double step = static_cast<double>(weight) * growth * kBoundSlack / kBoundSteps;
  const std::uint32_t most = static_cast<std::uint32_t>(weight) + 2;
  dense_.push_back({list, weight,
                    static_cast<std::uint32_t>(std::min(step, static_cast<double>(most))) + 1,
                    most});
  for (std::size_t window = 0; window < dense_bounds_.size(); ++window) {
    dense_bounds_[window] += dense_.back().bound(window);
  }
}

void SegmentScorer::add_sparse(std::span<const std::uint8_t> list, float weight) {
  const std::size_t begin = earned_.size();
  std::size_t window = 0;
  std::uint32_t most = 0;
  SparseRuns runs(list, segment_.chunk_count());
  for (auto run = runs.next(); !run.empty(); run = runs.next()) {
    for (const Posting& posting : run) {
      const std::uint32_t shares =
          share(weight, static_cast<float>(posting.count), norm_(segment_.length(posting.chunk)));
      earned_.push_back({posting.chunk, shares});
      if (posting.chunk / kWindow != window) {
        sparse_bounds_[window] += most;
        window = posting.chunk / kWindow;
        most = 0;
      }
      most = std::max(most, shares);
    }
  }
  sparse_bounds_[window] += most;
  sparse_.push_back({kNoChunk, begin, begin, earned_.size()});
  move_to(sparse_.back(), begin);
}

/// Before a frequent word is added, chunks whose sum and the rest of the bounds stay below the
/// floor are out. While the rest alone reaches the floor all chunks are in; then those that hold a
/// rarer word and are left; and few are looked up one by one.
std::span<const std::uint8_t> SegmentScorer::score(std::size_t window, std::uint32_t floor,
                                                   const OpenChunks& open) {
  std::uint32_t rest = dense_bounds_[window];
  shares_.fill(0);
  left_ = 0;
  if (bound(window) < floor) return {};
  add_sparse_shares(window, open);
  bool all_in = rest >= floor;
  if (!all_in) keep_candidates(floor - rest);
  for (const DenseWord& word : dense_) {
    if (!all_in && left_ == 0) break;
    const std::uint32_t most = word.bound(window);
    if (most == 0) continue;
    if (all_in || left_ > kFewCandidates) {
      add_dense_shares(window, word);
    } else {
      add_to_candidates(window, word);
    }
    rest -= most;
    if (rest >= floor) continue;
    if (all_in) {
      find_candidates(floor - rest, open);
    } else {
      keep_candidates(floor - rest);
    }
    all_in = false;
  }
  return candidates();
}

/// Few chunks have so many shares: sixteen at a time are found not to.
void SegmentScorer::find_candidates(std::uint32_t least, const OpenChunks& open) {
  constexpr std::size_t kStep = 16;
  left_ = 0;
  for (std::size_t first = 0; first < kWindow; first += kStep) {
    unsigned any = 0;
    for (std::size_t i = 0; i < kStep; ++i) any |= shares_[first + i] >= least ? 1u : 0u;
    if (any == 0) continue;
    for (std::size_t place = first; place < first + kStep; ++place) {
      candidates_[left_] = static_cast<std::uint8_t>(place);
      left_ += shares_[place] >= least ? open[place / 64] >> place % 64 & 1 : 0;
    }
  }
}

/// Without a branch: which of them stay can't be foreseen.
void SegmentScorer::keep_candidates(std::uint32_t least) {
  std::size_t kept = 0;
  for (const std::uint8_t place : candidates()) {
    candidates_[kept] = place;
    kept += shares_[place] >= least ? 1 : 0;
  }
  left_ = kept;
}

void SegmentScorer::move_to(SparseWord& word, std::size_t at) const {
  word.at = at;
  word.next = at < word.end ? earned_[at].chunk : kNoChunk;
}

/// The open chunks that hold one of them become candidates.
void SegmentScorer::add_sparse_shares(std::size_t window, const OpenChunks& open) {
  const auto first = static_cast<std::uint32_t>(window * kWindow);
  const std::uint32_t stop = first + kWindow;
  if (window < next_window_) {
    for (SparseWord& word : sparse_) move_to(word, word.begin);
  }
  next_window_ = window + 1;
  for (SparseWord& word : sparse_) {
    if (word.next >= stop) continue;
    std::size_t at = word.next >= first ? word.at : seek(earned_, word.at, word.end, first);
    for (; at < word.end && earned_[at].chunk < stop; ++at) {
      const std::uint32_t place = earned_[at].chunk - first;
      if (shares_[place] == 0) {
        candidates_[left_] = static_cast<std::uint8_t>(place);
        left_ += open[place / 64] >> place % 64 & 1;
      }
      shares_[place] += earned_[at].shares;
    }
    move_to(word, at);
  }
}

void SegmentScorer::add_dense_shares(std::size_t window, const DenseWord& word) {
  const std::size_t first = window * kWindow;
  word.list.each(window, [&](std::uint8_t place, std::uint32_t count) {
    const float norm = norm_(segment_.length(first + place));
    shares_[place] += share(word.weight, static_cast<float>(count), norm);
  });
}

void SegmentScorer::add_to_candidates(std::size_t window, const DenseWord& word) {
  const std::size_t first = window * kWindow;
  for (const std::uint8_t place : candidates()) {
    const std::uint32_t count = word.list.count_at(window, place);
    if (count == 0) continue;
    const float norm = norm_(segment_.length(first + place));
    shares_[place] += share(word.weight, static_cast<float>(count), norm);
  }
}

}  // namespace eider::keyword_index
