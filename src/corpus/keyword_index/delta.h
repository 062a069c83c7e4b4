#pragma once
// Delta: the chunks that lie in no segment yet. Chunks are only ever appended; one that goes is
// marked dead. Input: a chunk's words -> output: by word, its chunks in order of arrival.
// Invariant: a word's postings are a chain of slices of one pool, each twice as long as the one
// before, so that adding a posting moves nothing (as in Lucene's ByteBlockPool).

#include <cstddef>
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

#include "corpus/keyword_index/chunk_words.h"
#include "corpus/keyword_index/posting.h"

namespace eider::keyword_index {

inline constexpr std::size_t kMostDeltaChunks = 1u << 24;

/// Here a posting's chunk is its slot: its place in order of arrival.
class Delta {
 public:
  /// The id is not here, alive; slots() is below kMostDeltaChunks.
  void add(std::int64_t id, const ChunkWords& chunk);
  bool remove(std::int64_t id);  // false where it is not here

  std::size_t slots() const { return ids_.size(); }  // dead ones included
  std::size_t size() const { return slot_of_.size(); }
  bool is_live(std::size_t slot) const { return live_[slot]; }
  std::int64_t id(std::size_t slot) const { return ids_[slot]; }
  std::uint16_t length(std::size_t slot) const { return lengths_[slot]; }
  std::optional<std::uint32_t> find(std::int64_t id) const;
  std::uint64_t total_length() const { return total_length_; }  // of the live
  std::uint64_t posting_count() const { return posting_count_; }
  std::size_t resident_bytes() const;

  struct WordEntry {
    std::uint64_t hash = 0;
    std::size_t entry = 0;
  };
  std::vector<WordEntry> words() const;                            // ascending by hash
  std::optional<std::size_t> find_word(std::uint64_t hash) const;  // its entry
  /// Calls take(slot, count) for each posting of a word's entry, the dead ones included, ascending.
  template <typename Take>
  void each(std::size_t entry, Take&& take) const {
    const Chain& chain = chains_[entry];
    std::size_t at = chain.first;
    std::size_t size = kFirstSlice;
    for (std::uint32_t left = chain.count; left > 0;) {
      const std::size_t here = std::min<std::size_t>(left, size);
      for (std::size_t i = 0; i < here; ++i) {
        const std::uint32_t packed = pool_[at + i];
        take(packed >> kCountBits, packed & kMostCount);
      }
      left -= static_cast<std::uint32_t>(here);
      if (left > 0) at = pool_[at + size];
      size = std::min(2 * size, kMostSlice);
    }
  }
  /// Asks for the memory that each() will read first.
  void prefetch(std::size_t entry) const { __builtin_prefetch(&pool_[chains_[entry].first]); }

 private:
  static constexpr std::size_t kFirstSlice = 2;
  static constexpr std::size_t kMostSlice = 1024;
  static constexpr unsigned kCountBits = 8;

  /// A slice of s postings takes s + 1 places of the pool: the last says where the next one is.
  struct Chain {
    std::uint64_t hash = 0;
    std::uint32_t first = 0;
    std::uint32_t next = 0;   // the place of the next posting
    std::uint32_t room = 0;   // places left in the last slice
    std::uint32_t size = 0;   // of the last slice
    std::uint32_t count = 0;  // postings; 0: the entry is free
  };

  std::size_t first_place(std::uint64_t hash) const;
  std::size_t entry_for(std::uint64_t hash) const;
  void append(Chain& chain, std::uint32_t packed);
  void grow();

  std::vector<std::int64_t> ids_;
  std::vector<std::uint16_t> lengths_;
  std::vector<bool> live_;
  std::unordered_map<std::int64_t, std::uint32_t> slot_of_;  // of the live
  std::uint64_t total_length_ = 0;
  std::uint64_t posting_count_ = 0;

  // Open addressing, linear probing, at most half full, a power of two of entries. The leading bits
  // of a hash choose its place, so that the table is almost in order of hash.
  unsigned place_bits_ = 0;
  std::vector<Chain> chains_;
  std::size_t words_ = 0;
  std::vector<std::uint32_t> pool_;
};

}  // namespace eider::keyword_index
