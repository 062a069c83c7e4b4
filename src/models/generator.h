#pragma once
// Generator: the port through which every step asks a language model. Adapters: llama, recorded.
// Invariant: the same request to the same model gives the same reply (greedy, fixed order).

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/cancel.h"
#include "base/error.h"

namespace eider::models {

/// What the model reads. The adapter puts it into the model's own chat form; `lead_in` is the
/// start of the reply, put into the model's mouth. Requests that share `system` and a prefix of
/// `user` share the work of reading it.
struct Prompt {
  std::string system;
  std::string user;
  std::string lead_in;
};

/// Says which texts a reply may be. Asked after every piece the model would write.
class Constraint {
 public:
  virtual ~Constraint() = default;
  /// May a reply begin with `text` (what is written so far and the next piece)?
  virtual bool allows(std::string_view text) const = 0;
  /// May the reply end after `text`? If nothing else is allowed, it ends there.
  virtual bool may_end(std::string_view text) const = 0;
};

struct CompletionOptions {
  std::int64_t max_tokens = 256;
  const Constraint* constraint = nullptr;  // not owned; nullptr: free text
  std::vector<std::string> stop;           // the reply ends before the first of these
};

/// Token counts include only what was really computed, not what was shared.
struct Completion {
  std::string text;  // valid UTF-8
  std::int64_t prompt_tokens = 0;
  std::int64_t answer_tokens = 0;
  bool finished = true;  // false: max_tokens was reached first
};

/// One continuation's log-probability (nats, summed over its tokens) given the prompt.
struct Likelihood {
  double log_probability = 0;
  std::int64_t tokens = 0;
};

/// Threads: calls may come from several threads; the adapter serialises them.
class Generator {
 public:
  virtual ~Generator() = default;
  virtual const std::string& name() const = 0;
  /// SHA-256 of the model file.
  virtual const std::string& hash() const = 0;
  virtual std::int64_t count_tokens(std::string_view text) const = 0;
  /// Errors: kLimit (prompt too long), kUnavailable, kCancelled.
  virtual Result<Completion> complete(const Prompt& prompt, const CompletionOptions& options,
                                      const CancelFlag& cancel) = 0;
  /// Log-probabilities of each continuation right after the prompt, in the given order.
  virtual Result<std::vector<Likelihood>> score(const Prompt& prompt,
                                                const std::vector<std::string>& continuations,
                                                const CancelFlag& cancel) = 0;
};

}  // namespace eider::models
