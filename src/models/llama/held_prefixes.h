#pragma once
// The beginnings of prompts that rows share: each is read once, into a sequence of its own, and
// then given to the rows that begin with it. They stay while later rows may begin with them.

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "models/llama/row_context.h"

namespace eider::models {

/// What a prompt need not read for itself: the first `size` tokens of a held prefix.
struct SharedPart {
  std::optional<std::size_t> held;
  std::size_t size = 0;
};

class HeldPrefixes {
 public:
  static constexpr std::size_t kCount = 4;
  /// What is shorter is not worth a sequence.
  static constexpr std::size_t kLeastTokens = 16;

  /// Sequences first_sequence .. first_sequence + kCount - 1 are its own.
  HeldPrefixes(RowContext& rows, SequenceId first_sequence);

  /// For prompts that all begin with `start`, of which nothing is `held` for others at once.
  /// A prompt alone gets what is held already; several get all of `start`, in `room` cells if it
  /// has to be read. One use a prompt is counted, until `release`.
  SharedPart use(std::span<const TokenId> start, std::size_t prompts, std::size_t room);
  void release(const SharedPart& part);

  /// Keeps a prompt that a row has read, in case others begin like it.
  void adopt(SequenceId row, std::span<const TokenId> prompt, std::size_t room);

  /// Adds what is to be read to a batch, up to its limit; after it was computed: `batch_done`.
  void feed(RowBatch& batch);
  void batch_done();
  bool is_ready(const SharedPart& part) const;
  /// The sequence of a row, which is empty, then holds the part.
  void give(const SharedPart& part, SequenceId row);

  /// How many cells all may take, and giving up those that nobody uses until `wanted` are free.
  std::size_t cells() const;
  void give_up(std::size_t wanted);

 private:
  struct Held {
    SequenceId sequence;
    std::vector<TokenId> tokens;
    std::size_t fed = 0;      // of them, in the cells
    std::size_t feeding = 0;  // in the batch that is built
    std::size_t users = 0;
    std::uint64_t last_use = 0;
  };
  struct Likest {
    std::size_t held = 0;
    std::size_t size = 0;
  };
  Likest likest(std::span<const TokenId> start) const;
  Held* free_place(std::size_t room, std::size_t tokens);
  SharedPart used(Held& held, std::size_t size, std::size_t prompts);
  void forget(Held& held);

  RowContext* rows_;
  std::vector<Held> held_;
  std::uint64_t uses_ = 0;
};

}  // namespace eider::models
