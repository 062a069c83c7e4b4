#pragma once
// What an index keeps of a chunk: its distinct words and how often it holds each.
// Input: fields in any script -> output: (hash, weighted count) a word, and the weighted length.
// A word is known by its 64-bit hash alone; two words of one hash would count as one (for a
// million words: chance 3e-8).

#include <cstdint>
#include <string_view>
#include <vector>

namespace eider::keyword_index {

/// What one chunk is found by. Views: only read during the call.
struct ChunkFields {
  std::string_view title;
  std::string_view heading;
  std::string_view body;
};

struct WordCount {
  std::uint64_t hash = 0;
  std::uint32_t count = 0;  // weighted by field; 1 to kMostCount
};

inline constexpr std::uint32_t kMostCount = 255;      // stands for more, too
inline constexpr std::uint32_t kMostLength = 0xFFFF;  // stands for more, too

struct ChunkWords {
  std::vector<WordCount> words;  // distinct, in order of first sight
  std::uint32_t length = 0;      // all words, weighted by field; at most kMostLength
};

std::uint64_t word_hash(std::string_view folded_word);

/// Counts the words of one chunk after the other, in the same memory.
class WordCounter {
 public:
  WordCounter();
  /// Valid until the next call.
  const ChunkWords& count(const ChunkFields& fields);

 private:
  void add_field(std::string_view field, std::uint32_t weight);
  void add_word(std::uint64_t hash, std::uint32_t weight);
  void grow();

  ChunkWords counted_;
  // Open addressing, linear probing, at most half full, a power of two of places: in
  // counted_.words, plus the number of the chunk (so that nothing has to be wiped between chunks).
  struct Place {
    std::uint32_t chunk = 0;
    std::uint32_t word = 0;
  };
  std::vector<Place> places_;
  std::uint32_t chunk_ = 0;
};

}  // namespace eider::keyword_index
