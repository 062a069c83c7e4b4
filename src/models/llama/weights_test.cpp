#include "models/llama/weights.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "models/llama/open.h"

namespace eider::models {
namespace {

ModelFile file_with(const std::string& bytes) {
  ModelFile file;
  file.path = ::testing::TempDir() + "weights_" + std::to_string(::getpid()) + ".gguf";
  file.entry.name = "broken";
  file.entry.sha256 = std::to_string(std::hash<std::string>()(bytes));
  std::ofstream(file.path, std::ios::binary) << bytes;
  return file;
}

TEST(Weights, FileThatIsNoModelIsAnError) {
  for (const std::string& bytes :
       {std::string(), std::string("GGUF"), std::string("GGUF\x03\0\0\0", 8) + std::string(64, 'x'),
        std::string(4096, '\0')}) {
    const ModelFile file = file_with(bytes);
    const auto opened = open_generator(file, {});
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().code, ErrorCode::kCorrupt);
    EXPECT_NE(opened.error().what.find("broken"), std::string::npos);
    std::filesystem::remove(file.path);
  }
}

TEST(Weights, MissingFileNamesTheCommand) {
  ModelFile file;
  file.path = "/nonexistent/model.gguf";
  file.entry.name = "gone";
  const auto opened = open_embedder(file, {});
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, ErrorCode::kNotFound);
  EXPECT_NE(opened.error().remedy.find("eider models pull gone"), std::string::npos);
}

}  // namespace
}  // namespace eider::models
