#pragma once
// RowStatement: one language-model function in one running statement, shared by all threads that
// work on it. Rows -> replies: equal rows ask once, what was ever asked is in the cache, the rest
// goes to the model's executor; new replies are kept as they come, so that a query that died goes
// on from its rows. When the statement ends, what it did becomes a line of usage.
// Invariant: reply i belongs to row i.

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/cancel.h"
#include "base/error.h"
#include "models/row_engine.h"
#include "pipeline/host.h"
#include "pipeline/row_executor.h"
#include "rows/constraint/token_trie.h"
#include "store/row_usage.h"

namespace eider::pipeline {

struct RowSettings {
  std::string function;
  Scope scope;
  std::int64_t threads = 1;
  std::int64_t budget_tokens = 0;  // of prompts and replies that are computed; 0: no bound
  double budget_seconds = 0;       // 0: no bound
};

/// What rows want of the model. `task` is a function of the row alone: asked several times, from
/// several threads. `constraint`, of all rows or of each, is made when the model is open;
/// `constraint_text` says which one.
struct RowQuestions {
  using Constraint = std::shared_ptr<models::TokenConstraint>;
  using Trie = std::shared_ptr<const rows::TokenTrie>;

  std::size_t size = 0;
  std::function<models::RowTask(std::size_t row)> task;
  std::string constraint_text;
  std::function<Result<Constraint>(const Trie&)> constraint;
  std::function<Result<Constraint>(const Trie&, std::size_t row)> row_constraint;
};

using RowReplies = std::vector<Result<store::CachedReply>>;

class RowStatement {
 public:
  RowStatement(Host& host, RowSettings settings);
  RowStatement(const RowStatement&) = delete;
  RowStatement& operator=(const RowStatement&) = delete;
  ~RowStatement();

  Host& host() { return host_; }
  const RowSettings& settings() const { return settings_; }

  /// A reply or an error a row. Errors of all: a model that can't be opened, the cache's,
  /// kCancelled.
  Result<RowReplies> ask(const RowQuestions& questions);

  /// Numbers the rows of a vector, from 1 on: gives that of its first.
  std::int64_t number_rows(std::int64_t count) { return next_row_.fetch_add(count) + 1; }
  /// A row that became NULL, or ended the statement, with how its input starts.
  void note_error(std::int64_t row_number, const std::string& input, const Error& error);

 private:
  class Job;
  /// The rows that ask for all that are equal, and their keys.
  struct Asked {
    std::vector<std::size_t> rows;
    std::vector<std::string> keys;
  };

  Result<RowReplies> answer(const RowQuestions& questions, const Asked& asked);
  Result<void> run(const RowQuestions& questions, Job& job);
  Result<RowQuestions::Constraint> constraint_of(const RowQuestions& questions,
                                                 const RowQuestions::Trie& trie);
  void count(const models::RowReply& reply);
  Result<void> within_budget() const;
  double seconds() const;

  Host& host_;
  const RowSettings settings_;
  const CancelFlag cancel_;
  const std::string began_at_;
  const std::chrono::steady_clock::time_point began_;
  std::atomic<std::int64_t> next_row_ = 0;
  std::atomic<std::int64_t> questions_ = 0;
  std::atomic<std::int64_t> calls_ = 0;
  std::atomic<std::int64_t> prompt_tokens_ = 0;
  std::atomic<std::int64_t> answer_tokens_ = 0;
  std::mutex mutex_;  // of what follows
  std::int64_t error_count_ = 0;
  std::vector<store::RowError> errors_;
  std::string constraint_text_;
  RowQuestions::Constraint constraint_;
};

}  // namespace eider::pipeline
