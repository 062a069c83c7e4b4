#include "corpus/keyword_index/vocabulary.h"

namespace eider::keyword_index {
namespace {

constexpr std::size_t kFirstSlots = 1024;

/// FNV-1a, then the last step of MurmurHash3, which spreads the low bits that choose the slot.
std::uint64_t hash_of(std::string_view word) {
  std::uint64_t hash = 0xCBF29CE484222325;
  for (const char byte : word) {
    hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001B3;
  }
  hash = (hash ^ (hash >> 33)) * 0xFF51AFD7ED558CCD;
  hash = (hash ^ (hash >> 33)) * 0xC4CEB9FE1A85EC53;
  return hash ^ (hash >> 33);
}

}  // namespace

std::size_t Vocabulary::slot_of(std::uint64_t hash) const {
  const std::size_t mask = hashes_.size() - 1;
  std::size_t slot = static_cast<std::size_t>(hash) & mask;
  while (numbers_[slot] != kNone && hashes_[slot] != hash) slot = (slot + 1) & mask;
  return slot;
}

std::uint32_t Vocabulary::find(std::string_view word) const {
  return hashes_.empty() ? kNone : numbers_[slot_of(hash_of(word))];
}

std::uint32_t Vocabulary::add(std::string_view word) {
  if (2 * size_ >= hashes_.size()) grow();
  const std::uint64_t hash = hash_of(word);
  const std::size_t slot = slot_of(hash);
  if (numbers_[slot] == kNone) {
    hashes_[slot] = hash;
    numbers_[slot] = static_cast<std::uint32_t>(size_++);
  }
  return numbers_[slot];
}

void Vocabulary::grow() {
  const std::size_t slots = hashes_.empty() ? kFirstSlots : 2 * hashes_.size();
  std::vector<std::uint64_t> hashes(slots);
  std::vector<std::uint32_t> numbers(slots, kNone);
  hashes.swap(hashes_);
  numbers.swap(numbers_);
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    if (numbers[i] == kNone) continue;
    const std::size_t slot = slot_of(hashes[i]);
    hashes_[slot] = hashes[i];
    numbers_[slot] = numbers[i];
  }
}

}  // namespace eider::keyword_index
