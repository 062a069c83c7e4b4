#include "cli/sql_text.h"

#include <gtest/gtest.h>

namespace eider::cli {
namespace {

TEST(Quote, DoublesQuotesAndKeepsEverythingElse) {
  EXPECT_EQ(quote(""), "''");
  EXPECT_EQ(quote("it's"), "'it''s'");
  EXPECT_EQ(quote("算力'; DROP TABLE t; --"), "'算力''; DROP TABLE t; --'");
  EXPECT_EQ(quote("\xFF\\"), "'\xFF\\'");
}

TEST(ArgumentsTest, LeavesOutWhatIsNotSaid) {
  Arguments none;
  none.add("k", std::int64_t{0}).add("store", "");
  EXPECT_EQ(none.named(), "");
  EXPECT_EQ(none.options(), "");
}

TEST(ArgumentsTest, WritesBothForms) {
  Arguments some;
  some.add("k", std::int64_t{5}).add("store", "it's");
  EXPECT_EQ(some.named(), ", k := 5, store := 'it''s'");
  EXPECT_EQ(some.options(), ", {'k': 5, 'store': 'it''s'}");
}

TEST(EndsStatement, SeesOnlyASemicolonThatEndsIt) {
  EXPECT_TRUE(ends_statement("SELECT 1;"));
  EXPECT_TRUE(ends_statement("SELECT 1; \t\n"));
  EXPECT_TRUE(ends_statement("SELECT 1; -- done"));
  EXPECT_TRUE(ends_statement("SELECT 1; /* a ' */ "));
  EXPECT_TRUE(ends_statement("SELECT 'a;b', $$;$$, $t$ ; $t$;"));
  EXPECT_FALSE(ends_statement(""));
  EXPECT_FALSE(ends_statement("SELECT 1"));
  EXPECT_FALSE(ends_statement("SELECT 1 -- ;"));
  EXPECT_FALSE(ends_statement("SELECT ';"));
  EXPECT_FALSE(ends_statement("SELECT \"a;"));
  EXPECT_FALSE(ends_statement("SELECT $$ a;"));
  EXPECT_FALSE(ends_statement("SELECT 1; SELECT 2"));
  EXPECT_FALSE(ends_statement("谁签了合同？"));
}

TEST(EndsStatement, BytesThatAreNotUtf8AreNoEnd) {
  EXPECT_FALSE(ends_statement("SELECT 1;\xE4\xB8"));
  EXPECT_TRUE(ends_statement("\xFF;"));
}

TEST(OpensStatement, TellsSqlFromQuestions) {
  EXPECT_TRUE(opens_statement("select *"));
  EXPECT_TRUE(opens_statement("  FROM eider.document"));
  EXPECT_TRUE(opens_statement("WITH x AS (SELECT 1)"));
  EXPECT_FALSE(opens_statement("With whom did TSMC sign?"));
  EXPECT_FALSE(opens_statement("From which city \uFF1F"));
  EXPECT_FALSE(opens_statement("selection criteria"));
  EXPECT_FALSE(opens_statement("临江市的算力中心"));
  EXPECT_FALSE(opens_statement("When was it opened"));
  EXPECT_FALSE(opens_statement(""));
}

TEST(FirstWord, IsInCapitals) {
  EXPECT_EQ(first_word("  select(1)"), "SELECT");
  EXPECT_EQ(first_word("中文"), "");
}

}  // namespace
}  // namespace eider::cli
