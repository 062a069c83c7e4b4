#include "cli/values.h"

#include <gtest/gtest.h>

#include "cli/database.h"

namespace eider::cli {
namespace {

/// The one cell of SELECT `expression`, as JSON text.
std::string cell(const std::string& expression) {
  auto database = Database::open({":memory:", Access::kCreate, false});
  if (!database) return database.error().message();
  const auto table = database->query("SELECT " + expression);
  return table ? dump(table->rows.at(0).at(0)) : table.error().message();
}

TEST(CellOf, NumbersAreNumbersAndLoseNoDigit) {
  EXPECT_EQ(cell("1::TINYINT"), "1");
  EXPECT_EQ(cell("(-9223372036854775808)::BIGINT"), "-9223372036854775808");
  EXPECT_EQ(cell("18446744073709551615::UBIGINT"), "18446744073709551615");
  EXPECT_EQ(cell("sum(5::BIGINT)"), "5");
  EXPECT_EQ(cell("0.1::FLOAT"), "0.1");
  EXPECT_EQ(cell("0.1::DOUBLE"), "0.1");
  EXPECT_EQ(cell("-0.50::DECIMAL(6, 2)"), "-0.5");
  EXPECT_EQ(cell("12345678901234567.89::DECIMAL(30, 2)"), "\"12345678901234567.89\"");
  EXPECT_EQ(cell("170141183460469231731687303715884105727"),
            "\"170141183460469231731687303715884105727\"");
  EXPECT_EQ(cell("'nan'::DOUBLE"), "null");
}

TEST(CellOf, NestedValuesKeepTheirShape) {
  EXPECT_EQ(cell("[1, NULL, 3]"), "[1,null,3]");
  EXPECT_EQ(cell("[]::INT[]"), "[]");
  EXPECT_EQ(cell("{'z': 1, 'a': {'b': 'c'}}"), R"({"z":1,"a":{"b":"c"}})");
  EXPECT_EQ(cell("MAP {'k': 1}"), R"({"k":1})");
  EXPECT_EQ(cell("[1, 2]::INT[2]"), "[1,2]");
  EXPECT_EQ(cell("union_value(num := 7)"), "7");
  EXPECT_EQ(cell("[{'citations': [{'quote': '算力'}]}]"), R"([{"citations":[{"quote":"算力"}]}])");
}

TEST(CellOf, OtherTypesAreTheTextThatDuckDbPrints) {
  EXPECT_EQ(cell("NULL"), "null");
  EXPECT_EQ(cell("true"), "true");
  EXPECT_EQ(cell("DATE '2026-05-01'"), "\"2026-05-01\"");
  EXPECT_EQ(cell("TIMESTAMP '2026-05-01 08:30:00'"), "\"2026-05-01 08:30:00\"");
  EXPECT_EQ(cell("TIME '10:00:00'"), "\"10:00:00\"");
  EXPECT_EQ(cell("INTERVAL 3 DAY"), "\"3 days\"");
  EXPECT_EQ(cell("UUID '12345678-1234-1234-1234-123456789abc'"),
            "\"12345678-1234-1234-1234-123456789abc\"");
  EXPECT_EQ(cell("'a'::ENUM('b', 'a')"), "\"a\"");
  EXPECT_EQ(cell("'\\xAA'::BLOB"), "\"\\\\xAA\"");
  EXPECT_EQ(cell("'0101'::BIT"), "\"0101\"");
}

TEST(DatabaseTest, GivesTheLastStatementsRowsWithUniqueNames) {
  auto database = Database::open({":memory:", Access::kCreate, false});
  ASSERT_TRUE(database.has_value());
  const auto table = database->query("CREATE TABLE t (a INT); SELECT 1 AS a, 2 AS a");
  ASSERT_TRUE(table.has_value()) << table.error().message();
  EXPECT_EQ(dump(object_of(*table, table->rows[0])), R"({"a":1,"a_1":2})");
  const auto insert = database->query("INSERT INTO t VALUES (1)");
  EXPECT_FALSE(insert->has_rows);
  EXPECT_TRUE(insert->rows.empty());
}

TEST(DatabaseTest, StreamsRowsAndReportsErrorsInTheMiddle) {
  auto database = Database::open({":memory:", Access::kCreate, false});
  ASSERT_TRUE(database.has_value());
  std::int64_t seen = 0;
  Request request{"SELECT i FROM range(5000) t(i)", "rows"};
  request.each = [&seen](const Json& row) { seen += integer_of(row, "i") >= 0 ? 1 : 0; };
  EXPECT_EQ(database->query(request)->rows.size(), 5000u);
  EXPECT_EQ(seen, 5000);
  const auto failed = database->query(
      "SELECT CASE WHEN i = 900000 THEN error('boom') ELSE i END FROM range(1000000) t(i)");
  ASSERT_FALSE(failed.has_value());
  EXPECT_EQ(failed.error().message(), "boom");
  EXPECT_FALSE(database->query("").has_value());
  EXPECT_FALSE(database->query("SELEC").has_value());
}

}  // namespace
}  // namespace eider::cli
