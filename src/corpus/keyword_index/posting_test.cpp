#include "corpus/keyword_index/posting.h"

#include <gtest/gtest.h>

#include <random>

namespace eider::keyword_index {
namespace {

std::span<const std::uint8_t> as_list(const std::string& bytes, std::size_t size) {
  return {reinterpret_cast<const std::uint8_t*>(bytes.data()), size};
}

std::vector<Posting> decoded(std::span<const std::uint8_t> list, std::uint32_t chunks) {
  std::vector<Posting> found;
  if (const auto dense = DenseList::open(list, chunks, true)) {
    dense->decode(found);
    return found;
  }
  SparseRuns runs(list, chunks);
  for (auto run = runs.next(); !run.empty(); run = runs.next()) {
    found.insert(found.end(), run.begin(), run.end());
  }
  return found;
}

/// Every chunk holds the word with chance `share`, and often more than once.
std::vector<Posting> some_postings(std::uint32_t chunks, double share, std::mt19937& random) {
  std::vector<Posting> made;
  for (std::uint32_t chunk = 0; chunk < chunks; ++chunk) {
    if (static_cast<double>(random() % 10'000) >= share * 10'000) continue;
    const std::uint32_t most = random() % 8 == 0 ? 255 : 5;
    made.push_back({chunk, 1 + static_cast<std::uint32_t>(random() % most)});
  }
  if (made.empty()) made.push_back({chunks - 1, 1});
  return made;
}

std::vector<std::uint16_t> lengths_for(std::uint32_t chunks) {
  std::vector<std::uint16_t> lengths(windows_of(chunks) * kWindow);
  for (std::uint32_t i = 0; i < chunks; ++i) lengths[i] = static_cast<std::uint16_t>(i % 900);
  return lengths;
}

TEST(PostingList, EveryListComesBackAsItWas) {
  std::mt19937 random(1);
  for (const std::uint32_t chunks : {1u, 2u, 255u, 256u, 257u, 5'000u, 70'000u}) {
    const auto lengths = lengths_for(chunks);
    for (const double share : {0.0, 0.0005, 0.01, 0.04, 0.1, 0.3, 0.9, 1.0}) {
      const std::vector<Posting> postings = some_postings(chunks, share, random);
      ListWriter writer(lengths, chunks, 300);
      std::string bytes;
      writer.append(bytes, postings);
      const std::size_t size = bytes.size();
      bytes.append(kListPadding, '\0');
      const auto list = as_list(bytes, size);
      EXPECT_EQ(read_head(list)->chunks, postings.size());
      EXPECT_EQ(decoded(list, chunks), postings) << chunks << " chunks, share " << share;
    }
  }
}

TEST(PostingList, AWindowsBoundIsNoLessThanAnyOfItsPostings) {
  std::mt19937 random(2);
  constexpr std::uint32_t kChunks = 3'000;
  const auto lengths = lengths_for(kChunks);
  const LengthNorm norm(300);
  ListWriter writer(lengths, kChunks, 300);
  std::string bytes;
  const std::vector<Posting> postings = some_postings(kChunks, 0.3, random);
  writer.append(bytes, postings);
  const std::size_t size = bytes.size();
  bytes.append(kListPadding, '\0');
  const auto list = DenseList::open(as_list(bytes, size), kChunks, true);
  ASSERT_TRUE(list.has_value());
  for (const Posting& posting : postings) {
    const std::size_t window = posting.chunk / kWindow;
    const float bound = static_cast<float>(list->bounds()[window]) / 255;
    const float here = saturation(static_cast<float>(posting.count), norm(lengths[posting.chunk]));
    EXPECT_GE(bound, here);
    EXPECT_LT(bound, 1.01F);
    EXPECT_TRUE(list->holds(posting.chunk));
  }
}

TEST(PostingList, DamagedListsAreReadInsideTheirBytesAndGiveNoChunkBeyondTheLast) {
  std::mt19937 random(3);
  constexpr std::uint32_t kChunks = 2'000;
  const auto lengths = lengths_for(kChunks);
  for (const double share : {0.001, 0.02, 0.3}) {
    ListWriter writer(lengths, kChunks, 300);
    std::string whole;
    writer.append(whole, some_postings(kChunks, share, random));
    for (int i = 0; i < 2'000; ++i) {
      std::string bytes = whole;
      for (int j = 0; j < 4; ++j) bytes[random() % bytes.size()] = static_cast<char>(random());
      const std::size_t size = random() % (bytes.size() + 1);
      bytes.resize(size);
      bytes.append(kListPadding, '\0');
      bytes.shrink_to_fit();
      const auto list = as_list(bytes, size);
      if (!read_head(list)) continue;
      for (const Posting& posting : decoded(list, kChunks)) {
        EXPECT_LT(posting.chunk, windows_of(kChunks) * kWindow);
      }
    }
  }
}

}  // namespace
}  // namespace eider::keyword_index
