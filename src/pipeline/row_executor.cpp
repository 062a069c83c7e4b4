#include "pipeline/row_executor.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "rows/batch_plan.h"

namespace eider::pipeline {
namespace {

// How soon a thread that waits for another notices that it was cancelled.
constexpr std::chrono::milliseconds kGlance{20};

}  // namespace

struct RowExecutor::Ticket {
  explicit Ticket(RowJob& of) : job(of) {}
  std::size_t waiting() const { return job.size() - next; }

  RowJob& job;
  std::size_t next = 0;     // the first row that is no task yet
  std::size_t replied = 0;  // rows that were taken
  std::vector<std::pair<std::size_t, models::RowReply>> replies;  // not yet taken
  std::condition_variable wake;
};

/// Takes a ticket back, also where something was thrown.
class RowExecutor::Leaving {
 public:
  Leaving(RowExecutor& executor, Ticket& ticket, Lock& lock)
      : executor_(executor), ticket_(ticket), lock_(lock) {}
  Leaving(const Leaving&) = delete;
  Leaving& operator=(const Leaving&) = delete;
  ~Leaving() {
    if (!lock_.owns_lock()) lock_.lock();
    executor_.leave(ticket_);
  }

 private:
  RowExecutor& executor_;
  Ticket& ticket_;
  Lock& lock_;
};

bool RowExecutor::broken() const {
  const std::lock_guard lock(mutex_);
  return failure_.has_value();
}

Result<std::shared_ptr<const rows::TokenTrie>> RowExecutor::token_trie() {
  const std::lock_guard lock(trie_mutex_);
  if (trie_) return trie_;
  auto made = rows::TokenTrie::make(engine_->vocabulary());
  if (made) trie_ = *made;
  return made;
}

Result<void> RowExecutor::run(RowJob& job, const CancelFlag& cancel) {
  Ticket ticket(job);
  Lock lock(mutex_);
  tickets_.push_back(&ticket);
  const Leaving leaving(*this, ticket, lock);
  return work(ticket, cancel, lock);
}

Result<void> RowExecutor::work(Ticket& ticket, const CancelFlag& cancel, Lock& lock) {
  for (;;) {
    auto replies = std::exchange(ticket.replies, {});
    if (!replies.empty()) {
      lock.unlock();
      for (auto& [row, reply] : replies) ticket.job.take(row, std::move(reply));
      lock.lock();
      ticket.replied += replies.size();
      continue;
    }
    if (ticket.replied == ticket.job.size()) return {};
    if (failure_) return std::unexpected(*failure_);
    if (cancel.cancelled()) return fail(ErrorCode::kCancelled, "cancelled");
    if (auto on = ticket.job.may_go_on(); !on) return on;
    if (!working_) working_ = &ticket;
    if (working_ != &ticket) {
      ticket.wake.wait_for(lock, kGlance);
    } else if (auto stepped = step(cancel, lock); !stepped) {
      return stepped;
    }
  }
}

Result<void> RowExecutor::step(const CancelFlag& cancel, Lock& lock) {
  forget_left();
  auto tasks = admit_some();
  const bool idle = at_work_.empty();
  lock.unlock();
  Result<void> admitted;
  if (!tasks.empty()) admitted = engine_->admit(std::move(tasks));
  Result<std::vector<models::RowReply>> replies;
  if (!admitted) {
    replies = std::unexpected(admitted.error());
  } else if (!idle) {
    replies = engine_->step(cancel);
  }
  lock.lock();
  if (!replies) {
    if (replies.error().code == ErrorCode::kCancelled) return std::unexpected(replies.error());
    failure_ = replies.error();
    for (Ticket* ticket : tickets_) ticket->wake.notify_one();
    return std::unexpected(replies.error());
  }
  for (models::RowReply& reply : *replies) {
    const auto found = at_work_.find(reply.number);
    if (found == at_work_.end()) continue;  // of a job that has left
    Ticket* ticket = found->second.ticket;
    ticket->replies.emplace_back(found->second.row, std::move(reply));
    ticket->wake.notify_one();
    at_work_.erase(found);
  }
  return {};
}

std::vector<models::RowTask> RowExecutor::admit_some() {
  std::size_t waiting = 0;
  for (const Ticket* ticket : tickets_) waiting += ticket->waiting();
  std::vector<models::RowTask> tasks;
  const std::size_t count = rows::admitted(engine_->places(), engine_->free_places(), waiting);
  if (count == 0) return tasks;
  // A group of one job shares more than rows of several; the jobs take turns.
  for (std::size_t i = 0; i < tickets_.size() && tasks.size() < count; ++i) {
    admit_from(*tickets_[(turn_ + i) % tickets_.size()], count - tasks.size(), tasks);
  }
  ++turn_;
  return tasks;
}

void RowExecutor::admit_from(Ticket& ticket, std::size_t count,
                             std::vector<models::RowTask>& tasks) {
  for (std::size_t taken = 0; taken < count && ticket.waiting() > 0;) {
    const std::size_t row = ticket.next++;
    auto planned = ticket.job.task(row, *engine_);
    if (!planned) {
      models::RowReply reply;
      reply.error = planned.error();
      ticket.replies.emplace_back(row, std::move(reply));
      ticket.wake.notify_one();
      continue;
    }
    planned->task.number = next_number_++;
    planned->task.constraint = planned->constraint.get();
    at_work_[planned->task.number] = {&ticket, row, std::move(planned->constraint)};
    tasks.push_back(std::move(planned->task));
    ++taken;
  }
}

void RowExecutor::forget_left() {
  for (const auto& [number, work] : left_) engine_->drop(number);
  left_.clear();
}

void RowExecutor::leave(Ticket& ticket) {
  std::erase(tickets_, &ticket);
  for (auto entry = at_work_.begin(); entry != at_work_.end();) {
    const auto here = entry++;
    if (here->second.ticket == &ticket) left_.insert(at_work_.extract(here));
  }
  if (working_ != &ticket) return;
  working_ = nullptr;
  if (!tickets_.empty()) tickets_.front()->wake.notify_one();
}

}  // namespace eider::pipeline
