#pragma once
// One llama.cpp context for many rows: a pool of cells that sequences share, one batch a step.
// Invariant: a batch that fails or is cancelled leaves every sequence as it was before.

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "base/cancel.h"
#include "models/llama/choice.h"
#include "models/llama/open.h"
#include "models/llama/weights.h"

namespace eider::models {

using SequenceId = llama_seq_id;

/// Tokens of one step. Tokens of a sequence are added in the order of their positions.
class RowBatch {
 public:
  std::size_t size() const { return tokens_.size(); }
  std::size_t outputs() const { return outputs_; }
  /// A token that all the sequences (at least one) hold from then on; the first gives what it sees.
  /// Gives its place, under which its logits are asked for if they are `wanted`.
  std::size_t add(TokenId token, std::size_t position, std::span<const SequenceId> sequences,
                  bool wanted);

 private:
  friend class RowContext;
  llama_batch view();

  std::vector<TokenId> tokens_;
  std::vector<llama_pos> positions_;
  std::vector<std::int32_t> counts_;
  std::vector<SequenceId> sequences_;  // of all tokens, one after another
  std::vector<SequenceId*> lists_;
  std::vector<std::int8_t> wanted_;
  std::size_t outputs_ = 0;
};

class RowContext {
 public:
  /// Errors: kInvalidArgument, kUnavailable (no memory), kUnsupported (the model's memory can't
  /// be shared between rows).
  static Result<std::unique_ptr<RowContext>> open(std::shared_ptr<const Weights> weights,
                                                  const RowEngineOptions& options,
                                                  std::size_t sequences);

  const Weights& weights() const { return *weights_; }
  std::size_t cells() const { return cells_; }
  static std::size_t batch_tokens();   // a batch holds at most so many
  static std::size_t batch_outputs();  // and wants the logits of at most so many

  /// Errors: kCancelled, kUnavailable.
  Result<void> compute(RowBatch& batch, const CancelFlag& cancel);
  /// Of the last batch, until the next.
  Logits logits(std::size_t place) const;

  /// `to`, which is empty, then holds the first `size` tokens of `from`, in the same cells.
  void share(SequenceId from, SequenceId to, std::size_t size);
  /// The sequence then holds its first `size` tokens.
  void cut(SequenceId sequence, std::size_t size);

 private:
  using Context = std::unique_ptr<llama_context, void (*)(llama_context*)>;

  explicit RowContext(std::shared_ptr<const Weights> weights);

  std::shared_ptr<const Weights> weights_;
  const CancelFlag* cancel_ = nullptr;  // of the computation that runs now
  Context context_;
  std::size_t cells_ = 0;
};

}  // namespace eider::models
