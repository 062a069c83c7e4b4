#include "base/sha256.h"

#include <gtest/gtest.h>

#include <fstream>

namespace eider {
namespace {

// The examples of FIPS 180-4.
constexpr char kAbc[] = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
constexpr char kEmpty[] = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

TEST(Sha256, StandardVectors) {
  EXPECT_EQ(sha256("abc"), kAbc);
  EXPECT_EQ(sha256(""), kEmpty);
}

TEST(Sha256, FileEqualsBytes) {
  const std::string path = testing::TempDir() + "/sha256_test.bin";
  const std::string bytes(3u << 20, 'x');
  std::ofstream(path, std::ios::binary) << bytes;
  EXPECT_EQ(sha256_file(path).value(), sha256(bytes));
}

TEST(Sha256, MissingFileIsNamed) {
  const auto result = sha256_file("/nonexistent/file");
  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(result.error().code, ErrorCode::kNotFound);
  EXPECT_EQ(result.error().where, "/nonexistent/file");
}

}  // namespace
}  // namespace eider
