#include "corpus/keyword_index/segment.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

#include "corpus/keyword_index/keyword_index.h"

namespace eider::keyword_index {
namespace {

std::string some_bytes() {
  KeywordIndex made;
  for (std::int64_t id = 0; id < 300; ++id) {
    const std::string body = "芯片订单 the chip " + std::to_string(id % 40) + " 台積電";
    EXPECT_TRUE(made.add(3 * id, {"标题", "", body}).has_value());
  }
  EXPECT_TRUE(made.merge().has_value());
  return made.segments()[0].write();
}

ErrorCode code_of(std::string bytes) {
  KeywordIndex made;
  const auto attached = made.attach(std::move(bytes));
  EXPECT_FALSE(attached.has_value());
  EXPECT_EQ(made.size(), 0u);
  return attached ? ErrorCode::kInvalidArgument : attached.error().code;
}

TEST(Segment, KnowsItsChunksAndWords) {
  const auto segment = Segment::open(some_bytes());
  ASSERT_TRUE(segment.has_value());
  const Segment& s = **segment;
  EXPECT_EQ(s.chunk_count(), 300u);
  EXPECT_EQ(s.find_chunk(3), 1u);
  EXPECT_EQ(s.find_chunk(4), std::nullopt);
  EXPECT_EQ(s.find_chunk(-1), std::nullopt);
  EXPECT_EQ(s.find_chunk(897), 299u);
  EXPECT_EQ(s.find_chunk(900), std::nullopt);
  for (std::uint32_t word = 0; word < s.word_count(); ++word) {
    EXPECT_EQ(s.find_word(s.word_hash(word)), word);
    EXPECT_EQ(s.find_word(s.word_hash(word) + 1), std::nullopt);
  }
  std::vector<Posting> postings;
  s.decode(*s.find_word(word_hash("39")), postings);
  EXPECT_EQ(postings.size(), 7u);
  EXPECT_EQ(postings[0].chunk, 39u);
}

TEST(Segment, AnyFlippedByteIsCorrupt) {
  const std::string whole = some_bytes();
  std::mt19937 random(1);
  for (std::size_t at = 0; at < whole.size(); at += 1 + random() % 7) {
    std::string bytes = whole;
    bytes[at] = static_cast<char>(bytes[at] ^ (1 << random() % 8));
    ASSERT_EQ(code_of(std::move(bytes)), ErrorCode::kCorrupt) << "byte " << at;
  }
}

/// As an enemy would write them: the checksum fits.
TEST(Segment, DamagedBytesWithARightChecksumAreReadInsideTheirBytes) {
  const std::string whole = some_bytes();
  std::mt19937 random(3);
  for (int i = 0; i < 3'000; ++i) {
    std::string bytes = whole.substr(0, whole.size() - 8);
    for (std::size_t j = 0; j < 1 + random() % 6; ++j) {
      bytes[random() % bytes.size()] = static_cast<char>(random());
    }
    const std::uint64_t sum = checksum_of(bytes);
    bytes.append(reinterpret_cast<const char*>(&sum), sizeof sum);
    bytes.shrink_to_fit();
    KeywordIndex made;
    if (!made.attach(std::move(bytes))) continue;
    const auto question = made.question_words("芯片订单 the 39 台积电 标题");
    EXPECT_LE(made.best(question, {.k = 5}).value().size(), 5u);
    const std::vector<std::int64_t> ids = made.ids();
    EXPECT_EQ(made.scores(question, ids).size(), ids.size());
    made.remove(ids[ids.size() / 2]);
    EXPECT_EQ(made.question_words("芯片 the").size(), 4u);
    EXPECT_TRUE(made.add(1, {"", "", "芯片"}).has_value());
    made.remove(ids[0]);
    for (std::size_t j = 0; j < ids.size() / 3; ++j) made.remove(ids[j]);
    const auto merged = made.merge();
    EXPECT_TRUE(merged || merged.error().code == ErrorCode::kCorrupt);
  }
}

TEST(Segment, AnyCutIsCorrupt) {
  const std::string whole = some_bytes();
  std::mt19937 random(2);
  for (std::size_t size = 0; size < whole.size(); size += 1 + random() % 13) {
    ASSERT_EQ(code_of(whole.substr(0, size)), ErrorCode::kCorrupt) << size << " bytes";
    ASSERT_EQ(code_of(whole.substr(whole.size() - size)), ErrorCode::kCorrupt);
  }
  EXPECT_EQ(code_of(whole + '\0'), ErrorCode::kCorrupt);
  EXPECT_EQ(code_of(""), ErrorCode::kCorrupt);
}

}  // namespace
}  // namespace eider::keyword_index
