#pragma once
// RowExecutor: rows of all threads and queries ask one model together.
// There is no thread of its own: of the threads that wait for their rows, one works for all of them
// until its own rows are done, then the next takes over. So nothing has to be ended when a
// database closes, and the engine goes with its executor.
// Invariants: one thread at a time touches the engine; each row of a job gets one reply, its own;
// nothing of a job is touched once run() has returned. What waits is bounded: a row becomes a task
// when there is a place for it.

#include <condition_variable>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "base/cancel.h"
#include "base/error.h"
#include "models/row_engine.h"
#include "rows/constraint/token_trie.h"

namespace eider::pipeline {

/// A task, and what must live as long as the engine has it.
struct PlannedTask {
  models::RowTask task;
  std::shared_ptr<models::TokenConstraint> constraint;
};

/// The rows that one thread hands in together.
class RowJob {
 public:
  virtual ~RowJob() = default;
  virtual std::size_t size() const = 0;
  /// Asked once a row, in their order, by whichever thread works. An error is the row's reply.
  virtual Result<PlannedTask> task(std::size_t row, const models::RowEngine& engine) = 0;
  /// Called on the job's own thread.
  virtual void take(std::size_t row, models::RowReply reply) = 0;
  /// Asked on the job's own thread between two steps; an error ends the job.
  virtual Result<void> may_go_on() = 0;
};

class RowExecutor {
 public:
  explicit RowExecutor(std::unique_ptr<models::RowEngine> engine) : engine_(std::move(engine)) {}
  RowExecutor(const RowExecutor&) = delete;
  RowExecutor& operator=(const RowExecutor&) = delete;

  /// Returns when each row has its reply. Errors: kCancelled, the job's own; kUnavailable where the
  /// engine broke: `broken` is then true for good.
  Result<void> run(RowJob& job, const CancelFlag& cancel);
  bool broken() const;
  /// For what does not change it: the vocabulary, the window, counting.
  const models::RowEngine& engine() const { return *engine_; }
  /// Of the engine's vocabulary, made when it is first asked for. Errors: kUnsupported.
  Result<std::shared_ptr<const rows::TokenTrie>> token_trie();

 private:
  struct Ticket;
  class Leaving;
  using Lock = std::unique_lock<std::mutex>;
  struct AtWork {
    Ticket* ticket = nullptr;
    std::size_t row = 0;
    std::shared_ptr<models::TokenConstraint> constraint;
  };

  Result<void> work(Ticket& ticket, const CancelFlag& cancel, Lock& lock);
  Result<void> step(const CancelFlag& cancel, Lock& lock);
  std::vector<models::RowTask> admit_some();
  void admit_from(Ticket& ticket, std::size_t count, std::vector<models::RowTask>& tasks);
  void forget_left();
  void leave(Ticket& ticket);

  std::unique_ptr<models::RowEngine> engine_;
  mutable std::mutex mutex_;  // of what follows; the engine is the working thread's
  std::vector<Ticket*> tickets_;
  Ticket* working_ = nullptr;
  std::map<std::uint64_t, AtWork> at_work_;
  std::map<std::uint64_t, AtWork> left_;  // of jobs that ended early: to be dropped
  std::uint64_t next_number_ = 0;
  std::size_t turn_ = 0;
  std::optional<Error> failure_;
  std::mutex trie_mutex_;
  std::shared_ptr<const rows::TokenTrie> trie_;
};

}  // namespace eider::pipeline
