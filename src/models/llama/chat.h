#pragma once
// A Prompt as tokens in the model's own chat form: the form's text may hold control tokens, the
// caller's text never does, whatever it says.

#include <vector>

#include "models/generator.h"
#include "models/llama/weights.h"

namespace eider::models {

/// Ends right where the model would go on after `lead_in`.
std::vector<TokenId> chat_tokens(const Weights& weights, const Prompt& prompt);

}  // namespace eider::models
