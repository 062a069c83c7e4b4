// The Generator port on llama.cpp: chat form, greedy reply under a constraint, log-probabilities.

#include <algorithm>
#include <mutex>
#include <string>

#include "models/llama/chat.h"
#include "models/llama/choice.h"
#include "models/llama/decoder.h"
#include "models/llama/open.h"
#include "models/llama/partial_utf8.h"
#include "models/llama/shared_table.h"

namespace eider::models {
namespace {

double logit_of(Logits logits, TokenId token) { return logits[static_cast<std::size_t>(token)]; }

/// Cuts `text` before the first stop string; true if there is one.
bool cut_at_stop(std::string& text, const std::vector<std::string>& stops) {
  std::size_t first = std::string::npos;
  for (const std::string& stop : stops) {
    if (!stop.empty()) first = std::min(first, text.find(stop));
  }
  if (first == std::string::npos) return false;
  text.resize(first);
  return true;
}

class LlamaGenerator final : public Generator {
 public:
  explicit LlamaGenerator(std::unique_ptr<Decoder> decoder) : decoder_(std::move(decoder)) {}

  const std::string& name() const override { return weights().file().entry.name; }
  const std::string& hash() const override { return weights().file().entry.sha256; }
  std::int64_t count_tokens(std::string_view text) const override {
    return std::ssize(weights().tokens_of(text));
  }
  Result<Completion> complete(const Prompt& prompt, const CompletionOptions& options,
                              const CancelFlag& cancel) override;
  Result<std::vector<Likelihood>> score(const Prompt& prompt,
                                        const std::vector<std::string>& continuations,
                                        const CancelFlag& cancel) override;

 private:
  const Weights& weights() const { return decoder_->weights(); }
  Result<void> check_room(std::int64_t prompt_tokens, std::int64_t answer_tokens) const;
  Result<Completion> write(const CompletionOptions& options, const CancelFlag& cancel);

  std::mutex mutex_;
  std::unique_ptr<Decoder> decoder_;
};

Result<void> LlamaGenerator::check_room(std::int64_t prompt_tokens,
                                        std::int64_t answer_tokens) const {
  if (prompt_tokens + answer_tokens <= decoder_->window()) return {};
  return fail(ErrorCode::kLimit,
              "the prompt has " + std::to_string(prompt_tokens) + " tokens; with " +
                  std::to_string(answer_tokens) + " for the reply it passes the limit of " +
                  std::to_string(decoder_->window()),
              name(), "shorten the text or split it");
}

Result<Completion> LlamaGenerator::complete(const Prompt& prompt, const CompletionOptions& options,
                                            const CancelFlag& cancel) {
  const std::vector<TokenId> tokens = chat_tokens(weights(), prompt);
  const auto room = check_room(std::ssize(tokens), std::max<std::int64_t>(0, options.max_tokens));
  if (!room) return std::unexpected(room.error());
  const std::lock_guard lock(mutex_);
  const auto computed = decoder_->read(tokens, cancel);
  if (!computed) return std::unexpected(computed.error());
  auto completion = write(options, cancel);
  if (completion) completion->prompt_tokens = *computed;
  return completion;
}

Result<Completion> LlamaGenerator::write(const CompletionOptions& options,
                                         const CancelFlag& cancel) {
  Completion completion;
  std::string& text = completion.text;
  completion.finished = false;
  while (completion.answer_tokens < options.max_tokens) {
    if (cancel.cancelled()) return fail(ErrorCode::kCancelled, "cancelled", name());
    const auto choice = choose(decoder_->logits(), weights(), text, options.constraint);
    if (!choice) break;
    completion.finished = choice->ends_reply;
    if (choice->ends_reply) break;
    text += weights().piece(choice->token);
    ++completion.answer_tokens;
    completion.finished = cut_at_stop(text, options.stop);
    if (completion.finished || completion.answer_tokens >= options.max_tokens) break;
    const auto appended = decoder_->append(choice->token, cancel);
    if (!appended) return std::unexpected(appended.error());
  }
  text.resize(whole_characters(text).value_or(0));
  return completion;
}

Result<std::vector<Likelihood>> LlamaGenerator::score(const Prompt& prompt,
                                                      const std::vector<std::string>& continuations,
                                                      const CancelFlag& cancel) {
  const std::vector<TokenId> tokens = chat_tokens(weights(), prompt);
  std::vector<std::vector<TokenId>> branches;
  std::int64_t longest = 0;
  for (const std::string& continuation : continuations) {
    branches.push_back(weights().tokens_of(continuation));
    longest = std::max<std::int64_t>(longest, std::ssize(branches.back()));
  }
  const auto room = check_room(std::ssize(tokens), longest);
  if (!room) return std::unexpected(room.error());

  const std::lock_guard lock(mutex_);
  const auto computed = decoder_->read(tokens, cancel);
  if (!computed) return std::unexpected(computed.error());
  std::vector<Likelihood> likelihoods;
  const double sum = log_sum(decoder_->logits());
  for (const auto& branch : branches) {
    const double first = branch.empty() ? 0 : logit_of(decoder_->logits(), branch[0]) - sum;
    likelihoods.push_back({first, std::ssize(branch)});
  }
  const auto add = [&](std::size_t branch, std::size_t position, Logits logits) {
    likelihoods[branch].log_probability +=
        logit_of(logits, branches[branch][position]) - log_sum(logits);
  };
  const auto done = decoder_->read_branches(branches, cancel, add);
  if (!done) return std::unexpected(done.error());
  return likelihoods;
}

Result<std::shared_ptr<Generator>> load_generator(const ModelFile& file,
                                                  const LlamaOptions& options) {
  auto weights = Weights::open(file);
  if (!weights) return std::unexpected(weights.error());
  auto decoder = Decoder::open(*weights, options);
  if (!decoder) return std::unexpected(decoder.error());
  return std::make_shared<LlamaGenerator>(std::move(*decoder));
}

}  // namespace

Result<std::shared_ptr<Generator>> open_generator(const ModelFile& file,
                                                  const LlamaOptions& options) {
  static SharedTable<Generator> table;
  const std::string key = file.entry.sha256 + ":" + std::to_string(options.threads) + ":" +
                          std::to_string(options.context_tokens);
  return table.get(key, [&] { return load_generator(file, options); });
}

}  // namespace eider::models
