#include "text/csv.h"

#include <gtest/gtest.h>

namespace eider::text {
namespace {

using Fields = std::vector<std::string>;

constexpr CsvRules kStrict{',', true};

std::vector<CsvRecord> split_ok(std::string_view source, CsvRules rules = {}) {
  auto records = split_csv(source, rules);
  EXPECT_TRUE(records) << (records ? "" : records.error().message());
  return records ? *records : std::vector<CsvRecord>{};
}

Error split_error(std::string_view source, CsvRules rules) {
  auto records = split_csv(source, rules);
  EXPECT_FALSE(records);
  return records ? Error{} : records.error();
}

TEST(Csv, PlainFieldsAndEveryLineEnd) {
  const auto records = split_ok("a,b\r\n1,\n,2\r3,4");
  ASSERT_EQ(records.size(), 4u);
  EXPECT_EQ(records[0].fields, (Fields{"a", "b"}));
  EXPECT_EQ(records[1].fields, (Fields{"1", ""}));
  EXPECT_EQ(records[2].fields, (Fields{"", "2"}));
  EXPECT_EQ(records[3].fields, (Fields{"3", "4"}));
  EXPECT_EQ(records[3].line, 4);
}

TEST(Csv, QuotesHoldSeparatorsLineEndsAndDoubledQuotes) {
  for (const CsvRules& rules : {CsvRules{}, kStrict}) {
    const auto records = split_ok("x\n\"a, \"\"b\"\"\r\nc\",d\nend\n", rules);
    ASSERT_EQ(records.size(), 3u);
    EXPECT_EQ(records[1].fields, (Fields{"a, \"b\"\r\nc", "d"}));
    EXPECT_EQ(records[1].line, 2);
    EXPECT_EQ(records[1].source, (Span{2, 17}));
    EXPECT_EQ(records[2].line, 4);  // the quoted field took two lines
  }
}

TEST(Csv, ByteOrderMarkAndEmptyLinesAreReadOver) {
  const auto records = split_ok(
      "\xef\xbb\xbf"
      "名,碼\n\n甲,1\n\n\"\"\n");
  ASSERT_EQ(records.size(), 3u);
  EXPECT_EQ(records[0].fields, (Fields{"名", "碼"}));
  EXPECT_EQ(records[0].source.start, 3);
  EXPECT_EQ(records[1].line, 3);
  EXPECT_EQ(records[2].fields, (Fields{""}));  // a quoted empty field is a record
}

TEST(Csv, EmptyTextHasNoRecords) {
  EXPECT_TRUE(split_ok("").empty());
  EXPECT_TRUE(split_ok("\n\r\n").empty());
}

TEST(Csv, TabsAndBytesThatAreNotUtf8) {
  const auto records = split_ok("a\tb,c\n\xff\t\"x\ty\"\n", {'\t'});
  ASSERT_EQ(records.size(), 2u);
  EXPECT_EQ(records[0].fields, (Fields{"a", "b,c"}));
  EXPECT_EQ(records[1].fields, (Fields{"\xff", "x\ty"}));
}

TEST(Csv, AQuoteThatNeverClosesIsNamedByLineAndByte) {
  for (const CsvRules& rules : {CsvRules{}, kStrict}) {
    const Error error = split_error("a\n\"never closed\n\n", rules);
    EXPECT_EQ(error.code, ErrorCode::kCorrupt);
    EXPECT_EQ(error.where, "line 2, byte 2");
  }
}

TEST(Csv, StrayQuotesAreTextUnlessStrict) {
  const auto records = split_ok("\"a\"b,c\n3.5\" disk,d\n");
  ASSERT_EQ(records.size(), 2u);
  EXPECT_EQ(records[0].fields, (Fields{"ab", "c"}));
  EXPECT_EQ(records[1].fields, (Fields{"3.5\" disk", "d"}));
  EXPECT_EQ(split_error("\"a\"b,c\n", kStrict).where, "line 1, byte 3");
  EXPECT_EQ(split_error("a\nb\nc\"d\n", kStrict).where, "line 3, byte 5");
}

TEST(Csv, TooManyFieldsAreRefused) {
  CsvRules rules;
  rules.max_fields = 3;
  EXPECT_EQ(split_ok("1,2\n3\n", rules).size(), 2u);
  const Error error = split_error("1,2\n3,4\n", rules);
  EXPECT_EQ(error.code, ErrorCode::kLimit);
  EXPECT_EQ(error.where, "line 2, byte 7");
}

}  // namespace
}  // namespace eider::text
