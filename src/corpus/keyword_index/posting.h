#pragma once
// A posting, and how one word's postings of a segment are laid out as bytes (posting_list.cpp has
// the layout). A segment's chunks are numbered densely and lie in windows of 256. A word that
// fills windows well is kept window by window, to be entered anywhere; any other as one run.

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "corpus/keyword_index/bm25.h"

namespace eider::keyword_index {

inline constexpr std::size_t kWindow = 256;        // chunks
inline constexpr std::size_t kListPadding = 512;   // bytes behind the last list, read but unused
inline constexpr std::size_t kGroup = 64;          // windows that share a base
inline constexpr std::size_t kMostPositions = 32;  // above, a window's positions are a bitmap
inline constexpr unsigned kInlineCounts = 3;       // counts 1 to 3 take two bits

struct Posting {
  std::uint32_t chunk = 0;  // its number in the segment
  std::uint32_t count = 0;
  friend bool operator==(const Posting&, const Posting&) = default;
};

inline std::size_t windows_of(std::size_t chunks) { return (chunks + kWindow - 1) / kWindow; }

template <typename T>
T load(const std::uint8_t* at) {
  T value;
  std::memcpy(&value, at, sizeof value);
  return value;
}

/// A list's first bytes.
struct ListHead {
  std::uint32_t chunks = 0;  // that hold the word
  bool dense = false;
  std::size_t size = 0;  // of the head itself, bytes
};

/// Nothing where the bytes hold no head.
std::optional<ListHead> read_head(std::span<const std::uint8_t> list);

/// Reads a list that is not dense, up to 128 postings at a time. Reads no byte behind the list's
/// end plus kListPadding and gives no chunk from `limit` on, whatever the bytes are.
class SparseRuns {
 public:
  SparseRuns(std::span<const std::uint8_t> list, std::uint32_t limit);

  /// Ascending; empty at the end of the list, or where its bytes make no sense. Valid until the
  /// next call.
  std::span<const Posting> next();

 private:
  static constexpr std::size_t kRun = 128;

  const std::uint8_t* at_ = nullptr;
  const std::uint8_t* end_ = nullptr;
  std::uint32_t limit_ = 0;
  std::uint32_t left_ = 0;
  std::uint64_t chunk_ = 0;
  Posting run_[kRun];
};

/// A list kept window by window. A view: the bytes outlive it.
class DenseList {
 public:
  /// Nothing where the bytes can't be such a list of `chunk_count` chunks. Checks every window
  /// only where `thorough`: once checked, the bytes may be opened without.
  static std::optional<DenseList> open(std::span<const std::uint8_t> list,
                                       std::uint32_t chunk_count, bool thorough);

  std::uint32_t number() const { return number_; }  // among the segment's dense lists
  /// By window: the greatest saturation in it, in steps of 1/255, rounded up. 0: no posting.
  const std::uint8_t* bounds() const { return bounds_; }

  /// Calls take(place in the window, count) for each posting of a window, ascending.
  template <typename Take>
  void each(std::size_t window, Take&& take) const {
    const std::size_t count = count_of(window);
    if (count == 0) return;
    const std::uint8_t* at = start_of(window);
    const bool few = count <= kMostPositions;
    const std::uint8_t* codes = at + (few ? count : kWindow / 8);
    const std::uint8_t* beyond = codes + (count + 3) / 4;
    std::size_t i = 0;
    const auto next_count = [&]() -> std::uint32_t {
      const unsigned code = codes[i / 4] >> (2 * (i % 4)) & 3u;
      ++i;
      return code < kInlineCounts ? code + 1 : *beyond++;
    };
    if (few) {
      for (std::size_t j = 0; j < count; ++j) take(at[j], next_count());
      return;
    }
    for (std::size_t part = 0; part < kWindow / 64; ++part) {
      for (auto bits = load<std::uint64_t>(at + 8 * part); bits != 0; bits &= bits - 1) {
        const auto place = static_cast<std::size_t>(std::countr_zero(bits));
        take(static_cast<std::uint8_t>(64 * part + place), next_count());
      }
    }
  }

  /// How often a chunk of the window holds the word, by its place in it; 0: not at all.
  std::uint32_t count_at(std::size_t window, std::uint8_t place) const;
  bool holds(std::uint32_t chunk) const {
    return count_at(chunk / kWindow, static_cast<std::uint8_t>(chunk % kWindow)) > 0;
  }
  void decode(std::vector<Posting>& out) const;  // appends

 private:
  std::size_t count_of(std::size_t window) const {
    if (counts_[window] != 0) return counts_[window];
    return bounds_[window] == 0 ? 0 : kWindow;
  }
  const std::uint8_t* start_of(std::size_t window) const {
    return data_ + load<std::uint32_t>(bases_ + 4 * (window / kGroup)) +
           load<std::uint16_t>(offsets_ + 2 * window);
  }

  std::uint32_t number_ = 0;
  std::size_t windows_ = 0;
  const std::uint8_t* bases_ = nullptr;    // u32 a group, into data_; one more at the end
  const std::uint8_t* offsets_ = nullptr;  // u16 a window, from its group's base
  const std::uint8_t* bounds_ = nullptr;
  const std::uint8_t* counts_ = nullptr;  // 0 where all 256 or none hold the word
  const std::uint8_t* data_ = nullptr;
};

/// Writes the lists of one segment.
class ListWriter {
 public:
  /// `lengths` by chunk, padded to whole windows; outlive the writer.
  ListWriter(std::span<const std::uint16_t> lengths, std::uint32_t chunk_count, double mean_length)
      : lengths_(lengths), chunk_count_(chunk_count), norm_(mean_length) {}

  /// Appends the list of a word; postings ascending, at least one, counts 1 to 255.
  void append(std::string& bytes, std::span<const Posting> postings);
  std::uint32_t dense_count() const { return dense_count_; }

 private:
  void append_dense(std::string& bytes, std::span<const Posting> postings);
  std::uint8_t bound_of(std::span<const Posting> postings) const;

  std::span<const std::uint16_t> lengths_;
  std::uint32_t chunk_count_ = 0;
  std::uint32_t dense_count_ = 0;
  LengthNorm norm_;
};

}  // namespace eider::keyword_index
