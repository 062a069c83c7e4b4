#include "store/row_cache.h"

#include <gtest/gtest.h>

#include "store/test_database.h"

namespace eider::store {
namespace {

const Catalog kCatalog("memory");

std::string key_of(std::size_t number) {
  std::string digits = std::to_string(number);
  return std::string(32 - digits.size(), '0') + digits;
}

CacheRow row_of(std::size_t number, const std::string& value) {
  return {key_of(number), "ai_complete", "small", {value, "", 12, 3, true}};
}

TEST(RowCache, NothingIsThereBeforeTheTables) {
  const TestDatabase database;
  const auto found =
      cached_replies(database.connection(), kCatalog, std::vector<std::string>{key_of(1)});
  ASSERT_TRUE(found) << found.error().message();
  EXPECT_EQ(found->size(), 1u);
  EXPECT_FALSE((*found)[0]);
  EXPECT_EQ(clear_cache(database.connection(), kCatalog, "").value(), 0);
}

TEST(RowCache, EveryKeyFindsItsOwn) {
  const TestDatabase database;
  ASSERT_TRUE(ensure_schema(database.connection(), kCatalog));
  std::vector<CacheRow> rows;
  for (std::size_t i = 0; i < 3000; ++i) rows.push_back(row_of(i, "reply " + std::to_string(i)));
  const auto kept = keep_replies(database.connection(), kCatalog, rows);
  ASSERT_TRUE(kept) << kept.error().message();
  std::vector<std::string> keys;
  for (std::size_t i = 0; i < 2049; ++i) keys.push_back(key_of((i * 7919) % 4000));
  const auto found = cached_replies(database.connection(), kCatalog, keys);
  ASSERT_TRUE(found) << found.error().message();
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const std::size_t number = (i * 7919) % 4000;
    ASSERT_EQ((*found)[i].has_value(), number < 3000) << number;
    if (!(*found)[i]) continue;
    EXPECT_EQ((*found)[i]->value, "reply " + std::to_string(number));
    EXPECT_EQ((*found)[i]->prompt_tokens, 12);
    EXPECT_TRUE((*found)[i]->finished);
  }
}

TEST(RowCache, AKeyTwiceAndTheSameKeyAskedTwice) {
  const TestDatabase database;
  ASSERT_TRUE(ensure_schema(database.connection(), kCatalog));
  const std::vector<CacheRow> rows = {row_of(1, "\xE7\x94\xB5"), row_of(1, "\xE7\x94\xB5")};
  ASSERT_TRUE(keep_replies(database.connection(), kCatalog, rows));
  const auto found = cached_replies(database.connection(), kCatalog,
                                    std::vector<std::string>{key_of(1), key_of(2), key_of(1)});
  ASSERT_TRUE(found);
  EXPECT_EQ((*found)[0]->value, "\xE7\x94\xB5");
  EXPECT_FALSE((*found)[1]);
  EXPECT_EQ((*found)[2]->value, "\xE7\x94\xB5");
}

TEST(RowCache, ClearsOneFunctionOrAll) {
  const TestDatabase database;
  ASSERT_TRUE(ensure_schema(database.connection(), kCatalog));
  std::vector<CacheRow> rows = {row_of(1, "a"), row_of(2, "b")};
  rows[1].function = "ai_filter";
  ASSERT_TRUE(keep_replies(database.connection(), kCatalog, rows));
  EXPECT_EQ(clear_cache(database.connection(), kCatalog, "ai_filter").value(), 1);
  EXPECT_EQ(database.one("SELECT count(*) FROM eider.cache"), "1");
  EXPECT_EQ(clear_cache(database.connection(), kCatalog, "").value(), 1);
  EXPECT_EQ(database.one("SELECT count(*) FROM eider.cache"), "0");
}

TEST(RowCache, EmptyTextIsAReply) {
  const TestDatabase database;
  ASSERT_TRUE(ensure_schema(database.connection(), kCatalog));
  ASSERT_TRUE(keep_replies(database.connection(), kCatalog, std::vector{row_of(1, "")}));
  const auto found =
      cached_replies(database.connection(), kCatalog, std::vector<std::string>{key_of(1)});
  ASSERT_TRUE(found);
  ASSERT_TRUE((*found)[0]);
  EXPECT_EQ((*found)[0]->value, "");
}

}  // namespace
}  // namespace eider::store
