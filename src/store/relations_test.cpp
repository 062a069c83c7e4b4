#include "store/relations.h"

#include <gtest/gtest.h>

#include "store/test_database.h"

namespace eider::store {
namespace {

using Parts = std::vector<std::string>;

TEST(NameParts, AreCutAtDotsOutsideQuotes) {
  EXPECT_EQ(name_parts("t").value(), Parts{"t"});
  EXPECT_EQ(name_parts("a.b.c").value(), (Parts{"a", "b", "c"}));
  EXPECT_EQ(name_parts(R"("a.b"."c""d")").value(), (Parts{"a.b", "c\"d"}));
  EXPECT_EQ(name_parts("新闻.\"標題\"").value(), (Parts{"新闻", "標題"}));
  for (const char* none :
       {"", ".", "a.", ".a", "a..b", "\"", "\"a", "a\"b", "\"a\"b\"", "a.b.c.d", "\"\""}) {
    const auto parts = name_parts(none);
    ASSERT_FALSE(parts) << none;
    EXPECT_EQ(parts.error().code, ErrorCode::kInvalidArgument);
  }
}

class Relations : public ::testing::Test {
 protected:
  Relations() {
    EXPECT_TRUE(database_.connection().execute(
        "CREATE TABLE t (id BIGINT, Name VARCHAR, v FLOAT[3]); CREATE SCHEMA s; "
        "CREATE TABLE s.t (body VARCHAR); CREATE VIEW s.w AS SELECT 1 AS one; "
        "CREATE TABLE \"odd \"\"name.x\" (a VARCHAR); ATTACH ':memory:' AS other; "
        "CREATE TABLE other.t (far VARCHAR)"));
  }
  std::string first_column(const std::string& name, const std::string& path = "") {
    const auto found = find_relation(database_.connection(), name, {"memory", path});
    return found ? found->columns.front().name : found.error().message();
  }
  TestDatabase database_;
};

TEST_F(Relations, AreFoundByQualifiedNames) {
  EXPECT_EQ(first_column("t"), "id");
  EXPECT_EQ(first_column("T"), "id");
  EXPECT_EQ(first_column("main.t"), "id");
  EXPECT_EQ(first_column("s.t"), "body");
  EXPECT_EQ(first_column("other.t"), "far");
  EXPECT_EQ(first_column("other.main.t"), "far");
  EXPECT_EQ(first_column(R"("odd ""name.x")"), "a");
}

TEST_F(Relations, AreFoundOnTheSearchPath) {
  EXPECT_EQ(first_column("t", "s"), "body");
  EXPECT_EQ(first_column("t", "memory.s,memory.main"), "body");
  EXPECT_EQ(first_column("t", "other.main,memory.s"), "far");
  EXPECT_EQ(first_column("w", "other.main,memory.s"), "one");
  EXPECT_EQ(first_column("t", "nowhere"), "id");
}

TEST_F(Relations, SayWhatTheyAreAndHave) {
  const auto table = find_relation(database_.connection(), "t", {"memory", ""});
  ASSERT_TRUE(table);
  EXPECT_TRUE(table->is_table);
  EXPECT_EQ(table->name, R"("memory"."main"."t")");
  EXPECT_EQ(table->column("NAME")->type, "VARCHAR");
  EXPECT_EQ(table->column("v")->type, "FLOAT[3]");
  const auto missing = table->column("nope");
  ASSERT_FALSE(missing);
  EXPECT_NE(missing.error().message().find("it has: id, Name, v"), std::string::npos);
  EXPECT_FALSE(find_relation(database_.connection(), "s.w", {"memory", ""})->is_table);
}

TEST_F(Relations, AnUnknownNameIsAnError) {
  const auto missing = find_relation(database_.connection(), "nope", {"memory", ""});
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, ErrorCode::kNotFound);
}

}  // namespace
}  // namespace eider::store
