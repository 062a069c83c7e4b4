#pragma once
// The continuations of one prompt as a tree of tokens: what several share at their start is
// computed once, and a last token not at all (only its probability is read).
//   {A B C}, {A B D}, {E}  ->  read A and E after the prompt, B after A, C and D after A B

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "models/llama/weights.h"

namespace eider::models {

struct ContinuationTree {
  /// The probability of `token`, to be added to that of the continuation.
  struct Reading {
    std::size_t continuation;
    TokenId token;
  };
  /// A token to compute. It belongs to the branches first_branch .. end_branch - 1.
  struct Node {
    TokenId token;
    std::size_t depth;  // 0: right after the prompt
    std::size_t first_branch;
    std::size_t end_branch;
    std::vector<Reading> readings;  // of its logits
  };

  std::vector<Reading> after_prompt;
  std::vector<Node> nodes;   // of the first branch from the prompt on, then the next's own nodes
  std::size_t branches = 0;  // the leaves
};

ContinuationTree grow_tree(std::span<const std::vector<TokenId>> continuations);

/// The nodes that a run of branches needs, in the order of `nodes`.
std::vector<std::size_t> nodes_of(const ContinuationTree& tree, std::size_t first_branch,
                                  std::size_t end_branch);

}  // namespace eider::models
