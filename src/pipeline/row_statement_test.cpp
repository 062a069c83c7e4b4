#include "pipeline/row_statement.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <thread>

#include "pipeline/rows.h"
#include "pipeline/test_engine.h"
#include "store/test_database.h"

namespace eider::pipeline {
namespace {

/// A database with a model that echoes.
class World {
 public:
  explicit World(const char* path = nullptr) : database_(path) {
    auto pool = store::Pool::open(database_.handle());
    host_ = std::make_unique<Host>(
        *pool, std::vector<std::string>(),
        [log = log](const ModelNames&, std::int64_t) -> Result<std::unique_ptr<models::RowEngine>> {
          if (log->broken) return fail(ErrorCode::kNotFound, "the model is missing");
          return std::make_unique<EchoEngine>(log, 16);
        });
  }

  RowSettings settings() const {
    RowSettings settings;
    settings.function = "ai_complete";
    settings.scope.catalog = catalog;
    settings.scope.models.generator = "qwen2.5-coder-0.5b";
    return settings;
  }
  std::unique_ptr<RowStatement> statement() {
    return std::make_unique<RowStatement>(*host_, settings());
  }
  Host& host() { return *host_; }
  const store::TestDatabase& database() const { return database_; }

  const std::shared_ptr<EngineLog> log = std::make_shared<EngineLog>();
  std::string catalog = "memory";

 private:
  store::TestDatabase database_;
  std::unique_ptr<Host> host_;
};

std::vector<CompleteRow> rows_of(std::size_t count, std::size_t distinct) {
  std::vector<CompleteRow> rows;
  for (std::size_t i = 0; i < count; ++i) {
    rows.push_back({"text " + std::to_string(i * 7919 % distinct), "Say it."});
  }
  return rows;
}

std::size_t wrong(const std::vector<CompleteRow>& rows, const Outcomes<std::string>& outcomes) {
  std::size_t count = rows.size() == outcomes.size() ? 0 : 1;
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    count += !outcomes[i] || *outcomes[i] != "echo: " + rows[i].text;
  }
  return count;
}

TEST(RowStatement, EqualRowsAskOnceAndEveryRowHasItsOwnReply) {
  World world;
  const auto rows = rows_of(2049, 300);
  const auto outcomes = complete(*world.statement(), rows, {});
  ASSERT_TRUE(outcomes) << outcomes.error().message();
  EXPECT_EQ(wrong(rows, *outcomes), 0u);
  EXPECT_EQ(world.log->asked, 300);
}

TEST(RowStatement, TheSameAgainAsksNothingAndOpensNothing) {
  World world;
  const auto rows = rows_of(2049, 300);
  ASSERT_TRUE(complete(*world.statement(), rows, {}));
  world.log->broken = true;
  const auto again = complete(*world.statement(), rows, {});
  ASSERT_TRUE(again) << again.error().message();
  EXPECT_EQ(wrong(rows, *again), 0u);
  EXPECT_EQ(world.log->asked, 300);
}

TEST(RowStatement, AnotherOptionIsAnotherQuestion) {
  World world;
  const auto rows = rows_of(10, 10);
  ASSERT_TRUE(complete(*world.statement(), rows, {}));
  ASSERT_TRUE(complete(*world.statement(), rows, {.max_tokens = 12}));
  EXPECT_EQ(world.log->asked, 20);
  ASSERT_TRUE(complete(*world.statement(), rows, {.temperature = 0.5, .seed = 7}));
  ASSERT_TRUE(complete(*world.statement(), rows, {.temperature = 0.5, .seed = 8}));
  EXPECT_EQ(world.log->asked, 40);
  ASSERT_TRUE(complete(*world.statement(), rows, {.temperature = 0.5, .seed = 7}));
  EXPECT_EQ(world.log->asked, 40);
}

TEST(RowStatement, OneBadRowIsOneError) {
  World world;
  auto rows = rows_of(100, 100);
  rows[41].text = "unanswerable";
  rows[42].instruction = " ";
  const auto outcomes = complete(*world.statement(), rows, {});
  ASSERT_TRUE(outcomes);
  EXPECT_EQ(wrong(rows, *outcomes), 2u);
  EXPECT_EQ((*outcomes)[41].error().what, "too long for the window");
  EXPECT_EQ((*outcomes)[42].error().what, "the instruction is empty");
}

TEST(RowStatement, AnErrorIsNotKept) {
  World world;
  auto rows = rows_of(3, 3);
  rows[1].text = "unanswerable";
  ASSERT_TRUE(complete(*world.statement(), rows, {}));
  ASSERT_TRUE(complete(*world.statement(), rows, {}));
  EXPECT_EQ(world.log->asked, 4);
}

TEST(RowStatement, AModelThatCantBeOpenedIsAnErrorOfAll) {
  World world;
  world.log->broken = true;
  const auto outcomes = complete(*world.statement(), rows_of(3, 3), {});
  ASSERT_FALSE(outcomes);
  EXPECT_EQ(outcomes.error().what, "the model is missing");
}

TEST(RowStatement, ABudgetKeepsWhatCameBefore) {
  World world;
  auto settings = world.settings();
  settings.budget_tokens = 2000;
  const auto rows = rows_of(1000, 1000);
  const auto outcomes = complete(*std::make_unique<RowStatement>(world.host(), settings), rows, {});
  ASSERT_TRUE(outcomes);
  std::size_t done = 0;
  for (const auto& outcome : *outcomes) done += outcome.has_value();
  EXPECT_GT(done, 10u);
  EXPECT_LT(done, 200u);
  const auto over = std::ranges::find_if(*outcomes, [](const auto& o) { return !o; });
  EXPECT_EQ(over->error().what, "the budget of 2000 tokens is spent");
  // What was reached is not asked again.
  const std::int64_t asked = world.log->asked;
  EXPECT_EQ(world.database().one("SELECT count(*) FROM eider.cache"), std::to_string(done));
  EXPECT_EQ(wrong(rows, *complete(*world.statement(), rows, {})), 0u);
  EXPECT_EQ(world.log->asked, asked + 1000 - static_cast<std::int64_t>(done));
}

TEST(RowStatement, UsageAndErrorsAreKeptWhenItEnds) {
  World world;
  {
    auto statement = world.statement();
    EXPECT_EQ(statement->number_rows(5), 1);
    EXPECT_EQ(statement->number_rows(1), 6);
    ASSERT_TRUE(complete(*statement, rows_of(6, 2), {}));
    statement->note_error(4, "\u7535\u8111", {ErrorCode::kLimit, "too long", "", "shorten it"});
  }
  const auto usage = world.host().row_cache().usage(world.host(), world.settings().scope);
  ASSERT_TRUE(usage);
  ASSERT_EQ(usage->size(), 1u);
  EXPECT_EQ((*usage)[0].rows, 6);
  EXPECT_EQ((*usage)[0].calls, 2);
  EXPECT_EQ((*usage)[0].cached, 4);
  EXPECT_EQ((*usage)[0].errors, 1);
  EXPECT_EQ((*usage)[0].answer_tokens, 2);
  const auto errors = world.host().row_cache().errors(world.host(), world.settings().scope);
  ASSERT_EQ(errors->size(), 1u);
  EXPECT_EQ((*errors)[0].row_number, 4);
  EXPECT_EQ((*errors)[0].remedy, "shorten it");
}

TEST(RowStatement, WhatWasAskedBeforeAStopIsInTheUsage) {
  World world;
  ASSERT_TRUE(complete(*world.statement(), rows_of(6, 2), {}));  // its rows were not given back
  const auto usage = world.host().row_cache().usage(world.host(), world.settings().scope);
  ASSERT_EQ(usage->size(), 1u);
  EXPECT_EQ((*usage)[0].rows, 0);
  EXPECT_EQ((*usage)[0].calls, 2);
}

TEST(RowStatement, AReadOnlyFileKeepsRepliesInMemory) {
  const std::string path = testing::TempDir() + "eider_rows_read_only.duckdb";
  std::filesystem::remove(path);
  {
    const store::TestDatabase made(path.c_str());
  }
  World world;
  ASSERT_TRUE(world.database().connection().execute("ATTACH '" + path + "' AS ro (READ_ONLY)"));
  world.catalog = "ro";
  const auto rows = rows_of(50, 50);
  EXPECT_EQ(wrong(rows, *complete(*world.statement(), rows, {})), 0u);
  EXPECT_EQ(wrong(rows, *complete(*world.statement(), rows, {})), 0u);
  EXPECT_EQ(world.log->asked, 50);
  EXPECT_EQ(world.host().row_cache().clear(world.host(), world.settings().scope, "").value(), 50);
  EXPECT_EQ(wrong(rows, *complete(*world.statement(), rows, {})), 0u);
  EXPECT_EQ(world.log->asked, 100);
  std::filesystem::remove(path);
}

TEST(RowStatement, TenStatementsAtOnce) {
  World world;
  std::vector<std::thread> threads;
  std::atomic<std::size_t> bad = 0;
  for (std::size_t i = 0; i < 10; ++i) {
    threads.emplace_back([&, i] {
      const auto rows = rows_of(500, 50 + i);
      const auto outcomes = complete(*world.statement(), rows, {});
      bad += outcomes ? wrong(rows, *outcomes) : 1;
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(bad, 0u);
  EXPECT_FALSE(world.log->shared);
  EXPECT_EQ(world.log->opened, 1);
}

TEST(RowStatement, CancelKeepsWhatIsDone) {
  World world;
  auto statement = world.statement();
  world.log->stalled = true;
  std::thread stopper([&] {
    while (world.log->asked < 16) std::this_thread::yield();
    world.host().cancel_source().cancel_all();
  });
  const auto outcomes = complete(*statement, rows_of(100, 100), {});
  stopper.join();
  ASSERT_FALSE(outcomes);
  EXPECT_EQ(outcomes.error().code, ErrorCode::kCancelled);
}

}  // namespace
}  // namespace eider::pipeline
