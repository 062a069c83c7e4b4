#include "models/llama/continuation_tree.h"

#include <gtest/gtest.h>

namespace eider::models {
namespace {

using Tokens = std::vector<TokenId>;

TEST(ContinuationTree, SingleTokensNeedNoNode) {
  const ContinuationTree tree = grow_tree(std::vector<Tokens>{{5}, {}, {7}, {5}});
  EXPECT_EQ(tree.branches, 0U);
  EXPECT_TRUE(tree.nodes.empty());
  ASSERT_EQ(tree.after_prompt.size(), 3U);
  EXPECT_EQ(tree.after_prompt[1].continuation, 2U);
  EXPECT_EQ(tree.after_prompt[1].token, 7);
}

TEST(ContinuationTree, SharedStartsAreOneNode) {
  const ContinuationTree tree =
      grow_tree(std::vector<Tokens>{{1, 2, 3}, {1, 2, 4}, {1, 5, 6}, {1, 2}});
  EXPECT_EQ(tree.branches, 2U);  // 1 2 and 1 5
  ASSERT_EQ(tree.nodes.size(), 3U);
  EXPECT_EQ(tree.nodes[0].token, 1);
  EXPECT_EQ(tree.nodes[0].end_branch, 2U);
  EXPECT_EQ(tree.nodes[0].readings.size(), 4U);  // 2, 2, 5 and 2
  EXPECT_EQ(tree.nodes[1].token, 2);
  EXPECT_EQ(tree.nodes[1].readings.size(), 2U);  // 3 and 4
  EXPECT_EQ(tree.nodes[2].depth, 1U);
  EXPECT_EQ(tree.nodes[2].readings.size(), 1U);
}

TEST(ContinuationTree, EveryTokenIsReadOnce) {
  const std::vector<Tokens> texts = {{1, 2, 3, 4}, {2}, {1, 2, 3}, {2, 9, 9, 9, 1}, {1, 2, 3, 4}};
  const ContinuationTree tree = grow_tree(texts);
  std::vector<std::size_t> read(texts.size(), 0);
  for (const auto& reading : tree.after_prompt) ++read[reading.continuation];
  for (const auto& node : tree.nodes) {
    for (const auto& reading : node.readings) ++read[reading.continuation];
  }
  for (std::size_t i = 0; i < texts.size(); ++i) EXPECT_EQ(read[i], texts[i].size()) << i;
}

TEST(ContinuationTree, ARunOfBranchesNeedsItsParents) {
  const ContinuationTree tree = grow_tree(std::vector<Tokens>{{1, 2, 3}, {1, 4, 5}, {6, 7}});
  ASSERT_EQ(tree.branches, 3U);
  EXPECT_EQ(nodes_of(tree, 1, 2), (std::vector<std::size_t>{0, 2}));
  EXPECT_EQ(nodes_of(tree, 0, 3).size(), tree.nodes.size());
}

}  // namespace
}  // namespace eider::models
