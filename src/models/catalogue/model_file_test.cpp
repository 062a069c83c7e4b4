#include "models/catalogue/model_file.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>

#include "base/sha256.h"

namespace eider::models {
namespace {

namespace fs = std::filesystem;

class ModelFileTest : public ::testing::Test {
 protected:
  ModelFileTest() : folder_(::testing::TempDir() + "models_" + std::to_string(::getpid())) {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  ~ModelFileTest() override { fs::remove_all(folder_); }

  std::string put(const std::string& name, const std::string& bytes) const {
    std::ofstream(folder_ + "/" + name, std::ios::binary) << bytes;
    return folder_ + "/" + name;
  }
  const std::string folder_;
};

TEST_F(ModelFileTest, MissingModelNamesTheCommandThatFetchesIt) {
  const auto missing = locate("multilingual-e5-small", folder_);
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, ErrorCode::kNotFound);
  EXPECT_NE(missing.error().message().find("eider models pull multilingual-e5-small"),
            std::string::npos);
  EXPECT_EQ(presence(*find_entry("multilingual-e5-small"), folder_), Presence::kAbsent);
}

TEST_F(ModelFileTest, TruncatedModelIsToldFromAnAlteredOne) {
  const ModelEntry& entry = *find_entry("multilingual-e5-small");
  const std::string path = put(entry.file, "GGUF cut");
  const auto truncated = locate(entry.name, folder_);
  ASSERT_FALSE(truncated);
  EXPECT_EQ(truncated.error().code, ErrorCode::kCorrupt);
  EXPECT_NE(truncated.error().what.find("truncated: 8 of"), std::string::npos);
  EXPECT_EQ(presence(entry, folder_), Presence::kTruncated);

  fs::resize_file(path, static_cast<std::uintmax_t>(entry.bytes));  // sparse, zeros
  const auto altered = locate(entry.name, folder_);
  ASSERT_FALSE(altered);
  EXPECT_EQ(altered.error().code, ErrorCode::kCorrupt);
  EXPECT_NE(altered.error().what.find("altered"), std::string::npos);
  EXPECT_NE(altered.error().what.find(entry.sha256), std::string::npos);
}

TEST_F(ModelFileTest, UnknownNameIsNotAPath) {
  const auto unknown = locate("没有这个", folder_);
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().code, ErrorCode::kNotFound);
  EXPECT_EQ(locate("", folder_).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(locate("../etc/passwd", folder_).error().code, ErrorCode::kNotFound);
}

TEST_F(ModelFileTest, PathOfAGgufIsTakenWithItsHash) {
  const std::string path = put("mine.gguf", "GGUF and so on");
  const auto found = locate(path, folder_);
  ASSERT_TRUE(found) << found.error().message();
  EXPECT_EQ(found->path, path);
  EXPECT_EQ(found->entry.name, "mine");
  EXPECT_EQ(found->entry.sha256, sha256("GGUF and so on"));
  EXPECT_EQ(locate(put("text.gguf", "no such thing"), folder_).error().code, ErrorCode::kCorrupt);
}

TEST_F(ModelFileTest, HashIsRememberedWhileTheFileIsTheSame) {
  const std::string path = put("a.gguf", "GGUF one");
  ASSERT_EQ(verified_sha256(path, {}).value(), sha256("GGUF one"));
  ASSERT_TRUE(fs::exists(path + ".verified"));
  CancelSource source;
  const CancelFlag cancelled(source);
  source.cancel_all();
  EXPECT_TRUE(verified_sha256(path, cancelled)) << "it was hashed again";

  const auto before = fs::last_write_time(path);
  put("a.gguf", "GGUF two");  // same size
  fs::last_write_time(path, before + std::chrono::seconds(1));
  EXPECT_EQ(verified_sha256(path, {}).value(), sha256("GGUF two"));
  std::ofstream(path + ".verified") << "{\"sha256\":7}";
  EXPECT_EQ(verified_sha256(path, {}).value(), sha256("GGUF two"));
}

TEST_F(ModelFileTest, ImportedModelIsFoundByItsName) {
  const std::string outside = put("outside.bin", "GGUF outside");
  const std::string models = folder_ + "/models";
  const auto imported = import_model(outside, "my-model", Role::kEmbedder, models);
  ASSERT_TRUE(imported) << imported.error().message();
  const auto found = locate("my-model", models);
  ASSERT_TRUE(found) << found.error().message();
  EXPECT_EQ(found->entry.role, Role::kEmbedder);
  EXPECT_EQ(found->entry.sha256, sha256("GGUF outside"));
  const auto known = known_models(models);
  ASSERT_EQ(known.size(), catalogue().size() + 1);
  EXPECT_EQ(known.back().name, "my-model");

  std::ofstream(found->path, std::ios::app) << "more";
  const auto altered = locate("my-model", models);
  ASSERT_FALSE(altered);
  EXPECT_NE(altered.error().remedy.find("eider models import"), std::string::npos);
}

TEST_F(ModelFileTest, ImportRefusesWhatIsNoModelAndBadNames) {
  const std::string text = put("text.txt", "plain");
  EXPECT_EQ(import_model(text, "m", Role::kGenerator, folder_).error().code, ErrorCode::kCorrupt);
  const std::string gguf = put("g.gguf", "GGUF");
  for (const char* name : {"", "a/b", "..", "名字", "multilingual-e5-small"}) {
    EXPECT_EQ(import_model(gguf, name, Role::kGenerator, folder_).error().code,
              ErrorCode::kInvalidArgument)
        << name;
  }
  EXPECT_EQ(import_model(folder_ + "/none.gguf", "m", Role::kGenerator, folder_).error().code,
            ErrorCode::kNotFound);
}

}  // namespace
}  // namespace eider::models
