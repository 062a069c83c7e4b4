#include "theme/constituents/wilson.h"

#include <gtest/gtest.h>

namespace eider::theme {
namespace {

// R. G. Newcombe, Statistics in Medicine 17 (1998), 857-872, table I, method 3.
TEST(WilsonLowerBound, PublishedValues) {
  EXPECT_NEAR(wilson_lower_bound(81, 263), 0.2553, 5e-5);
  EXPECT_NEAR(wilson_lower_bound(15, 148), 0.0624, 5e-5);
  EXPECT_NEAR(wilson_lower_bound(0, 20), 0.0000, 5e-5);
  EXPECT_NEAR(wilson_lower_bound(1, 29), 0.0061, 5e-5);
}

TEST(WilsonLowerBound, AllHitsGiveOneOverOnePlusZSquaredOverN) {
  for (const std::int64_t n : {1, 2, 10, 1000}) {
    const double z = 1.959964;
    EXPECT_NEAR(wilson_lower_bound(n, n), 1 / (1 + z * z / static_cast<double>(n)), 1e-12);
  }
}

TEST(WilsonLowerBound, MoreEvidenceForTheSameShareCountsMore) {
  EXPECT_LT(wilson_lower_bound(1, 1), wilson_lower_bound(9, 10));
  EXPECT_LT(wilson_lower_bound(1, 2), wilson_lower_bound(10, 20));
  EXPECT_LT(wilson_lower_bound(10, 20), 0.5);
}

TEST(WilsonLowerBound, NoEventsNoBound) {
  EXPECT_EQ(wilson_lower_bound(0, 0), 0);
  EXPECT_EQ(wilson_lower_bound(0, 5), 0);
}

}  // namespace
}  // namespace eider::theme
