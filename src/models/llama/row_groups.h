#pragma once
// Which prompts begin alike, so that together they read least: groups of prompts with what all of
// a group begin with. Two queries at once, each with its own instruction, make two groups.

#include <cstddef>
#include <span>
#include <vector>

#include "models/llama/weights.h"

namespace eider::models {

struct RowGroup {
  std::vector<std::size_t> prompts;  // numbers of `group_prompts`'s argument
  std::size_t shared = 0;            // tokens at the start of each
};

/// A prompt's last token is never shared: its logits are the row's own.
std::vector<RowGroup> group_prompts(std::span<const std::vector<TokenId>> prompts);

}  // namespace eider::models
