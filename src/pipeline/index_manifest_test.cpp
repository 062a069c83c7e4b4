#include "pipeline/index_manifest.h"

#include <gtest/gtest.h>

namespace eider::pipeline {
namespace {

IndexManifest some() {
  IndexManifest manifest;
  manifest.dimensions = 384;
  manifest.segments = {{7, 0xFFFFFFFFFFFFFFFFu}, {3, 1}};
  manifest.rows = {{-5, 10}, {0, 11}, {9'000'000'000, 12}};
  return manifest;
}

TEST(IndexManifest, ComesBack) {
  const auto read = IndexManifest::read(some().write());
  ASSERT_TRUE(read);
  EXPECT_EQ(read->dimensions, 384);
  EXPECT_EQ(read->segments, some().segments);
  EXPECT_EQ(read->rows, some().rows);
  EXPECT_TRUE(IndexManifest::read(IndexManifest().write())->rows.empty());
}

TEST(IndexManifest, NoByteCanBeChangedOrMissing) {
  const std::string bytes = some().write();
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    std::string other = bytes;
    other[i] = static_cast<char>(other[i] ^ 0x10);
    EXPECT_FALSE(IndexManifest::read(other)) << i;
    EXPECT_FALSE(IndexManifest::read(bytes.substr(0, i))) << i;
  }
  EXPECT_FALSE(IndexManifest::read(bytes + "x"));
}

}  // namespace
}  // namespace eider::pipeline
