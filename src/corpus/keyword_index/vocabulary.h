#pragma once
// Vocabulary: numbers the distinct words of an index, 0, 1, 2, ... in order of first sight.
// Invariant: a word is known by its 64-bit hash alone, so a word costs 12 bytes and its spelling
// is not kept; two words of one hash would share a number (for a million words: chance 3e-8).

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace eider::keyword_index {

class Vocabulary {
 public:
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;

  /// The word's number, or kNone.
  std::uint32_t find(std::string_view word) const;
  /// The word's number, a new one if it has none yet.
  std::uint32_t add(std::string_view word);
  std::size_t size() const { return size_; }

 private:
  std::size_t slot_of(std::uint64_t hash) const;
  void grow();

  // Open addressing, linear probing, at most half full, a power of two of slots.
  std::vector<std::uint64_t> hashes_;
  std::vector<std::uint32_t> numbers_;  // kNone: the slot is free
  std::size_t size_ = 0;
};

}  // namespace eider::keyword_index
