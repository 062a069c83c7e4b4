#include "corpus/vector_index/flat_vector_index.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace eider::vector_index {
namespace {

using Floats = std::vector<float>;

TEST(FlatVectorIndex, AnEmptyOneHasNoScores) {
  const FlatVectorIndex empty(3);
  const auto found = empty.scores(Floats{1, 0, 0});
  ASSERT_TRUE(found.has_value());
  EXPECT_TRUE(found->empty());
}

TEST(FlatVectorIndex, GivesCosinesWhateverTheLengths) {
  FlatVectorIndex rows(3);
  ASSERT_TRUE(rows.add(Floats{2, 0, 0}));
  ASSERT_TRUE(rows.add(Floats{0, 0.1F, 0}));
  ASSERT_TRUE(rows.add(Floats{-5, 0, 0}));
  ASSERT_TRUE(rows.add(Floats{1, 1, 0}));
  ASSERT_TRUE(rows.add(Floats{1, 1, 1}));
  const auto found = rows.scores(Floats{10, 0, 0});
  ASSERT_TRUE(found.has_value());
  ASSERT_EQ(found->size(), 5u);
  EXPECT_NEAR((*found)[0], 1, 1e-6);
  EXPECT_NEAR((*found)[1], 0, 1e-6);
  EXPECT_NEAR((*found)[2], -1, 1e-6);
  EXPECT_NEAR((*found)[3], std::sqrt(0.5), 1e-6);
  EXPECT_NEAR((*found)[4], std::sqrt(1.0 / 3), 1e-6);
}

TEST(FlatVectorIndex, PaddingAddsNothingAtAnyDimension) {
  for (std::int64_t dimensions = 1; dimensions <= 70; ++dimensions) {
    FlatVectorIndex rows(dimensions);
    const Floats ones(static_cast<std::size_t>(dimensions), 1.0F);
    ASSERT_TRUE(rows.add(ones));
    const auto found = rows.scores(ones);
    ASSERT_TRUE(found.has_value());
    EXPECT_NEAR((*found)[0], 1, 1e-5) << dimensions;
  }
}

TEST(FlatVectorIndex, RefusesOtherDimensions) {
  FlatVectorIndex rows(3);
  EXPECT_EQ(rows.add(Floats{1, 2}).error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(rows.scores(Floats{1, 2, 3, 4}).error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(rows.scores(Floats{}).error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(rows.size(), 0u);
}

TEST(FlatVectorIndex, RefusesVectorsWithoutDirection) {
  FlatVectorIndex rows(2);
  const float infinity = std::numeric_limits<float>::infinity();
  for (const Floats& values : {Floats{0, 0}, Floats{std::nanf(""), 1}, Floats{infinity, 1}}) {
    EXPECT_EQ(rows.add(values).error().code, ErrorCode::kInvalidArgument);
    EXPECT_EQ(rows.scores(values).error().code, ErrorCode::kInvalidArgument);
  }
  EXPECT_EQ(rows.size(), 0u);
  ASSERT_TRUE(rows.add(Floats{0, 3}));
  EXPECT_NEAR((*rows.scores(Floats{0, 1}))[0], 1, 1e-6);
}

TEST(FlatVectorIndex, LargeAndSmallValuesKeepTheirDirection) {
  FlatVectorIndex rows(2);
  ASSERT_TRUE(rows.add(Floats{1e30F, 1e30F}));
  ASSERT_TRUE(rows.add(Floats{1e-30F, 0}));
  const auto found = rows.scores(Floats{1, 0});
  ASSERT_TRUE(found.has_value());
  EXPECT_NEAR((*found)[0], std::sqrt(0.5), 1e-6);
  EXPECT_NEAR((*found)[1], 1, 1e-6);
}

}  // namespace
}  // namespace eider::vector_index
