#pragma once
// A context window over shared weights: which tokens it holds, and the logits after the last one.
// Sequence 0 is the text being read; the others are short branches that continue it and share its
// cells. Invariant: `held_` is what sequence 0 holds, also after a cancel or a failure.
// Not thread-safe; its owner has the lock.

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "base/cancel.h"
#include "models/llama/logits.h"
#include "models/llama/open.h"
#include "models/llama/weights.h"

namespace eider::models {

class Decoder {
 public:
  /// Errors: kUnavailable (no memory), kInvalidArgument.
  static Result<std::unique_ptr<Decoder>> open(std::shared_ptr<const Weights> weights,
                                               const LlamaOptions& options);

  const Weights& weights() const { return *weights_; }
  std::int64_t window() const { return window_; }

  /// Makes the window hold exactly `tokens` (at least one, no more than the window). What it holds
  /// already is kept; gives how many were computed. Errors: kCancelled, kLimit, kUnavailable.
  Result<std::int64_t> read(std::span<const TokenId> tokens, const CancelFlag& cancel);
  Result<void> append(TokenId token, const CancelFlag& cancel);

  /// After `read` or `append`, until the next call that computes.
  Logits logits() const;

  /// Called with the number of a branch, a position in it, and the logits before that position.
  using Visit = std::function<void(std::size_t branch, std::size_t position, Logits logits)>;

  /// Runs every branch as if it followed the held tokens, and visits each position but the first
  /// (whose logits are `logits()`). The window then holds what it held.
  Result<void> read_branches(std::span<const std::vector<TokenId>> branches,
                             const CancelFlag& cancel, const Visit& visit);

 private:
  struct Step {
    TokenId token;
    llama_pos position;
    llama_seq_id sequence;
    bool wanted;
  };
  using Context = std::unique_ptr<llama_context, void (*)(llama_context*)>;

  Decoder(std::shared_ptr<const Weights> weights, Context context);
  Result<void> compute(std::span<const Step> steps, const CancelFlag& cancel);
  Result<void> read_group(std::span<const std::vector<TokenId>> branches, std::size_t first,
                          const CancelFlag& cancel, const Visit& visit);
  void forget();

  std::shared_ptr<const Weights> weights_;
  const CancelFlag* cancel_ = nullptr;  // of the computation that runs now
  Context context_;
  std::int64_t window_;
  std::vector<TokenId> held_;
};

}  // namespace eider::models
