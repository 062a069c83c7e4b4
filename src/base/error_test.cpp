#include "base/error.h"

#include <gtest/gtest.h>

namespace eider {
namespace {

TEST(Error, MessageNamesPlaceAndRemedy) {
  const Error error{ErrorCode::kNotFound, "no such folder", "/tmp/x", "check the path"};
  EXPECT_EQ(error.message(), "/tmp/x: no such folder; check the path");
}

TEST(Error, MessageLeavesOutEmptyParts) {
  EXPECT_EQ((Error{ErrorCode::kIo, "disk full", "", ""}.message()), "disk full");
}

TEST(Error, FailMakesTheFailingSide) {
  const Result<int> result = fail(ErrorCode::kLimit, "too long", "row 3");
  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(result.error().code, ErrorCode::kLimit);
  EXPECT_EQ(result.error().where, "row 3");
}

}  // namespace
}  // namespace eider
