#include "pipeline/serving_model.h"

#include <gtest/gtest.h>

namespace eider::pipeline {
namespace {

TEST(ServingModel, IsTheWantedOneWhereItCoversAll) {
  EXPECT_EQ(serving_model("new", {{"new", 10, true}, {"old", 10, true}}, 10), "new");
  EXPECT_EQ(serving_model("new", {{"new", 10, true}}, 10), "new");
}

TEST(ServingModel, IsTheOldOneUntilTheNewCoversAsMuch) {
  EXPECT_EQ(serving_model("new", {{"new", 4, true}, {"old", 10, true}}, 10), "old");
  EXPECT_EQ(serving_model("new", {{"old", 10, true}}, 10), "old");
  EXPECT_EQ(serving_model("new", {{"new", 6, true}, {"old", 5, true}}, 10), "new");
  EXPECT_EQ(serving_model("new", {{"new", 5, true}, {"old", 5, true}}, 10), "new");
}

TEST(ServingModel, NeedsAFileToEmbedTheQuestion) {
  EXPECT_EQ(serving_model("new", {{"new", 4, true}, {"old", 10, false}}, 10), "new");
  EXPECT_EQ(serving_model("new", {{"gone", 10, false}, {"old", 7, true}}, 10), "old");
}

TEST(ServingModel, OfTwoOldOnesTheLargerThenTheLowerHash) {
  EXPECT_EQ(serving_model("new", {{"b", 8, true}, {"a", 7, true}}, 10), "b");
  EXPECT_EQ(serving_model("new", {{"b", 8, true}, {"a", 8, true}}, 10), "a");
}

TEST(ServingModel, NoEmbedderAndNoVectorsStayAsTheyAre) {
  EXPECT_EQ(serving_model("", {{"old", 10, true}}, 10), "");
  EXPECT_EQ(serving_model("new", {}, 10), "new");
  EXPECT_EQ(serving_model("new", {}, 0), "new");
  EXPECT_EQ(serving_model("new", {{"old", 0, true}}, 0), "new");
}

}  // namespace
}  // namespace eider::pipeline
