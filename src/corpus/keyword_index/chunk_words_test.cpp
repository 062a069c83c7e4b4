#include "corpus/keyword_index/chunk_words.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace eider::keyword_index {
namespace {

std::uint32_t count_of(const ChunkWords& chunk, std::string_view word) {
  for (const WordCount& each : chunk.words) {
    if (each.hash == word_hash(word)) return each.count;
  }
  return 0;
}

TEST(WordHash, TellsWordsApartThatDifferInAnyByteOrInSize) {
  std::set<std::uint64_t> hashes;
  std::size_t words = 0;
  for (const std::string base :
       {"", "a", "云", "云云", "chip", "exactly8", "ninebytes", "a much longer word"}) {
    hashes.insert(word_hash(base));
    ++words;
    for (std::size_t i = 0; i < base.size(); ++i) {
      std::string other = base;
      other[i] = static_cast<char>(other[i] ^ 1);
      hashes.insert(word_hash(other));
      ++words;
    }
    hashes.insert(word_hash(base + '\0'));
    ++words;
  }
  EXPECT_EQ(hashes.size(), words);
}

TEST(WordCounter, CountsByFieldAndFoldsBothScripts) {
  WordCounter counter;
  const ChunkWords& chunk = counter.count({"台積電", "台积电 chip", "CHIP 台"});
  EXPECT_EQ(count_of(chunk, "台"), 3u + 2u + 1u);
  EXPECT_EQ(count_of(chunk, "台积"), 3u + 2u);
  EXPECT_EQ(count_of(chunk, "chip"), 2u + 1u);
  EXPECT_EQ(count_of(chunk, "积电"), 5u);
  EXPECT_EQ(chunk.length, 5u * 3 + 6u * 2 + 2u);
}

TEST(WordCounter, NothingOfOneChunkIsLeftInTheNext) {
  WordCounter counter;
  counter.count({"", "", "芯片 alpha"});
  const ChunkWords& chunk = counter.count({"", "", "alpha beta"});
  EXPECT_EQ(chunk.words.size(), 2u);
  EXPECT_EQ(count_of(chunk, "alpha"), 1u);
  EXPECT_EQ(counter.count({}).words.size(), 0u);
  EXPECT_EQ(counter.count({"", "", "\xFF\xFE \x80"}).length, 0u);
}

TEST(WordCounter, AChunkOfManyWordsIsCountedWholeAndCountsStopAtTheMost) {
  std::string body;
  for (int i = 0; i < 30'000; ++i) body += "w" + std::to_string(i) + " same ";
  WordCounter counter;
  const ChunkWords& chunk = counter.count({"", "", body});
  EXPECT_EQ(chunk.words.size(), 30'001u);
  EXPECT_EQ(count_of(chunk, "same"), kMostCount);
  EXPECT_EQ(count_of(chunk, "w29999"), 1u);
  EXPECT_EQ(chunk.length, 60'000u);
  EXPECT_EQ(counter.count({"", body, ""}).length, kMostLength);
}

}  // namespace
}  // namespace eider::keyword_index
