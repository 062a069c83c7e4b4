#include "models/llama/row_groups.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace eider::models {
namespace {

using Tokens = std::vector<TokenId>;

Tokens prompt(TokenId instruction, std::size_t size, Tokens own) {
  Tokens made = {1, 2, 3};
  made.resize(size, instruction);
  made.insert(made.end(), own.begin(), own.end());
  return made;
}

TEST(RowGroups, OneInstructionIsOneGroup) {
  const std::vector<Tokens> prompts = {prompt(9, 50, {4, 5}), prompt(9, 50, {4, 6}),
                                       prompt(9, 50, {7, 8, 9})};
  const auto groups = group_prompts(prompts);
  ASSERT_EQ(groups.size(), 1U);
  EXPECT_EQ(groups[0].shared, 50U);
  EXPECT_EQ(groups[0].prompts.size(), 3U);
}

TEST(RowGroups, TwoInstructionsAreTwo) {
  const std::vector<Tokens> prompts = {prompt(9, 50, {4}), prompt(8, 40, {4}), prompt(9, 50, {5}),
                                       prompt(8, 40, {5})};
  const auto groups = group_prompts(prompts);
  ASSERT_EQ(groups.size(), 2U);
  EXPECT_EQ(groups[0].shared + groups[1].shared, 90U);
}

TEST(RowGroups, ALastTokenIsNotShared) {
  const std::vector<Tokens> prompts = {{1, 2, 3}, {1, 2, 3}, {1, 2, 3, 4}};
  for (const RowGroup& group : group_prompts(prompts)) EXPECT_LE(group.shared, 2U);
}

TEST(RowGroups, NoneAndOne) {
  EXPECT_TRUE(group_prompts({}).empty());
  const std::vector<Tokens> one = {{1, 2}};
  ASSERT_EQ(group_prompts(one).size(), 1U);
  EXPECT_EQ(group_prompts(one)[0].shared, 0U);
}

}  // namespace
}  // namespace eider::models
