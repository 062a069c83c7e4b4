#include "pipeline/row_executor.h"

#include <gtest/gtest.h>

#include <memory>
#include <numeric>
#include <thread>

#include "pipeline/test_engine.h"

namespace eider::pipeline {
namespace {

/// Rows "key FIRST", "key FIRST+STRIDE", ...
class EchoJob final : public RowJob {
 public:
  EchoJob(std::size_t count, std::string name) : name_(std::move(name)), replies(count) {}

  std::size_t size() const override { return replies.size(); }
  Result<PlannedTask> task(std::size_t row, const models::RowEngine&) override {
    if (row == refused) return fail(ErrorCode::kLimit, "this row is refused");
    PlannedTask planned;
    planned.task.prompt.user = wanted(row);
    return planned;
  }
  void take(std::size_t row, models::RowReply reply) override {
    if (!replies[row].empty()) ++twice;
    replies[row] = reply.error ? reply.error->what : reply.text;
    ++taken;
  }
  Result<void> may_go_on() override {
    if (taken < ends_after) return {};
    return fail(ErrorCode::kLimit, "enough");
  }
  std::string wanted(std::size_t row) const { return name_ + " " + std::to_string(row); }
  std::size_t wrong() const {
    std::size_t count = 0;
    for (std::size_t row = 0; row < replies.size(); ++row) {
      count += replies[row] != "echo: " + wanted(row);
    }
    return count;
  }

 private:
  const std::string name_;

 public:
  std::vector<std::string> replies;
  std::size_t taken = 0;
  std::size_t twice = 0;
  std::size_t refused = static_cast<std::size_t>(-1);
  std::size_t ends_after = static_cast<std::size_t>(-1);
};

struct World {
  std::shared_ptr<EngineLog> log = std::make_shared<EngineLog>();
  RowExecutor executor{std::make_unique<EchoEngine>(log, 16)};
};

TEST(RowExecutor, EveryRowOfTenThousandGetsItsOwnReply) {
  World world;
  EchoJob job(10'000, "key");
  ASSERT_TRUE(world.executor.run(job, {}));
  EXPECT_EQ(job.wrong(), 0u);
  EXPECT_EQ(job.twice, 0u);
  EXPECT_EQ(world.log->asked, 10'000);
}

TEST(RowExecutor, TenThreadsAtOnceDontMixTheirRows) {
  World world;
  std::vector<std::unique_ptr<EchoJob>> jobs;
  std::vector<std::thread> threads;
  std::atomic<int> failed = 0;
  for (int i = 0; i < 10; ++i) {
    jobs.push_back(std::make_unique<EchoJob>(100 * static_cast<std::size_t>(i) + 1,
                                             "query " + std::to_string(i) + " row"));
    threads.emplace_back([&, job = jobs.back().get()] { failed += !world.executor.run(*job, {}); });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(failed, 0);
  for (const auto& job : jobs) EXPECT_EQ(job->wrong(), 0u);
  EXPECT_FALSE(world.log->shared) << "two threads were in the engine at once";
}

TEST(RowExecutor, NoRows) {
  World world;
  EchoJob job(0, "key");
  EXPECT_TRUE(world.executor.run(job, {}));
  EXPECT_EQ(world.log->asked, 0);
}

TEST(RowExecutor, ARowThatMakesNoTaskFailsAlone) {
  World world;
  EchoJob job(40, "key");
  job.refused = 17;
  ASSERT_TRUE(world.executor.run(job, {}));
  EXPECT_EQ(job.replies[17], "this row is refused");
  EXPECT_EQ(job.wrong(), 1u);
}

TEST(RowExecutor, AJobThatHasEnoughLeavesItsRows) {
  World world;
  EchoJob job(1000, "key");
  job.ends_after = 20;
  const auto done = world.executor.run(job, {});
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, ErrorCode::kLimit);
  EXPECT_LT(world.log->asked, 100);
  // What it left at work is dropped, and the next job isn't disturbed.
  EchoJob next(100, "next");
  ASSERT_TRUE(world.executor.run(next, {}));
  EXPECT_EQ(next.wrong(), 0u);
  EXPECT_GT(world.log->dropped, 0);
}

TEST(RowExecutor, CancelEndsThoseThatWorkAndThoseThatWait) {
  World world;
  world.log->stalled = true;
  CancelSource source;
  std::vector<std::thread> threads;
  std::atomic<int> cancelled = 0;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&, flag = CancelFlag(source)] {
      EchoJob job(50, "key");
      const auto done = world.executor.run(job, flag);
      cancelled += !done && done.error().code == ErrorCode::kCancelled;
    });
  }
  while (world.log->asked < 16) std::this_thread::yield();
  source.cancel_all();
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(cancelled, 4);
  world.log->stalled = false;
  EchoJob next(100, "next");
  ASSERT_TRUE(world.executor.run(next, CancelFlag(source)));
  EXPECT_EQ(next.wrong(), 0u);
}

TEST(RowExecutor, OneThatIsCancelledDoesntStopTheOthers) {
  World world;
  world.log->stalled = true;
  CancelSource first;
  CancelSource second;
  EchoJob staying(200, "staying");
  std::atomic<bool> stayed = false;
  std::thread leaver([&, flag = CancelFlag(first)] {
    EchoJob job(50, "leaving");
    EXPECT_FALSE(world.executor.run(job, flag));
  });
  while (world.log->asked < 16) std::this_thread::yield();
  std::thread stayer(
      [&, flag = CancelFlag(second)] { stayed = world.executor.run(staying, flag).has_value(); });
  first.cancel_all();
  leaver.join();
  world.log->stalled = false;
  stayer.join();
  EXPECT_TRUE(stayed);
  EXPECT_EQ(staying.wrong(), 0u);
}

TEST(RowExecutor, ABrokenEngineFailsAllThatWait) {
  World world;
  world.log->stalled = true;
  std::vector<std::thread> threads;
  std::atomic<int> unavailable = 0;
  for (int i = 0; i < 3; ++i) {
    threads.emplace_back([&] {
      EchoJob job(50, "key");
      const auto done = world.executor.run(job, {});
      unavailable += !done && done.error().code == ErrorCode::kUnavailable;
    });
  }
  while (world.log->asked < 16) std::this_thread::yield();
  world.log->broken = true;
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(unavailable, 3);
  EXPECT_TRUE(world.executor.broken());
}

}  // namespace
}  // namespace eider::pipeline
