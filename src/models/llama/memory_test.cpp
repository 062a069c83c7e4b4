#include "models/llama/memory.h"

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <limits>

namespace eider::models {
namespace {

constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max();

TEST(Memory, ReadsAFieldInBytes) {
  const std::string_view text = "MemTotal:  100 kB\nSwapMemFree: 5 kB\nMemFree:\t 7 kB\n";
  EXPECT_EQ(memory_field(text, "MemFree"), 7 * 1024);
  EXPECT_EQ(memory_field(text, "MemTotal"), 100 * 1024);
  EXPECT_EQ(memory_field(text, "MemAvailable"), -1);
  EXPECT_EQ(memory_field("MemFree: none", "MemFree"), -1);
  EXPECT_EQ(memory_field("", "MemFree"), -1);
}

TEST(Memory, KnowsThisMachine) {
  EXPECT_GT(free_memory_bytes(), 0);
  EXPECT_LT(free_memory_bytes(), kNever);
}

TEST(Memory, TooLittleNamesTheModelAndBothFigures) {
  EXPECT_TRUE(require_memory("m", 1));
  const auto refused = require_memory("big-one", kNever);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kUnavailable);
  EXPECT_NE(refused.error().what.find("not enough memory for model big-one: needs"),
            std::string::npos);
  EXPECT_NE(refused.error().what.find("MB free"), std::string::npos);
}

TEST(Memory, HeedsTheLimitOfTheProcess) {
#ifdef __SANITIZE_ADDRESS__
  GTEST_SKIP() << "the sanitizer ends a process in which it can't map memory for itself";
#endif
  rlimit before{};
  ASSERT_EQ(getrlimit(RLIMIT_AS, &before), 0);
  rlimit small = before;
  small.rlim_cur = 1;  // below what is mapped: nothing is left
  if (setrlimit(RLIMIT_AS, &small) != 0) GTEST_SKIP() << "RLIMIT_AS can't be set";
  const std::int64_t left = free_memory_bytes();
  ASSERT_EQ(setrlimit(RLIMIT_AS, &before), 0);
  EXPECT_EQ(left, 0);
}

}  // namespace
}  // namespace eider::models
