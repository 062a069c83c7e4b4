#include "corpus/keyword_index/delta.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace eider::keyword_index {
namespace {

std::vector<Posting> postings_of(const Delta& delta, std::uint64_t hash) {
  std::vector<Posting> found;
  if (const auto entry = delta.find_word(hash)) {
    delta.each(*entry,
               [&](std::uint32_t slot, std::uint32_t count) { found.push_back({slot, count}); });
  }
  return found;
}

TEST(Delta, AnEmptyOneHoldsNothing) {
  Delta delta;
  EXPECT_EQ(delta.slots(), 0u);
  EXPECT_FALSE(delta.remove(1));
  EXPECT_FALSE(delta.find(1));
  EXPECT_TRUE(postings_of(delta, 7).empty());
  EXPECT_TRUE(delta.words().empty());
}

TEST(Delta, EveryWordKeepsItsPostingsInOrderOfArrival) {
  constexpr std::uint32_t kChunks = 5'000;
  Delta delta;
  for (std::uint32_t slot = 0; slot < kChunks; ++slot) {
    ChunkWords chunk;
    for (std::uint32_t word = 1; word < 40; ++word) {
      if (slot % word == 0)
        chunk.words.push_back({word_hash(std::to_string(word)), 1 + slot % 255});
    }
    chunk.words.push_back({word_hash("own" + std::to_string(slot)), 1});
    chunk.length = 10;
    delta.add(-std::int64_t{slot}, chunk);
  }
  for (std::uint32_t word = 1; word < 40; ++word) {
    std::vector<Posting> expected;
    for (std::uint32_t slot = 0; slot < kChunks; slot += word)
      expected.push_back({slot, 1 + slot % 255});
    ASSERT_EQ(postings_of(delta, word_hash(std::to_string(word))), expected);
  }
  const auto words = delta.words();
  EXPECT_EQ(words.size(), 39u + kChunks);
  EXPECT_TRUE(std::ranges::is_sorted(words, {}, &Delta::WordEntry::hash));
  EXPECT_EQ(delta.total_length(), 10u * kChunks);
}

TEST(Delta, ARemovedChunkIsDeadAndItsIdFree) {
  Delta delta;
  ChunkWords chunk{{{9, 2}}, 4};
  delta.add(5, chunk);
  EXPECT_TRUE(delta.remove(5));
  EXPECT_FALSE(delta.remove(5));
  EXPECT_FALSE(delta.is_live(0));
  EXPECT_EQ(delta.size(), 0u);
  EXPECT_EQ(delta.total_length(), 0u);
  delta.add(5, chunk);
  EXPECT_EQ(delta.find(5), 1u);
  EXPECT_EQ(postings_of(delta, 9), (std::vector<Posting>{{0, 2}, {1, 2}}));
}

}  // namespace
}  // namespace eider::keyword_index
