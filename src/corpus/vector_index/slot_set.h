#pragma once
// SlotSet: a set of slots (places of rows) as a bitmap of 32-bit words, the width of a code block.

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace eider::vector_index {

class SlotSet {
 public:
  SlotSet() = default;
  explicit SlotSet(std::size_t slots) : words_((slots + 31) / 32) {}

  void insert(std::size_t slot) { words_[slot / 32] |= 1u << (slot % 32); }
  void erase(std::size_t slot) { words_[slot / 32] &= ~(1u << (slot % 32)); }
  bool contains(std::size_t slot) const { return (words_[slot / 32] >> (slot % 32) & 1u) != 0; }
  std::uint32_t word(std::size_t block) const { return words_[block]; }

  /// Room for slots below `slots`; what is new is not in the set.
  void grow(std::size_t slots) { words_.resize((slots + 31) / 32); }

  /// Keeps only what is in `other` too; both are of the same size.
  void intersect(const SlotSet& other) {
    for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= other.words_[i];
  }

  std::size_t count() const {
    std::size_t sum = 0;
    for (const std::uint32_t word : words_) sum += static_cast<std::size_t>(std::popcount(word));
    return sum;
  }

  std::size_t bytes() const { return words_.capacity() * sizeof(std::uint32_t); }

 private:
  std::vector<std::uint32_t> words_;
};

}  // namespace eider::vector_index
