#pragma once
// The log-probabilities of one row's continuations: its tree of tokens is put into batches right
// behind the prompt, a group of branches at a time, and the logits are read as they come.

#include <span>
#include <string>
#include <vector>

#include "models/llama/continuation_tree.h"
#include "models/llama/row_context.h"
#include "models/row_engine.h"

namespace eider::models {

class RowScoring {
 public:
  explicit RowScoring(std::span<const std::vector<TokenId>> continuations);

  /// Cells that it takes beyond the prompt, at most.
  std::size_t cells() const;
  std::size_t longest() const { return longest_; }

  /// Opens the next group of branches, if none is open: as many as `free` has sequences for (the
  /// row's own is the first's). They then hold the `held` tokens that the row's holds.
  void open_group(RowContext& rows, SequenceId row, std::size_t held,
                  std::vector<SequenceId>& free);
  /// The sequences that a token of the prompt is for; none before a group was opened.
  std::span<const SequenceId> sequences() const { return sequences_; }
  /// A new batch is built; what the last one held of this row was computed or is forgotten.
  void begin_batch();
  /// Adds tokens of the open group, the first at position `prompt`, up to the batch's limits.
  void feed(RowBatch& batch, std::size_t prompt);

  void read_prompt(Logits logits);
  /// After the batch was computed: reads its logits, and closes a group that is complete.
  void batch_done(RowContext& rows, std::size_t prompt, std::vector<SequenceId>& free);
  /// Gives back the sequences of an open group.
  void close(RowContext& rows, std::vector<SequenceId>& free);

  bool done() const { return prompt_read_ && next_branch_ == tree_.branches; }
  const std::vector<Likelihood>& likelihoods() const { return likelihoods_; }

 private:
  struct Asked {
    std::size_t node;
    std::size_t place;  // in the batch
  };
  void read(std::span<const ContinuationTree::Reading> readings, Logits logits);

  ContinuationTree tree_;
  std::vector<Likelihood> likelihoods_;
  std::size_t longest_ = 0;
  bool prompt_read_ = false;
  std::size_t next_branch_ = 0;
  std::size_t end_branch_ = 0;         // of the open group; == next_branch_: none
  std::vector<SequenceId> sequences_;  // of its branches
  std::vector<std::size_t> group_nodes_;
  std::size_t fed_ = 0;      // of them
  std::size_t feeding_ = 0;  // in the batch that is built
  std::vector<Asked> asked_;
};

}  // namespace eider::models
