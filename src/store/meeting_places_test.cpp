#include "store/meeting_places.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>

#include "base/sha256.h"

namespace eider::store {
namespace {

/// A root whose signature is drawn from few numbers, so that bands are often shared.
Unit root(std::int64_t id, std::mt19937& random) {
  Unit unit{id,
            id,
            id % 3 == 0,
            "",
            sha256("file " + std::to_string(id)),
            {sha256(std::to_string(id)), {}}};
  for (std::uint32_t& entry : unit.content.minhash) {
    entry = static_cast<std::uint32_t>(1 + random() % 4);
  }
  return unit;
}

std::set<std::int64_t> keys_of(const Unit& unit) {
  const auto keys = meeting_keys(unit);
  return {keys.begin(), keys.end()};
}

TEST(MeetingPlaces, MissesNoRootThatSharesAKey) {
  MeetingPlaces places;
  std::mt19937 random(7);
  std::vector<Unit> roots;
  for (std::int64_t id = 1; id <= 300; ++id) {
    const Unit fresh = root(id, random);
    const auto met = places.met_by({fresh});
    EXPECT_TRUE(std::is_sorted(met.begin(), met.end()));
    for (const Unit& other : roots) {
      bool shares = false;
      for (const std::int64_t key : keys_of(fresh)) shares |= keys_of(other).contains(key);
      EXPECT_TRUE(!shares || std::binary_search(met.begin(), met.end(), other.document_id));
    }
    places.add(fresh);
    roots.push_back(fresh);
  }
}

TEST(MeetingPlaces, NobodyIsMetByWhatSharesNothing) {
  MeetingPlaces places;
  EXPECT_TRUE(places.met_by({Unit{1, 1, false, "", "some file", {}}}).empty());
  places.add(Unit{1, 1, false, "", "some file", {"some text", {}}});
  EXPECT_TRUE(places.met_by({Unit{2, 2, false, "", "other", {"other text", {}}}}).empty());
  EXPECT_TRUE(places.met_by({Unit{}}).empty());
  EXPECT_TRUE(places.met_by({}).empty());
}

TEST(MeetingPlaces, AnArticleWithItsDocumentsTextNeedsNoEntriesOfItsOwn) {
  std::mt19937 random(7);
  MeetingPlaces places;
  MeetingPlaces twice;
  for (std::int64_t id = 1; id <= 2000; ++id) {
    Unit document = root(id, random);
    for (std::uint32_t& entry : document.content.minhash) {
      entry = static_cast<std::uint32_t>(random()) | 1u;
    }
    document.article = false;
    Unit article = document;
    article.article = true;
    article.id = id + 100'000;
    article.source_hash = "";
    places.add(document);
    twice.add(document);
    twice.add(article);
    EXPECT_EQ(twice.met_by({article}), std::vector<std::int64_t>{id});
  }
  EXPECT_EQ(places.resident_bytes(), twice.resident_bytes());
  EXPECT_LT(places.resident_bytes() / 2000, 2000u);
}

}  // namespace
}  // namespace eider::store
