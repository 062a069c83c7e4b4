#pragma once
// The RowEngine port on llama.cpp: rows are admitted in groups that begin alike, each group's
// beginning is read once, and every step is one batch of the tokens that the rows at work wait for.
//   tokens of a row: prompt, then what it has written; it is fed what its sequence does not hold
//   sequences: one a place, then those of the held prefixes, then those of continuations
// Invariant: the cells that rows and prefixes may come to take never pass those that there are.

#include <deque>
#include <memory>
#include <optional>

#include "models/llama/held_prefixes.h"
#include "models/llama/llama_vocabulary.h"
#include "models/llama/open.h"
#include "models/llama/row_scoring.h"
#include "models/llama/row_writer.h"

namespace eider::models {

class LlamaRowEngine final : public RowEngine {
 public:
  static Result<std::unique_ptr<RowEngine>> open(std::shared_ptr<const Weights> weights,
                                                 const RowEngineOptions& options);

  std::size_t places() const override { return places_; }
  std::size_t free_places() const override { return free_sequences_.size(); }
  std::int64_t window() const override { return window_; }
  const Vocabulary& vocabulary() const override { return vocabulary_; }
  std::int64_t count_tokens(const Prompt& prompt) const override;
  Result<void> admit(std::vector<RowTask> tasks) override;
  Result<std::vector<RowReply>> step(const CancelFlag& cancel) override;
  void drop(std::uint64_t number) override;

 private:
  struct Row {
    RowReply reply;
    SequenceId sequence = 0;
    std::vector<TokenId> tokens;
    std::size_t prompt = 0;   // of them
    std::size_t fed = 0;      // of them, in the cells
    std::size_t feeding = 0;  // in the batch that is built
    std::size_t need = 0;     // cells that it may come to take for itself
    SharedPart part;
    bool started = false;              // it has its cells
    bool given = false;                // its sequence holds the shared part
    bool alone = false;                // nothing began like it
    std::optional<std::size_t> place;  // in the batch, of the logits it waits for
    std::optional<RowWriter> writer;
    std::optional<RowScoring> scoring;
  };

  LlamaRowEngine(std::unique_ptr<RowContext> rows, std::shared_ptr<const Weights> weights,
                 const RowEngineOptions& options);

  Result<Row> row_of(RowTask task) const;
  Result<void> check_room(std::size_t prompt, std::size_t reply, std::int64_t limit) const;
  void add_group(std::vector<Row> group, std::size_t shared);
  std::size_t cells_taken() const;
  std::size_t free_cells() const;
  void start_rows();
  void start_alone(Row& row);
  void feed(Row& row, RowBatch& batch);
  RowBatch next_batch();
  void read_logits(Row& row);
  void free_place(Row& row);
  std::vector<RowReply> take_ended();

  std::shared_ptr<const Weights> weights_;
  LlamaVocabulary vocabulary_;
  TokenSets sets_;
  std::unique_ptr<RowContext> rows_;
  HeldPrefixes prefixes_;
  std::size_t places_;
  std::int64_t window_;
  std::vector<SequenceId> free_sequences_;  // of places
  std::vector<SequenceId> free_branches_;
  std::deque<Row> at_work_;      // as they were admitted
  std::vector<RowReply> ended_;  // not handed out yet
  std::optional<Error> broken_;
};

}  // namespace eider::models
