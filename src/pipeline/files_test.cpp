#include "pipeline/files.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace eider::pipeline {
namespace {

namespace fs = std::filesystem;

class Files : public testing::Test {
 protected:
  Files() : folder_(testing::TempDir() + "eider_files_" + std::to_string(getpid())) {
    fs::create_directories(folder_);
  }
  ~Files() override {
    std::error_code ignored;
    fs::permissions(folder_ / "locked", fs::perms::owner_all, ignored);
    fs::remove_all(folder_, ignored);
  }
  void write(const std::string& name) const {
    fs::create_directories((folder_ / name).parent_path());
    std::ofstream(folder_ / name) << name;
  }
  fs::path folder_;
};

TEST_F(Files, SortedWithoutHiddenOnesAndLinkedFolders) {
  for (const char* name :
       {"b.txt", "a/c.txt", ".hidden", ".git/x.txt", "b.txt~", "#b.txt#", "~$b.docx"})
    write(name);
  fs::create_directory_symlink(folder_, folder_ / "loop");
  fs::create_symlink(folder_ / "absent", folder_ / "broken");
  const auto found = find_files(folder_.string());
  ASSERT_TRUE(found) << found.error().message();
  EXPECT_EQ(found->files, (std::vector<std::string>{folder_ / "a/c.txt", folder_ / "b.txt"}));
  EXPECT_TRUE(found->unreadable.empty());
}

TEST_F(Files, AFolderThatCannotBeListedIsNamed) {
  if (geteuid() == 0) GTEST_SKIP() << "root may list every folder";
  write("locked/a.txt");
  write("b.txt");
  fs::permissions(folder_ / "locked", fs::perms::none);
  const auto found = find_files(folder_.string());
  ASSERT_TRUE(found) << found.error().message();
  EXPECT_EQ(found->files.size(), 1u);
  ASSERT_EQ(found->unreadable.size(), 1u);
  EXPECT_EQ(found->unreadable[0].path, folder_ / "locked");
  EXPECT_EQ(found->unreadable[0].error.code, ErrorCode::kIo);
}

TEST_F(Files, OneFileAnEmptyFolderAndNothing) {
  write("a.txt");
  EXPECT_EQ(find_files((folder_ / "a.txt").string())->files.size(), 1u);
  fs::create_directory(folder_ / "empty");
  EXPECT_TRUE(find_files((folder_ / "empty").string())->files.empty());
  EXPECT_EQ(find_files((folder_ / "absent").string()).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(find_files("").error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(find_files("/dev/null").error().code, ErrorCode::kUnsupported);
}

TEST(Paths, UnderARoot) {
  EXPECT_TRUE(lies_under("news/a.txt", "news"));
  EXPECT_TRUE(lies_under("news", "news"));
  EXPECT_TRUE(lies_under("./a.txt", "."));
  EXPECT_TRUE(lies_under("/a.txt", "/"));
  EXPECT_FALSE(lies_under("newspaper/a.txt", "news"));
  EXPECT_FALSE(lies_under("new", "news"));
}

TEST_F(Files, TheDatabaseIsNoDocument) {
  for (const char* name : {"x.duckdb", "x.duckdb.wal", "y.duckdb", "deep/x.duckdb"}) write(name);
  const std::string file = folder_ / "x.duckdb";
  EXPECT_TRUE(is_database(folder_ / "x.duckdb", file));
  EXPECT_TRUE(is_database(folder_ / "x.duckdb.wal", file));
  EXPECT_FALSE(is_database(folder_ / "y.duckdb", file));
  EXPECT_FALSE(is_database(folder_ / "deep/x.duckdb", file));
  EXPECT_FALSE(is_database(folder_ / "y.duckdb", ""));
}

TEST(Paths, ShownInUtf8) {
  EXPECT_EQ(shown_path("\u65b0\u95fb/a.txt"), "\u65b0\u95fb/a.txt");
  EXPECT_EQ(shown_path("b\xff.txt"), "b\ufffd.txt");
  EXPECT_EQ(read_named_file("b\xff.txt").error().code, ErrorCode::kUnsupported);
}

}  // namespace
}  // namespace eider::pipeline
