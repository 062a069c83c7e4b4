#include "store/row_usage.h"

#include <gtest/gtest.h>

#include "store/test_database.h"

namespace eider::store {
namespace {

const Catalog kCatalog("memory");

TEST(RowUsage, NothingIsThereBeforeTheTables) {
  const TestDatabase database;
  EXPECT_TRUE(usage_of(database.connection(), kCatalog).value().empty());
  EXPECT_TRUE(row_errors(database.connection(), kCatalog).value().empty());
}

TEST(RowUsage, WhatIsKeptIsRead) {
  const TestDatabase database;
  ASSERT_TRUE(ensure_schema(database.connection(), kCatalog));
  const Usage usage{"2026-11-24T10:00:00", "ai_filter", "small", 2049, 40, 2009, 900, 40, 1.5, 1};
  const std::vector<RowError> errors = {
      {"2026-11-24T10:00:01", "ai_filter", "small", 7, "\xE7\x94\xB5\xE8\x84\x91", "too long", ""}};
  const auto kept = keep_usage(database.connection(), kCatalog, usage, errors);
  ASSERT_TRUE(kept) << kept.error().message();
  const auto uses = usage_of(database.connection(), kCatalog);
  ASSERT_EQ(uses->size(), 1u);
  EXPECT_EQ((*uses)[0].began_at, "2026-11-24T10:00:00");
  EXPECT_EQ((*uses)[0].rows, 2049);
  EXPECT_EQ((*uses)[0].cached, 2009);
  EXPECT_EQ((*uses)[0].seconds, 1.5);
  const auto failures = row_errors(database.connection(), kCatalog);
  ASSERT_EQ(failures->size(), 1u);
  EXPECT_EQ((*failures)[0].row_number, 7);
  EXPECT_EQ((*failures)[0].input, "\xE7\x94\xB5\xE8\x84\x91");
}

}  // namespace
}  // namespace eider::store
