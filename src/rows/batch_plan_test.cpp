#include "rows/batch_plan.h"

#include <gtest/gtest.h>

namespace eider::rows {
namespace {

using Numbers = std::vector<std::size_t>;

TEST(BatchPlan, EqualRowsAskOnce) {
  const std::vector<std::string> keys = {"b", "a", "b", "", "a", "b", ""};
  const Collapsed collapsed = collapse(keys);
  EXPECT_EQ(collapsed.asking, (Numbers{0, 1, 3}));
  EXPECT_EQ(collapsed.group_of, (Numbers{0, 1, 0, 2, 1, 0, 2}));
}

TEST(BatchPlan, NoRowsNoGroups) {
  EXPECT_TRUE(collapse({}).asking.empty());
  EXPECT_TRUE(by_shared_prefix({}).empty());
}

TEST(BatchPlan, WhatBeginsAlikeStandsTogether) {
  const std::vector<std::string> texts = {"电脑和手机", "news: b", "电脑", "news: a", "", "电脑"};
  EXPECT_EQ(by_shared_prefix(texts), (Numbers{4, 3, 1, 2, 5, 0}));
}

TEST(BatchPlan, RowsAreTakenInGroups) {
  EXPECT_EQ(admitted(16, 16, 100), 16u);  // nothing at work
  EXPECT_EQ(admitted(16, 16, 3), 3u);
  EXPECT_EQ(admitted(16, 3, 100), 0u);  // less than a quarter
  EXPECT_EQ(admitted(16, 4, 100), 4u);
  EXPECT_EQ(admitted(16, 4, 2), 2u);
  EXPECT_EQ(admitted(16, 0, 100), 0u);
  EXPECT_EQ(admitted(1, 1, 5), 1u);
  EXPECT_EQ(admitted(1, 0, 5), 0u);
  EXPECT_EQ(admitted(3, 1, 5), 1u);
}

}  // namespace
}  // namespace eider::rows
