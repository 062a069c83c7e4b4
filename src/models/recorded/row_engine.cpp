#include "models/recorded/row_engine.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace eider::models {
namespace {

constexpr std::size_t kBytes = 256;

class ByteVocabulary final : public Vocabulary {
 public:
  ByteVocabulary() {
    for (std::size_t i = 0; i < kBytes; ++i) bytes_[i] = static_cast<char>(i);
  }
  std::size_t size() const override { return kBytes + 1; }
  std::string_view bytes(TokenNumber token) const override {
    const auto i = static_cast<std::size_t>(token);
    return i < kBytes ? std::string_view(&bytes_[i], 1) : std::string_view{};
  }
  std::vector<TokenNumber> tokens_of(std::string_view text) const override {
    std::vector<TokenNumber> tokens;
    for (const char byte : text) tokens.push_back(static_cast<unsigned char>(byte));
    return tokens;
  }

 private:
  std::array<char, kBytes> bytes_{};
};

/// The state after a text; nullopt if the constraint does not allow it.
std::optional<TokenConstraint::State> walk(TokenConstraint& constraint, std::string_view text) {
  TokenConstraint::State state = constraint.start();
  for (const char each : text) {
    const auto byte = static_cast<unsigned char>(each);
    const auto allowed = constraint.allowed(state);
    if ((allowed[byte / 64] >> (byte % 64) & 1U) == 0) return std::nullopt;
    state = constraint.after(state, byte);
  }
  return state;
}

/// A row's constraint, as a Generator asks one.
class WalkedConstraint final : public Constraint {
 public:
  explicit WalkedConstraint(TokenConstraint& constraint) : constraint_(constraint) {}
  bool allows(std::string_view text) const override { return walk(constraint_, text).has_value(); }
  bool may_end(std::string_view text) const override {
    const auto state = walk(constraint_, text);
    return state && constraint_.may_end(*state);
  }

 private:
  TokenConstraint& constraint_;
};

class AskedRowEngine final : public RowEngine {
 public:
  AskedRowEngine(AskRow ask, const AskedRowOptions& options)
      : ask_(std::move(ask)), options_(options), vocabulary_(byte_vocabulary()) {}

  std::size_t places() const override { return options_.places; }
  std::size_t free_places() const override { return options_.places - rows_.size(); }
  std::int64_t window() const override { return options_.window_tokens; }
  const Vocabulary& vocabulary() const override { return *vocabulary_; }
  std::int64_t count_tokens(const Prompt& prompt) const override {
    return std::ssize(prompt.system) + std::ssize(prompt.user) + std::ssize(prompt.lead_in);
  }

  Result<void> admit(std::vector<RowTask> tasks) override {
    if (tasks.size() > free_places()) {
      return fail(ErrorCode::kInvalidArgument, "more rows than free places");
    }
    for (RowTask& task : tasks) rows_.push_back({std::move(task), std::nullopt, 0});
    return {};
  }

  Result<std::vector<RowReply>> step(const CancelFlag& cancel) override {
    if (cancel.cancelled()) return fail(ErrorCode::kCancelled, "cancelled");
    for (Row& row : rows_) {
      if (!row.reply) {
        auto reply = answer(row.task, cancel);
        if (!reply) return std::unexpected(reply.error());
        row.reply = std::move(*reply);
        row.steps = std::max<std::int64_t>(1, row.reply->answer_tokens);
      }
      --row.steps;
    }
    std::vector<RowReply> ended;
    std::erase_if(rows_, [&](Row& row) {
      if (row.steps > 0) return false;
      ended.push_back(std::move(*row.reply));
      return true;
    });
    return ended;
  }

  void drop(std::uint64_t number) override {
    std::erase_if(rows_, [number](const Row& row) { return row.task.number == number; });
  }

 private:
  struct Row {
    RowTask task;
    std::optional<RowReply> reply;
    std::int64_t steps;  // until it ends
  };

  Result<RowReply> answer(const RowTask& task, const CancelFlag& cancel) const {
    RowReply failed{.number = task.number};
    if (count_tokens(task.prompt) + task.max_tokens > window()) {
      failed.error = Error{ErrorCode::kLimit,
                           "the prompt and its reply pass the limit of " + std::to_string(window()),
                           {},
                           "shorten the text or split it"};
      return failed;
    }
    auto reply = ask_(task, cancel);
    if (!reply) {
      if (reply.error().code == ErrorCode::kCancelled) return reply;
      failed.error = reply.error();
      return failed;
    }
    reply->number = task.number;
    if (task.constraint != nullptr && task.continuations.empty() && reply->finished) {
      const auto state = walk(*task.constraint, reply->text);
      if (!state || !task.constraint->may_end(*state)) {
        failed.error = Error{ErrorCode::kCorrupt, "the constraint refuses the reply", reply->text,
                             "record it again with the real model"};
        return failed;
      }
    }
    return reply;
  }

  AskRow ask_;
  AskedRowOptions options_;
  std::shared_ptr<const Vocabulary> vocabulary_;
  std::vector<Row> rows_;
};

}  // namespace

std::shared_ptr<const Vocabulary> byte_vocabulary() { return std::make_shared<ByteVocabulary>(); }

std::unique_ptr<RowEngine> asked_row_engine(AskRow ask, const AskedRowOptions& options) {
  return std::make_unique<AskedRowEngine>(std::move(ask), options);
}

AskRow ask_generator(std::shared_ptr<Generator> generator) {
  return [generator = std::move(generator)](const RowTask& task,
                                            const CancelFlag& cancel) -> Result<RowReply> {
    RowReply reply{.number = task.number};
    if (!task.continuations.empty()) {
      auto likelihoods = generator->score(task.prompt, task.continuations, cancel);
      if (!likelihoods) return std::unexpected(likelihoods.error());
      reply.likelihoods = std::move(*likelihoods);
      return reply;
    }
    if (task.temperature > 0) {
      return fail(ErrorCode::kUnsupported, "a temperature", generator->name(), "leave it at 0");
    }
    std::optional<WalkedConstraint> constraint;
    if (task.constraint != nullptr) constraint.emplace(*task.constraint);
    const CompletionOptions options{.max_tokens = task.max_tokens,
                                    .constraint = constraint ? &*constraint : nullptr,
                                    .stop = task.stop};
    auto completion = generator->complete(task.prompt, options, cancel);
    if (!completion) return std::unexpected(completion.error());
    reply.text = std::move(completion->text);
    reply.prompt_tokens = completion->prompt_tokens;
    reply.answer_tokens = completion->answer_tokens;
    reply.finished = completion->finished;
    return reply;
  };
}

}  // namespace eider::models
