#include "corpus/vector_index/segment_bytes.h"

#include <gtest/gtest.h>

#include <array>
#include <string>

namespace eider::vector_index {
namespace {

std::string sample() {
  const std::array<std::size_t, 3> sizes = {5, 0, 130};
  SegmentBytes bytes({SegmentKind::kLists, Metric::kL2, 384, 7}, sizes);
  for (std::uint8_t& value : bytes.values<std::uint8_t>(0)) value = 9;
  for (std::uint8_t& value : bytes.values<std::uint8_t>(2)) value = 200;
  bytes.seal();
  return std::string(bytes.all());
}

TEST(SegmentBytes, ComeBackAsTheyWere) {
  const auto parsed = SegmentBytes::parse(sample());
  ASSERT_TRUE(parsed.has_value());
  EXPECT_EQ(parsed->head().kind, SegmentKind::kLists);
  EXPECT_EQ(parsed->head().metric, Metric::kL2);
  EXPECT_EQ(parsed->head().dimensions, 384u);
  EXPECT_EQ(parsed->head().rows, 7u);
  ASSERT_EQ(parsed->sections(), 3u);
  EXPECT_EQ(parsed->section(0).size(), 5u);
  EXPECT_EQ(parsed->section(1).size(), 0u);
  EXPECT_EQ(parsed->values<std::uint8_t>(2)[129], 200);
  EXPECT_EQ(parsed->all(), sample());
}

TEST(SegmentBytes, AnyFlippedBitIsSeen) {
  const std::string good = sample();
  for (std::size_t at = 0; at < good.size(); ++at) {
    for (int bit = 0; bit < 8; ++bit) {
      std::string bad = good;
      bad[at] = static_cast<char>(bad[at] ^ (1 << bit));
      const auto parsed = SegmentBytes::parse(bad);
      ASSERT_FALSE(parsed.has_value()) << at << " " << bit;
      const bool version = at >= 8 && at < 12;
      if (!version) {
        EXPECT_EQ(parsed.error().code, ErrorCode::kCorrupt) << at;
      }
      EXPECT_FALSE(parsed.error().where.empty());
    }
  }
}

TEST(SegmentBytes, AnyCutOrAddedByteIsSeen) {
  const std::string good = sample();
  for (std::size_t length = 0; length < good.size(); ++length) {
    const auto parsed = SegmentBytes::parse(good.substr(0, length));
    ASSERT_FALSE(parsed.has_value()) << length;
    EXPECT_EQ(parsed.error().code, ErrorCode::kCorrupt);
  }
  EXPECT_EQ(SegmentBytes::parse(good + std::string(1, '\0')).error().code, ErrorCode::kCorrupt);
  EXPECT_EQ(SegmentBytes::parse(good + std::string(64, '\0')).error().code, ErrorCode::kCorrupt);
}

TEST(SegmentBytes, ANewerVersionIsUnsupported) {
  std::string newer = sample();
  newer[8] = 2;
  EXPECT_EQ(SegmentBytes::parse(newer).error().code, ErrorCode::kUnsupported);
}

TEST(Checksum, SeesLengthAndOrder) {
  const std::array<std::byte, 80> zeros = {};
  EXPECT_NE(checksum_of({zeros.data(), 8}), checksum_of({zeros.data(), 9}));
  std::array<std::byte, 80> left = {};
  std::array<std::byte, 80> right = {};
  left[0] = std::byte{1};
  right[32] = std::byte{1};
  EXPECT_NE(checksum_of(left), checksum_of(right));
}

}  // namespace
}  // namespace eider::vector_index
