#include "rows/constraint/schema_type.h"

#include <gtest/gtest.h>

#include "rows/constraint/constraint.h"

namespace eider::rows {
namespace {

void expect(const char* type, const std::vector<std::string>& valid,
            const std::vector<std::string>& wrong) {
  const auto schema = schema_of_type(type);
  ASSERT_TRUE(schema) << type << ": " << schema.error().message();
  for (const std::string& text : valid) {
    const auto checked = conforms(*schema, text);
    EXPECT_TRUE(checked) << type << " <- " << text << ": "
                         << (checked ? "" : checked.error().message());
  }
  for (const std::string& text : wrong) EXPECT_FALSE(conforms(*schema, text)) << type << text;
}

TEST(SchemaType, Structs) {
  expect("STRUCT(company VARCHAR, amount DOUBLE, day DATE, tags VARCHAR[])",
         {R"({"company":"甲","amount":1.5,"day":"2026-11-24","tags":["a","b"]})",
          R"({"company":null,"amount":null,"day":null,"tags":null})",
          R"({"company":"","amount":-3,"day":null,"tags":[]})"},
         {R"({"company":"a"})", R"({"company":"a","amount":"1","day":null,"tags":[]})",
          R"({"company":"a","amount":1,"day":"2026-02-30","tags":[]})",
          R"({"company":"a","amount":1,"day":null,"tags":[null]})", "null"});
  expect("struct(\"a \"\"b\"\"\" int, s STRUCT(x BOOLEAN))",
         {R"({"a \"b\"":1,"s":{"x":true}})", R"({"a \"b\"":null,"s":null})"}, {"{}"});
}

TEST(SchemaType, Numbers) {
  expect("TINYINT", {"-128", "127", "0"}, {"-129", "128", "1.0"});
  expect("INTEGER", {"-2147483648", "2147483647"}, {"2147483648", "-2147483649"});
  expect("UBIGINT", {"0", "18446744073709551615"}, {"-1", "18446744073709551616"});
  expect("HUGEINT", {"-170141183460469231731687303715884105728"},
         {"170141183460469231731687303715884105728"});
  expect("DECIMAL(5,2)", {"999.99", "-0.5", "7"}, {"1000", "1.234"});
  expect("numeric(3)", {"999"}, {"1000", "1.5"});
  expect("DECIMAL(2,2)", {"0.99", "-0.01", "0"}, {"1", "1.0"});
  expect("float8", {"1.5"}, {"1e5", "\"1\""});
}

TEST(SchemaType, TheOthers) {
  expect(" boolean ", {"true"}, {"1"});
  expect("VARCHAR(2)", {"\"ab\"", "\"新闻\""}, {"\"abc\""});
  expect("ENUM('a', 'it''s', '新')", {"\"a\"", "\"it's\"", "\"新\""}, {"\"b\"", "a"});
  expect("INTEGER[][]", {"[]", "[[1],[]]"}, {"[1]"});
  expect("INTEGER[2]", {"[1,2]"}, {"[1]", "[1,2,3]"});
  expect("TIMESTAMP", {"\"2026-11-24T08:30:00\""}, {"\"2026-11-24\""});
  expect("uuid", {"\"123e4567-e89b-12d3-a456-426614174000\""}, {"\"123\""});
}

TEST(SchemaType, FaultsNameTheirByte) {
  const auto refusal = [](std::string_view type) {
    const auto schema = schema_of_type(type);
    return schema ? "" : schema.error().message();
  };
  EXPECT_TRUE(refusal("STRUCT(a MAP(INT, INT))").starts_with("byte 9 of the type: a reply can't"))
      << refusal("STRUCT(a MAP(INT, INT))");
  EXPECT_EQ(refusal("INTEGER x"), "byte 8 of the type: something stands behind the type");
  for (const char* type : {"",
                           "STRUCT",
                           "STRUCT()",
                           "STRUCT(a)",
                           "STRUCT(a INT",
                           "STRUCT(a INT,)",
                           "INT[",
                           "INT[x]",
                           "ENUM()",
                           "ENUM('a','a')",
                           "ENUM('a",
                           "DECIMAL(99,2)",
                           "DECIMAL(3,4)",
                           "DECIMAL(0)",
                           "VARCHAR(",
                           "BLOB",
                           "UNION(a INT)",
                           "STRUCT(\"a INT)",
                           "\xFF",
                           "INT[99999999999]"}) {
    EXPECT_NE(refusal(type), "") << type;
  }
}

TEST(SchemaType, NestingIsLimited) {
  std::string lists = "INT";
  for (int i = 0; i < 100; ++i) lists += "[]";
  EXPECT_EQ(schema_of_type(lists).error().code, ErrorCode::kLimit);
  std::string structs;
  for (int i = 0; i < 10'000; ++i) structs += "STRUCT(a ";
  EXPECT_EQ(schema_of_type(structs).error().code, ErrorCode::kLimit);
}

}  // namespace
}  // namespace eider::rows
