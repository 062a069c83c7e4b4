#include "theme/mentions/csv.h"

#include <gtest/gtest.h>

namespace eider::theme {
namespace {

using Fields = std::vector<std::string>;

TEST(ReadCsv, PlainFieldsAndBothLineEnds) {
  const auto records = read_csv("a,b\r\n1,\n,2");
  ASSERT_TRUE(records);
  ASSERT_EQ(records->size(), 3u);
  EXPECT_EQ((*records)[0].fields, (Fields{"a", "b"}));
  EXPECT_EQ((*records)[1].fields, (Fields{"1", ""}));
  EXPECT_EQ((*records)[2].fields, (Fields{"", "2"}));
}

TEST(ReadCsv, QuotesHoldCommasLineBreaksAndDoubledQuotes) {
  const auto records = read_csv("x\n\"a, \"\"b\"\"\nc\",d\nend\n");
  ASSERT_TRUE(records);
  ASSERT_EQ(records->size(), 3u);
  EXPECT_EQ((*records)[1].fields, (Fields{"a, \"b\"\nc", "d"}));
  EXPECT_EQ((*records)[1].line, 2);
  EXPECT_EQ((*records)[2].line, 4);  // the quoted field took two lines
}

TEST(ReadCsv, SkipsByteOrderMarkAndEmptyLines) {
  const auto records = read_csv(
      "\xef\xbb\xbf"
      "名,码\n\n甲,1\n\n");
  ASSERT_TRUE(records);
  ASSERT_EQ(records->size(), 2u);
  EXPECT_EQ((*records)[0].fields, (Fields{"名", "码"}));
  EXPECT_EQ((*records)[1].line, 3);
}

TEST(ReadCsv, EmptyTextHasNoRecords) {
  const auto records = read_csv("");
  ASSERT_TRUE(records);
  EXPECT_TRUE(records->empty());
}

TEST(ReadCsv, BrokenQuotesAreNamedByLine) {
  const auto open = read_csv("a\n\"never closed\n\n");
  ASSERT_FALSE(open);
  EXPECT_EQ(open.error().code, ErrorCode::kCorrupt);
  EXPECT_EQ(open.error().where, "line 2");
  const auto after = read_csv("\"a\"b,c\n");
  ASSERT_FALSE(after);
  EXPECT_EQ(after.error().where, "line 1");
  const auto inside = read_csv("a\nb\nc\"d\n");
  ASSERT_FALSE(inside);
  EXPECT_EQ(inside.error().where, "line 3");
}

}  // namespace
}  // namespace eider::theme
