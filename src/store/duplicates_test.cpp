#include "store/duplicates.h"

#include <gtest/gtest.h>

#include <cstring>
#include <map>
#include <optional>
#include <random>

#include "base/sha256.h"
#include "store/documents.h"
#include "store/test_database.h"

namespace eider::store {
namespace {

const Catalog kCatalog("memory");

std::string sentence(int n) {
  static const char* const kWords[] = {"harbour", "lantern", "ferry",  "signal",
                                       "winter",  "copper",  "meadow", "village",
                                       "captain", "ledger",  "bridge", "orchard"};
  std::string text;
  for (unsigned i = 0, state = static_cast<unsigned>(n) * 2654435761u + 1; i < 12; ++i) {
    state = state * 1664525u + 1013904223u;
    text += std::string(kWords[state >> 28 & 7]) + std::to_string(state >> 20 & 255) + " ";
  }
  return text + ". ";
}

ContentSignature signature_of(const std::string& text) {
  return {sha256(text), text::minhash_signature(text)};
}

/// A document of one article.
NewDocument document(const std::string& path, const std::string& published,
                     const std::string& text) {
  NewDocument d;
  d.parsed.document.store = "news";
  d.parsed.document.path = path;
  d.parsed.document.source_hash = sha256(path + text);
  d.parsed.document.published_at = published;
  d.parsed.document.text = text;
  d.parsed.document.status = "ok";
  Article article;
  article.span = {0, static_cast<std::int64_t>(text.size())};
  d.parsed.articles.push_back(article);
  d.signatures = {signature_of(text), {signature_of(text)}};
  return d;
}

class Duplicates : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(ensure_schema(database_.connection(), kCatalog));
    open_writer();
  }

  /// As a new load does, which knows only what is stored.
  void open_writer(const std::string& store = "news") {
    auto writer = DocumentWriter::open(database_.connection(), kCatalog, store);
    ASSERT_TRUE(writer) << writer.error().message();
    writer_.emplace(std::move(*writer));
  }

  std::int64_t write(const NewDocument& d, std::int64_t replaced = 0) {
    const auto id = writer_->write(d, replaced);
    EXPECT_TRUE(id) << id.error().message();
    return id.value_or(0);
  }
  void remove(std::int64_t id) {
    const auto gone = writer_->remove(id);
    EXPECT_TRUE(gone) << gone.error().message();
  }
  std::string one(const std::string& sql) const { return database_.one(sql); }
  std::string root(std::int64_t id) const {
    return one("SELECT duplicate_of FROM eider.document WHERE id = " + std::to_string(id));
  }

  std::vector<Unit> stored() const {
    auto rows = database_.connection().query(
        "SELECT unit_id, article, coalesce(strftime(published_at, '%Y-%m-%d'), ''), "
        "coalesce(source_hash, ''), coalesce(content_hash, ''), minhash, root_id FROM "
        "eider.signature ORDER BY unit_id");
    std::vector<Unit> units;
    while (rows->next()) {
      Unit unit{rows->integer(0),
                0,
                rows->boolean(1),
                std::string(rows->text(2)),
                std::string(rows->text(3)),
                {std::string(rows->text(4)), {}},
                rows->integer(6)};
      std::memcpy(unit.content.minhash.data(), rows->text(5).data(), rows->text(5).size());
      units.push_back(std::move(unit));
    }
    return units;
  }

  /// The invariants of duplicate_roots.h, by comparing all with all; and that the links which
  /// people read are those.
  void check_invariants() const {
    std::map<std::int64_t, Unit> units;
    for (const Unit& unit : stored()) units[unit.id] = unit;
    for (const auto& [id, unit] : units) {
      ASSERT_TRUE(units.contains(unit.root_id)) << id;
      const Unit& root = units.at(unit.root_id);
      EXPECT_EQ(root.root_id, root.id) << "a chain from " << id;
      if (root.id != id) {
        EXPECT_GE(similarity(unit, root), kNearDuplicate);
        EXPECT_TRUE(precedes(root, unit));
      }
      for (const auto& [other_id, other] : units) {
        const bool both = other_id < id && other.root_id == other_id && unit.root_id == id;
        EXPECT_FALSE(both && similarity(unit, other) >= kNearDuplicate) << other_id << " " << id;
      }
    }
    EXPECT_EQ(one("SELECT count(*) FROM eider.signature s JOIN (SELECT id, duplicate_of FROM "
                  "eider.document UNION ALL SELECT id, duplicate_of FROM eider.article) u ON "
                  "u.id = s.unit_id WHERE coalesce(u.duplicate_of, u.id) <> s.root_id"),
              "0");
  }

  TestDatabase database_;
  std::optional<DocumentWriter> writer_;
};

std::string text_of(int first, int count) {
  std::string text;
  for (int n = first; n < first + count; ++n) text += sentence(n);
  return text;
}

TEST_F(Duplicates, ACopyPointsToTheEarliestPublished) {
  const auto late = write(document("late.txt", "2026-05-03", text_of(0, 10)));
  const auto other = write(document("other.txt", "2026-05-01", text_of(100, 10)));
  EXPECT_EQ(root(late), "");
  const auto early = write(document("early.txt", "2026-05-01", text_of(0, 10) + "Edited."));
  EXPECT_EQ(root(late), std::to_string(early));
  EXPECT_EQ(root(other), root(early));
  EXPECT_EQ(one("SELECT duplicate_similarity BETWEEN 0.8 AND 0.9999 FROM eider.document WHERE "
                "duplicate_of IS NOT NULL"),
            "true");
  EXPECT_EQ(one("SELECT count(*) FROM eider.article WHERE duplicate_of IS NOT NULL"), "1");
  check_invariants();
}

TEST_F(Duplicates, WhenTheRootGoesTheNextOneTakesItsPlace) {
  const auto first = write(document("1.txt", "2026-05-01", text_of(0, 10)));
  const auto third = write(document("3.txt", "2026-05-03", text_of(0, 10)));
  const auto second = write(document("2.txt", "2026-05-02", text_of(0, 10)));
  EXPECT_EQ(root(third), std::to_string(first));
  remove(first);
  EXPECT_EQ(root(second), "");
  EXPECT_EQ(root(third), std::to_string(second));
  check_invariants();
}

TEST_F(Duplicates, ARootThatChangesLetsGoOfItsDuplicates) {
  const auto first = write(document("1.txt", "2026-05-01", text_of(0, 10)));
  const auto second = write(document("2.txt", "2026-05-02", text_of(0, 10)));
  EXPECT_EQ(write(document("1.txt", "2026-05-01", text_of(500, 10)), first), first);
  EXPECT_EQ(root(second), "");
  write(document("1.txt", "2026-05-01", text_of(0, 10)), first);
  EXPECT_EQ(root(second), std::to_string(first));
  check_invariants();
}

TEST_F(Duplicates, StoresAreApart) {
  write(document("1.txt", "", text_of(0, 10)));
  NewDocument other = document("1.txt", "", text_of(0, 10));
  other.parsed.document.store = "mail";
  open_writer("mail");
  EXPECT_EQ(root(write(other)), "");
}

TEST_F(Duplicates, ALaterLoadFindsTheRootsOfAnEarlierOne) {
  const auto first = write(document("1.txt", "2026-05-02", text_of(0, 10)));
  const auto copy = write(document("2.txt", "2026-05-03", text_of(0, 10)));
  open_writer();
  EXPECT_EQ(root(write(document("3.txt", "2026-05-04", text_of(0, 10)))), std::to_string(first));
  // What was a duplicate is the root now, and the next load must meet it too.
  remove(first);
  EXPECT_EQ(root(copy), "");
  EXPECT_EQ(root(write(document("4.txt", "2026-05-05", text_of(0, 10)))), std::to_string(copy));
  open_writer();
  EXPECT_EQ(root(write(document("5.txt", "2026-05-06", text_of(0, 10)))), std::to_string(copy));
  check_invariants();
}

TEST_F(Duplicates, WhatCouldNotBeReadHasNone) {
  NewDocument broken = document("1.txt", "", "");
  broken.parsed.document.status = "error";
  broken.parsed.document.source_hash = "same";
  broken.parsed.articles.clear();
  broken.signatures = {};
  write(broken);
  write(broken);
  EXPECT_EQ(one("SELECT count(*) FROM eider.signature"), "0");
}

TEST_F(Duplicates, RightAfterAnyOrderOfChanges) {
  std::mt19937 random(7);
  const auto below = [&](unsigned n) { return static_cast<int>(random() % n); };
  std::vector<std::int64_t> ids;
  for (int step = 0; step < 90; ++step) {
    const std::string published = "2026-05-1" + std::to_string(below(9));
    const NewDocument d =
        document("p" + std::to_string(step), below(4) ? published : "", text_of(below(5), 10));
    const std::size_t place = ids.empty() ? 0 : random() % ids.size();
    if (ids.size() < 5 || below(3) != 0) {
      ids.push_back(write(d));
    } else if (below(2) == 0) {
      write(d, ids[place]);
    } else {
      remove(ids[place]);
      ids.erase(ids.begin() + static_cast<std::ptrdiff_t>(place));
    }
    check_invariants();
    if (HasFailure()) FAIL() << "step " << step;
  }
  EXPECT_GT(std::stoi(one("SELECT count(*) FROM eider.document WHERE duplicate_of IS NOT NULL")),
            5);
}

}  // namespace
}  // namespace eider::store
