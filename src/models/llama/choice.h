#pragma once
// Which token comes next: the most likely one that keeps the reply valid UTF-8 and is allowed.
// Greedy; of equal logits the lower id wins, so equal input gives equal text.

#include <optional>
#include <string_view>

#include "models/generator.h"
#include "models/llama/decoder.h"

namespace eider::models {

struct Choice {
  TokenId token = 0;
  bool ends_reply = false;
};

/// What may follow `written`. A constraint (nullptr: none) is asked about whole characters only:
/// a piece that ends inside a character is taken if some way to finish that character is allowed.
/// nullopt: nothing may follow, and the reply may not end either.
std::optional<Choice> choose(Logits logits, const Weights& weights, std::string_view written,
                             const Constraint* constraint);

}  // namespace eider::models
