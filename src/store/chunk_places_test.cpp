// Chunks found again by their ids, in whatever order they came, with the titles that they share.

#include "store/chunk_places.h"

#include <gtest/gtest.h>

namespace eider::store {
namespace {

TEST(ChunkPlaces, FindsWhatWasAdded) {
  ChunkPlaces places;
  places.add({9, 1, 2, {0, 10}}, "港口");
  places.add({3, 1, 2, {10, 20}}, "港口");
  places.add({5, 4, 0, {0, 7}}, "");
  places.add({-1, 6, 7, {0, 3}}, "港口");
  places.sort();
  EXPECT_EQ(places.size(), 4u);
  EXPECT_EQ(places.find(9)->title, "港口");
  EXPECT_EQ(places.find(3)->title, "港口");
  EXPECT_EQ(places.find(3)->span, (Span{10, 20}));
  EXPECT_EQ(places.find(3)->article_id, 2);
  EXPECT_EQ(places.find(5)->title, "");
  EXPECT_EQ(places.find(5)->document_id, 4);
  EXPECT_EQ(places.find(-1)->title, "港口");
  EXPECT_FALSE(places.find(4));
  EXPECT_FALSE(places.find(10));
}

TEST(ChunkPlaces, EmptyHasNone) {
  ChunkPlaces places;
  places.sort();
  EXPECT_FALSE(places.find(0));
}

}  // namespace
}  // namespace eider::store
