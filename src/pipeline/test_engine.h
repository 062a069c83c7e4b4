#pragma once
// A RowEngine for tests: "echo: " and the row's own text, a few steps after it was admitted, in an
// order that is not that of admission. It counts what it is asked.

#include <algorithm>
#include <atomic>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "models/row_engine.h"

namespace eider::pipeline {

/// What tests see of an engine, and what they make it do.
struct EngineLog {
  std::atomic<std::int64_t> asked = 0;
  std::atomic<std::int64_t> dropped = 0;
  std::atomic<std::int64_t> opened = 0;
  std::atomic<int> inside = 0;  // threads
  std::atomic<bool> shared = false;
  std::atomic<bool> broken = false;
  std::atomic<bool> stalled = false;  // steps end without replies
};

class ByteVocabulary final : public models::Vocabulary {
 public:
  std::size_t size() const override { return 0; }
  std::string_view bytes(models::TokenNumber) const override { return {}; }
  std::vector<models::TokenNumber> tokens_of(std::string_view text) const override {
    return {text.begin(), text.end()};
  }
};

class EchoEngine final : public models::RowEngine {
 public:
  EchoEngine(std::shared_ptr<EngineLog> log, std::size_t places)
      : log_(std::move(log)), places_(places) {
    ++log_->opened;
  }

  std::size_t places() const override { return places_; }
  std::size_t free_places() const override { return places_ - at_work_.size(); }
  std::int64_t window() const override { return 4096; }
  const models::Vocabulary& vocabulary() const override { return vocabulary_; }
  std::int64_t count_tokens(const models::Prompt& prompt) const override {
    return std::ssize(prompt.system) + std::ssize(prompt.user);
  }

  Result<void> admit(std::vector<models::RowTask> tasks) override {
    const Inside inside(*log_);
    if (tasks.size() > free_places()) return fail(ErrorCode::kInvalidArgument, "too many");
    for (models::RowTask& task : tasks) {
      ++log_->asked;
      at_work_.push_back({std::move(task), 1 + random_ % 5});
      random_ = random_ * 6364136223846793005u + 1442695040888963407u;
    }
    return {};
  }

  Result<std::vector<models::RowReply>> step(const CancelFlag& cancel) override {
    const Inside inside(*log_);
    if (cancel.cancelled()) return fail(ErrorCode::kCancelled, "cancelled");
    if (log_->broken) return fail(ErrorCode::kUnavailable, "the engine broke");
    std::vector<models::RowReply> replies;
    if (log_->stalled) {
      std::this_thread::yield();
      return replies;
    }
    for (auto work = at_work_.rbegin(); work != at_work_.rend(); ++work) {
      if (--work->steps == 0) replies.push_back(reply_to(work->task));
    }
    std::erase_if(at_work_, [](const Work& work) { return work.steps == 0; });
    return replies;
  }

  void drop(std::uint64_t number) override {
    const Inside inside(*log_);
    log_->dropped += static_cast<std::int64_t>(
        std::erase_if(at_work_, [&](const Work& work) { return work.task.number == number; }));
  }

 private:
  struct Work {
    models::RowTask task;
    std::uint64_t steps = 0;
  };
  /// Sees whether two threads are in the engine at once.
  class Inside {
   public:
    explicit Inside(EngineLog& log) : log_(log) {
      if (++log_.inside > 1) log_.shared = true;
    }
    Inside(const Inside&) = delete;
    Inside& operator=(const Inside&) = delete;
    ~Inside() { --log_.inside; }

   private:
    EngineLog& log_;
  };

  static models::RowReply reply_to(const models::RowTask& task) {
    models::RowReply reply;
    reply.number = task.number;
    const std::string& user = task.prompt.user;
    if (user.find("unanswerable") != std::string::npos) {
      reply.error = Error{ErrorCode::kLimit, "too long for the window", "", "shorten it"};
      return reply;
    }
    const std::size_t text = user.find("Text:\n");
    reply.text = "echo: " + user.substr(text == std::string::npos ? 0 : text + 6);
    for (const std::string& continuation : task.continuations) {
      const bool fits = user.find(continuation) != std::string::npos;
      reply.likelihoods.push_back({fits ? -0.25 : -4.5, 1});
    }
    reply.prompt_tokens = std::ssize(user);
    reply.answer_tokens = 1;
    return reply;
  }

  std::shared_ptr<EngineLog> log_;
  std::size_t places_;
  ByteVocabulary vocabulary_;
  std::vector<Work> at_work_;
  std::uint64_t random_ = 20261124;
};

}  // namespace eider::pipeline
