#pragma once
// RowEngine: the port through which many rows ask one language model together.
// Adapters: llama, recorded. Input: tasks, admitted while places are free. Output: the reply of
// each task, once, in any order, under the number it came with.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/cancel.h"
#include "base/error.h"
#include "models/generator.h"

namespace eider::models {

using TokenNumber = std::int32_t;

/// The bytes of every token of a model. A control token (end of text, chat marks) has none.
class Vocabulary {
 public:
  virtual ~Vocabulary() = default;
  virtual std::size_t size() const = 0;
  /// Valid while the vocabulary lives; "" for a control token.
  virtual std::string_view bytes(TokenNumber token) const = 0;
  /// The tokens of a text, without marks at its start or end.
  virtual std::vector<TokenNumber> tokens_of(std::string_view text) const = 0;
};

/// Which tokens may follow each other. One object serves many rows, each with a state of its own;
/// the masks of a state are computed once. Threads: asked by the engine's thread alone.
class TokenConstraint {
 public:
  using State = std::uint32_t;
  virtual ~TokenConstraint() = default;
  virtual State start() const = 0;
  /// One bit a token, token 0 in the lowest bit of the first word. Read it before you ask for a
  /// thousand others: old masks go when there are too many.
  virtual std::span<const std::uint64_t> allowed(State state) = 0;
  /// May the reply end here? It must where no token is allowed.
  virtual bool may_end(State state) const = 0;
  /// The state after a token that is allowed.
  virtual State after(State state, TokenNumber token) = 0;
  /// The tokens that follow in any case, which the model need not be asked about; may be empty.
  virtual std::span<const TokenNumber> forced(State state) = 0;
  /// The tokens of the shortest end of a reply; empty where it may end at once. A reply is whole
  /// in any case if the engine writes these as soon as after the next token they would not fit in
  /// what is left of max_tokens.
  virtual std::span<const TokenNumber> closing(State /*state*/) { return {}; }
  /// The bytes of closing(), so at least its tokens: quick to compare with what is left.
  virtual std::size_t closing_bytes(State /*state*/) const { return 0; }
};

/// What a row wants: a text, or (where `continuations` is not empty) how likely each of them is
/// right after the prompt.
struct RowTask {
  std::uint64_t number = 0;
  Prompt prompt;
  std::vector<std::string> continuations;
  std::int64_t max_tokens = 256;
  std::vector<std::string> stop;          // the reply ends before the first of these
  TokenConstraint* constraint = nullptr;  // not owned; nullptr: free text
  double temperature = 0;                 // 0: the likeliest token
  std::uint64_t seed = 0;
};

struct RowReply {
  std::uint64_t number = 0;
  std::optional<Error> error;           // kLimit: the prompt and its reply pass the window
  std::string text;                     // valid UTF-8, without what a model thought before it
  std::string thinking;                 // what stood between think tags
  std::vector<Likelihood> likelihoods;  // one a continuation
  std::int64_t prompt_tokens = 0;       // read for this row alone
  std::int64_t shared_tokens = 0;       // of the prompt, read once for several rows
  std::int64_t answer_tokens = 0;
  bool finished = true;  // false: max_tokens was reached first
};

/// Threads: one thread owns an engine.
class RowEngine {
 public:
  virtual ~RowEngine() = default;
  /// How many rows are worked on together, and how many more would fit now.
  virtual std::size_t places() const = 0;
  virtual std::size_t free_places() const = 0;
  /// Tokens of prompt and reply of one row together.
  virtual std::int64_t window() const = 0;
  virtual const Vocabulary& vocabulary() const = 0;
  /// The tokens that a prompt takes in the model's own chat form.
  virtual std::int64_t count_tokens(const Prompt& prompt) const = 0;
  /// Takes at most free_places() tasks. What their prompts share at the start is read once: hand
  /// in those that share much together. A task that can't be worked on gets its error as a reply.
  /// Errors: kInvalidArgument (more tasks than places).
  virtual Result<void> admit(std::vector<RowTask> tasks) = 0;
  /// One step of all rows at once; gives those that ended in it. Errors: kCancelled (within one
  /// step; the rows at work stay), kUnavailable: the engine is of no use any more.
  virtual Result<std::vector<RowReply>> step(const CancelFlag& cancel) = 0;
  /// Forgets a task that is at work; nothing where there is none of this number.
  virtual void drop(std::uint64_t number) = 0;
};

}  // namespace eider::models
