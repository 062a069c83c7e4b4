#include "store/duplicate_roots.h"

#include <gtest/gtest.h>

namespace eider::store {
namespace {

/// A sentence that shares nothing with that of another number.
std::string sentence(int n) {
  std::string text;
  for (int i = 0; i < 30; ++i) {
    text += static_cast<char>('a' + (n * 7 + i * (n + 3)) % 26);
    text += std::to_string(n * 31 + i);
  }
  return text + ". ";
}

/// `count` sentences from `first` on: two ranges are as alike as they overlap.
Unit unit(std::int64_t id, const std::string& published, int first, int count) {
  std::string text;
  for (int n = first; n < first + count; ++n) text += sentence(n);
  Unit made{id, id, false, published, "", {"hash of " + text, text::minhash_signature(text)}};
  return made;
}

std::int64_t root_of(const DuplicateRoots& roots, std::int64_t id) {
  return roots.units().at(id).root_id;
}

TEST(DuplicateRoots, TheEarliestIsTheRoot) {
  DuplicateRoots roots;
  roots.place({unit(1, "2026-05-03", 0, 20), unit(2, "2026-05-01", 0, 20), unit(3, "", 0, 20),
               unit(4, "2026-05-02", 50, 20)});
  EXPECT_EQ(root_of(roots, 1), 2);
  EXPECT_EQ(root_of(roots, 2), 2);
  EXPECT_EQ(root_of(roots, 3), 2);  // no date: after all that have one
  EXPECT_EQ(root_of(roots, 4), 4);
}

TEST(DuplicateRoots, WithoutDatesTheFirstLoaded) {
  DuplicateRoots roots;
  roots.place({unit(5, "", 0, 20), unit(3, "", 0, 20), unit(4, "", 0, 20)});
  EXPECT_EQ(root_of(roots, 5), 3);
  EXPECT_EQ(root_of(roots, 4), 3);
}

TEST(DuplicateRoots, ALaterCallMayFindAnEarlierRoot) {
  DuplicateRoots roots;
  EXPECT_TRUE(roots.place({unit(1, "2026-05-03", 0, 20), unit(2, "2026-05-04", 0, 20)}).empty());
  EXPECT_EQ(roots.place({unit(3, "2026-05-01", 0, 20)}), std::vector<std::int64_t>{1});
  for (const std::int64_t id : {1, 2, 3}) EXPECT_EQ(root_of(roots, id), 3);
}

TEST(DuplicateRoots, NoChains) {
  // Each is alike the next, the ends are not alike each other.
  DuplicateRoots roots;
  roots.place({unit(1, "", 0, 20), unit(2, "", 2, 20), unit(3, "", 4, 20), unit(4, "", 6, 20)});
  for (const auto& [id, placed] : roots.units()) {
    const Unit& root = roots.units().at(placed.root_id);
    EXPECT_EQ(root.root_id, root.id);
    EXPECT_GE(similarity(placed, root), kNearDuplicate);
  }
  EXPECT_EQ(root_of(roots, 2), 1);
  EXPECT_EQ(root_of(roots, 4), 3);
}

TEST(DuplicateRoots, ShortTextsOnlyWhenEqual) {
  Unit a{1, 1, false, "", "", {"same", {}}};
  Unit b{2, 2, false, "", "", {"same", {}}};
  Unit c{3, 3, false, "", "", {"other", {}}};
  DuplicateRoots roots;
  roots.place({a, b, c});
  EXPECT_EQ(root_of(roots, 2), 1);
  EXPECT_EQ(root_of(roots, 3), 3);
}

TEST(DuplicateRoots, TheSameFileWhateverItsText) {
  Unit a{1, 1, false, "", "file", {}};
  Unit b{2, 2, false, "", "file", {}};
  DuplicateRoots roots;
  roots.place({a, b});
  EXPECT_EQ(root_of(roots, 2), 1);
}

TEST(DuplicateRoots, ArticlesAndDocumentsAreApart) {
  Unit article = unit(2, "", 0, 20);
  article.article = true;
  DuplicateRoots roots;
  roots.place({unit(1, "", 0, 20), article});
  EXPECT_EQ(root_of(roots, 2), 2);
}

TEST(DuplicateRoots, WhatSaysNothingIsLikeNothing) {
  DuplicateRoots roots;
  roots.place({Unit{1, 1, false, "", "", {}}, Unit{2, 2, false, "", "", {}}});
  EXPECT_EQ(root_of(roots, 2), 2);
  EXPECT_TRUE(meeting_keys(Unit{}).empty());
}

}  // namespace
}  // namespace eider::store
