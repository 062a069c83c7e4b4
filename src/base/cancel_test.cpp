#include "base/cancel.h"

#include <gtest/gtest.h>

namespace eider {
namespace {

TEST(Cancel, StopsWhatHasBegunAndNotWhatComesAfter) {
  CancelSource source;
  const CancelFlag before(source);
  EXPECT_FALSE(before.cancelled());
  source.cancel_all();
  EXPECT_TRUE(before.cancelled());
  EXPECT_FALSE(CancelFlag(source).cancelled());
}

TEST(Cancel, DefaultFlagIsNeverCancelled) { EXPECT_FALSE(CancelFlag().cancelled()); }

}  // namespace
}  // namespace eider
