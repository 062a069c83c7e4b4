#include "corpus/keyword_index/chunk_words.h"

#include <algorithm>
#include <string>
#include <unordered_map>

#include "text/fold.h"
#include "text/words.h"

namespace eider::keyword_index {
namespace {

// A word of the title counts as three of the body, one of the heading as two.
constexpr std::uint32_t kTitleWeight = 3;
constexpr std::uint32_t kHeadingWeight = 2;
constexpr std::uint32_t kBodyWeight = 1;

}  // namespace

/// FNV-1a, then the last step of MurmurHash3, which spreads the bits.
std::uint64_t word_hash(std::string_view folded_word) {
  std::uint64_t hash = 0xCBF29CE484222325;
  for (const char byte : folded_word) {
    hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001B3;
  }
  hash = (hash ^ (hash >> 33)) * 0xFF51AFD7ED558CCD;
  hash = (hash ^ (hash >> 33)) * 0xC4CEB9FE1A85EC53;
  return hash ^ (hash >> 33);
}

ChunkWords words_of(const ChunkFields& fields) {
  ChunkWords made;
  std::unordered_map<std::uint64_t, std::size_t> places;
  const auto count_field = [&](std::string_view field, std::uint32_t weight) {
    if (field.empty()) return;
    const std::string folded = text::fold_text(field);
    for (const text::Word& word : text::words(folded)) {
      const std::uint64_t hash = word_hash(word.text);
      const auto [place, is_new] = places.try_emplace(hash, made.words.size());
      if (is_new) made.words.push_back({hash, 0});
      std::uint32_t& count = made.words[place->second].count;
      count = std::min(count + weight, kMostCount);
      made.length = std::min(made.length + weight, kMostLength);
    }
  };
  count_field(fields.title, kTitleWeight);
  count_field(fields.heading, kHeadingWeight);
  count_field(fields.body, kBodyWeight);
  return made;
}

}  // namespace eider::keyword_index
