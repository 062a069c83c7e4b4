#include "base/hash64.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

namespace eider {
namespace {

// From the specification and its reference implementation.
TEST(Hash64, KnownValues) {
  EXPECT_EQ(hash64(""), 0xEF46DB3751D8E999u);
  EXPECT_EQ(hash64("a"), 0xD24EC4F1A98C6E5Bu);
  EXPECT_EQ(hash64("abc"), 0x44BC2CF5AD770999u);
  EXPECT_EQ(hash64("Nobody inspects the spammish repetition"), 0xFBCEA83C8A378BF1u);
}

TEST(Hash64, EveryByteOfEveryLengthCounts) {
  std::set<std::uint64_t> seen;
  std::size_t made = 0;
  std::string bytes;
  for (std::size_t length = 0; length < 80; ++length) {
    seen.insert(hash64(bytes));
    ++made;
    for (std::size_t i = 0; i < length; ++i) {
      std::string other = bytes;
      other[i] = static_cast<char>(other[i] ^ 1);
      seen.insert(hash64(other));
      ++made;
    }
    bytes += static_cast<char>('a' + length % 26);
  }
  EXPECT_EQ(seen.size(), made);
}

TEST(Hash64, SeedsAndNumbers) {
  EXPECT_NE(hash64("abc"), hash64("abc", 1));
  EXPECT_NE(hash64(std::int64_t{1}, 0), hash64(std::int64_t{2}, 0));
  const std::vector<float> one = {1.0F, 2.0F};
  const std::vector<float> two = {2.0F, 1.0F};
  EXPECT_NE(hash64(one), hash64(two));
}

}  // namespace
}  // namespace eider
