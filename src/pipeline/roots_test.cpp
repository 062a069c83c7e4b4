#include "pipeline/roots.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace eider::pipeline {
namespace {

namespace fs = std::filesystem;

store::KnownDocument known(const std::string& path) {
  store::KnownDocument document;
  document.path = path;
  return document;
}

class Roots : public testing::Test {
 protected:
  Roots() : folder_(testing::TempDir() + "eider_roots_" + std::to_string(getpid())) {
    fs::create_directories(folder_ / "news");
    std::ofstream(folder_ / "news" / "a.txt") << "a";
    std::ofstream(folder_ / "b.txt") << "b";
  }
  ~Roots() override {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }
  /// As if it had been loaded from `folder_`, by a relative path.
  store::SourceRoot root(const std::string& path) const {
    store::SourceRoot made = root_at((folder_ / path).string());
    made.path = path;
    return made;
  }
  fs::path folder_;
};

TEST_F(Roots, PathsStayAsTheyWereGiven) {
  const auto below = files_below({root("news"), root("b.txt")}, {});
  ASSERT_EQ(below.files.size(), 2u);
  EXPECT_EQ(below.files[0].path, "b.txt");
  EXPECT_EQ(below.files[1].path, "news/a.txt");
  EXPECT_EQ(below.files[1].location, folder_ / "news/a.txt");
  EXPECT_EQ(location_of("news/a.txt", {root("news")}), folder_ / "news/a.txt");
  EXPECT_EQ(location_of("elsewhere/a.txt", {root("news")}), "elsewhere/a.txt");
}

TEST_F(Roots, OneInAnotherGivesEachFileOnce) {
  const auto below = files_below({root("news"), root("news/a.txt")}, {});
  EXPECT_EQ(below.files.size(), 1u);
}

TEST_F(Roots, AMissingFolderIsUnknownAMissingFileIsGone) {
  const auto news = root("news");
  const auto file = root("b.txt");
  fs::remove_all(folder_ / "news");
  fs::remove(folder_ / "b.txt");
  const auto below = files_below({news, file}, {known("news/a.txt"), known("b.txt")});
  EXPECT_TRUE(below.files.empty());
  ASSERT_EQ(below.unknown.size(), 1u);
  EXPECT_EQ(below.unknown[0].path, "news");
  EXPECT_NE(below.unknown[0].error.message().find("1 documents are kept"), std::string::npos);
}

TEST_F(Roots, AFileWhoseFolderIsMissingIsUnknown) {
  const auto file = root("news/a.txt");
  fs::remove_all(folder_ / "news");
  EXPECT_EQ(files_below({file}, {known("news/a.txt")}).unknown.size(), 1u);
}

TEST_F(Roots, AnEmptyFolderIsEmptyUnlessItsDiskIsGone) {
  auto news = root("news");
  fs::remove(folder_ / "news" / "a.txt");
  EXPECT_TRUE(files_below({news}, {known("news/a.txt")}).unknown.empty());
  news.device += 1;  // the mount point alone is left
  EXPECT_EQ(files_below({news}, {known("news/a.txt")}).unknown.size(), 1u);
}

TEST(RootAt, WithoutASlashAtItsEnd) {
  EXPECT_EQ(root_at("/tmp/").path, "/tmp");
  EXPECT_EQ(root_at("/tmp/x/..").absolute_path, "/tmp");
  EXPECT_EQ(root_at("/").path, "/");
}

}  // namespace
}  // namespace eider::pipeline
