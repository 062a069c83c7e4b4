#include "models/llama/continuation_tree.h"

#include <algorithm>

namespace eider::models {
namespace {

using Tokens = std::vector<TokenId>;

bool begins_with(const Tokens& tokens, const Tokens& start) {
  return start.size() <= tokens.size() && std::equal(start.begin(), start.end(), tokens.begin());
}

/// The paths to compute, sorted, without those that another begins with.
std::vector<Tokens> paths_of(std::span<const Tokens> continuations) {
  std::vector<Tokens> paths;
  for (const Tokens& each : continuations) {
    if (each.size() > 1) paths.emplace_back(each.begin(), each.end() - 1);
  }
  std::ranges::sort(paths);
  std::vector<Tokens> kept;
  for (std::size_t i = 0; i < paths.size(); ++i) {
    if (i + 1 < paths.size() && begins_with(paths[i + 1], paths[i])) continue;
    kept.push_back(std::move(paths[i]));
  }
  return kept;
}

}  // namespace

ContinuationTree grow_tree(std::span<const std::vector<TokenId>> continuations) {
  ContinuationTree tree;
  const std::vector<Tokens> paths = paths_of(continuations);
  tree.branches = paths.size();
  std::vector<std::vector<std::size_t>> places;  // the nodes of each path
  for (std::size_t b = 0; b < paths.size(); ++b) {
    std::vector<std::size_t>& own = places.emplace_back();
    const std::size_t shared =
        b == 0 ? 0
               : static_cast<std::size_t>(std::ranges::mismatch(paths[b - 1], paths[b]).in2 -
                                          paths[b].begin());
    for (std::size_t depth = 0; depth < paths[b].size(); ++depth) {
      if (depth < shared) {
        own.push_back(places[b - 1][depth]);
        tree.nodes[own.back()].end_branch = b + 1;
      } else {
        own.push_back(tree.nodes.size());
        tree.nodes.push_back({paths[b][depth], depth, b, b + 1, {}});
      }
    }
  }
  for (std::size_t c = 0; c < continuations.size(); ++c) {
    const Tokens& tokens = continuations[c];
    if (tokens.empty()) continue;
    tree.after_prompt.push_back({c, tokens[0]});
    const Tokens path(tokens.begin(), tokens.end() - 1);
    const auto branch =
        static_cast<std::size_t>(std::ranges::lower_bound(paths, path) - paths.begin());
    for (std::size_t i = 1; i < tokens.size(); ++i) {
      tree.nodes[places[branch][i - 1]].readings.push_back({c, tokens[i]});
    }
  }
  return tree;
}

std::vector<std::size_t> nodes_of(const ContinuationTree& tree, std::size_t first_branch,
                                  std::size_t end_branch) {
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < tree.nodes.size(); ++i) {
    const ContinuationTree::Node& node = tree.nodes[i];
    if (node.first_branch < end_branch && node.end_branch > first_branch) found.push_back(i);
  }
  return found;
}

}  // namespace eider::models
