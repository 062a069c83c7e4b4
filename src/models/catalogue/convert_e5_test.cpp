#include "models/catalogue/convert_e5.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

namespace eider::models {
namespace {

template <typename T>
void put(std::string& bytes, T value) {
  char raw[sizeof value];
  std::memcpy(raw, &value, sizeof value);
  bytes.append(raw, sizeof value);
}

struct Tensor {
  std::string name;
  std::string bytes;
};

constexpr int kHidden = 32;
constexpr int kPieces = 5;

/// Tensors of a one-layer model with 32 dimensions; a matrix row is one block of 18 bytes.
std::vector<Tensor> tensors() {
  const auto matrix = [](int rows) {
    return std::string(static_cast<std::size_t>(rows) * 18, 'q');
  };
  const auto row = [](int size) { return std::string(static_cast<std::size_t>(size) * 4, 'f'); };
  std::vector<Tensor> all = {{"emb.word", matrix(kPieces + 3)},
                             {"emb.pos", row(512 * kHidden)},
                             {"emb.type", row(2 * kHidden)},
                             {"emb.ln.w", row(kHidden)},
                             {"emb.ln.b", row(kHidden)}};
  for (const char* name : {"q", "k", "v", "ao", "fi", "fo"}) {
    all.push_back({std::string("l0.") + name + ".w", matrix(kHidden)});
    all.push_back({std::string("l0.") + name + ".b", row(kHidden)});
  }
  for (const char* name : {"aln.w", "aln.b", "oln.w", "oln.b"}) {
    all.push_back({std::string("l0.") + name, row(kHidden)});
  }
  return all;
}

std::string carrier(const std::vector<Tensor>& all) {
  std::string head("E5S1\x01\0\0\0", 8);
  for (const std::int32_t size : {kHidden, 1, 1, kHidden, kPieces + 3, 512, 2}) put(head, size);
  put(head, 1e-12F);
  put<std::int32_t>(head, 32);
  for (const std::int32_t value : {kPieces, 0, 2, 1, 3}) put(head, value);
  const std::string pieces = "<s><pad></s><unk>杭";
  put<std::uint64_t>(head, pieces.size());
  for (const std::uint32_t at : {0U, 3U, 8U, 12U, 17U, 20U}) put(head, at);
  for (int i = 0; i < kPieces; ++i) put(head, -1.0F * static_cast<float>(i));
  head += pieces;
  put<std::int32_t>(head, 0);
  put<std::uint32_t>(head, 0);
  put(head, static_cast<std::int32_t>(all.size()));
  std::size_t offset = head.size();
  for (const Tensor& tensor : all) offset += 2 + tensor.name.size() + 1 + 4 + 16;
  std::string body;
  for (const Tensor& tensor : all) {
    put(head, static_cast<std::uint16_t>(tensor.name.size()));
    head += tensor.name + '\1';
    put<std::uint32_t>(head, 0);
    put<std::uint64_t>(head, offset + body.size());
    put<std::uint64_t>(head, tensor.bytes.size());
    body += tensor.bytes;
  }
  return head + body;
}

class ConvertTest : public ::testing::Test {
 protected:
  ConvertTest() : path_(::testing::TempDir() + "e5_" + std::to_string(::getpid())) {}
  ~ConvertTest() override {
    std::filesystem::remove(path_);
    std::filesystem::remove(path_ + ".gguf");
  }
  Result<void> convert(const std::string& bytes) const {
    std::ofstream(path_, std::ios::binary) << bytes;
    return convert_e5(path_, path_ + ".gguf");
  }
  std::string converted() const {
    std::ifstream file(path_ + ".gguf", std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  }
  const std::string path_;
};

TEST_F(ConvertTest, CopiesBlocksAndIsDeterministic) {
  ASSERT_TRUE(convert(carrier(tensors())));
  const std::string first = converted();
  EXPECT_EQ(first.substr(0, 8), std::string("GGUF\x03\0\0\0", 8));
  EXPECT_NE(first.find("blk.0.attn_q.weight"), std::string::npos);
  EXPECT_NE(first.find("杭"), std::string::npos);
  EXPECT_NE(first.find(std::string(18 * kPieces, 'q')), std::string::npos);
  EXPECT_EQ(first.size() % 32, 0U);
  ASSERT_TRUE(convert(carrier(tensors())));
  EXPECT_EQ(converted(), first);
}

TEST_F(ConvertTest, MissingOrShortTensorIsNamed) {
  auto all = tensors();
  all.erase(all.begin() + 5);
  const auto missing = convert(carrier(all));
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, ErrorCode::kCorrupt);
  EXPECT_NE(missing.error().what.find("l0.q.w"), std::string::npos);
}

TEST_F(ConvertTest, EveryCutIsAnErrorAndNoCrash) {
  const std::string whole = carrier(tensors());
  for (std::size_t size = 0; size < whole.size(); size += size < 600 ? 1 : 977) {
    const auto cut = convert(whole.substr(0, size));
    ASSERT_FALSE(cut) << size;
    EXPECT_EQ(cut.error().code, ErrorCode::kCorrupt) << size;
  }
}

TEST_F(ConvertTest, OtherFilesAreRefused) {
  EXPECT_EQ(convert_e5(path_ + ".none", path_ + ".gguf").error().code, ErrorCode::kNotFound);
  EXPECT_EQ(convert("").error().code, ErrorCode::kCorrupt);
  EXPECT_EQ(convert(std::string(4096, '\xff')).error().code, ErrorCode::kCorrupt);
  std::string changed = carrier(tensors());
  changed[8] = '\x21';  // 33 dimensions
  EXPECT_EQ(convert(changed).error().code, ErrorCode::kCorrupt);
}

}  // namespace
}  // namespace eider::models
