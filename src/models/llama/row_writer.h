#pragma once
// One row's reply as it grows: the next token after the model's logits, those that a constraint
// forces, and where it ends. Invariant: what is written is valid UTF-8 but for a last character
// that is not whole yet.

#include <cstdint>
#include <string>
#include <vector>

#include "models/llama/token_choice.h"
#include "models/row_engine.h"

namespace eider::models {

class RowWriter {
 public:
  struct Task {
    std::int64_t max_tokens = 0;
    std::vector<std::string> stop;
    TokenConstraint* constraint = nullptr;
    double temperature = 0;
    std::uint64_t noise = 0;       // from the seed and the prompt
    bool opened_thinking = false;  // the prompt ends within a think tag
  };

  /// The weights and sets must outlive it.
  RowWriter(const Weights& weights, const TokenSets& sets, Task task);

  /// The tokens that come first whatever the model says.
  std::vector<TokenId> begin();
  /// The tokens to give the model next, chosen after these logits; none once the reply has ended.
  std::vector<TokenId> go_on(Logits logits);
  bool ended() const { return ended_; }
  /// Fills text, thinking, answer_tokens and finished.
  void write_to(RowReply& reply) const;

 private:
  void end(bool finished);
  void accept(TokenId token, std::vector<TokenId>& accepted);
  void take_forced(std::vector<TokenId>& accepted);
  bool cut_at_stop();
  ChoiceRules rules() const;

  const Weights* weights_;
  const TokenSets* sets_;
  Task task_;
  std::string written_;
  TokenConstraint::State state_ = 0;
  std::int64_t answer_tokens_ = 0;
  bool ended_ = false;
  bool finished_ = false;
};

}  // namespace eider::models
