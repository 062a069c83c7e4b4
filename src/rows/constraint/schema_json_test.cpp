#include "rows/constraint/schema_json.h"

#include <gtest/gtest.h>

#include "rows/constraint/constraint.h"
#include "rows/constraint/limits.h"

namespace eider::rows {
namespace {

void expect(const char* json, const std::vector<std::string>& valid,
            const std::vector<std::string>& wrong) {
  const auto schema = schema_of_json(json);
  ASSERT_TRUE(schema) << json << ": " << schema.error().message();
  for (const std::string& text : valid) {
    const auto checked = conforms(*schema, text);
    EXPECT_TRUE(checked) << json << " <- " << text << ": "
                         << (checked ? "" : checked.error().message());
  }
  for (const std::string& text : wrong) EXPECT_FALSE(conforms(*schema, text)) << json << text;
}

std::string refusal(const std::string& json) {
  const auto schema = schema_of_json(json);
  return schema ? "" : schema.error().message();
}

TEST(SchemaJson, Scalars) {
  expect(R"({"type":"boolean"})", {"true", "false"}, {"null", "True", "1", ""});
  expect(R"({"type":"null"})", {"null"}, {"", "\"\""});
  expect(R"({"type":"integer"})", {"0", "-7", "123456789012345678"}, {"1.0", "01", "1e3", "-0"});
  expect(R"({"type":"number"})", {"0", "1.25", "-0.000001"}, {"1.", "NaN", "1e3"});
  expect(R"({"type":"string"})", {"\"\"", "\"新聞 😀\"", R"("a\"\\\n\u0001")", "\"/\""},
         {"a", "\"a", "\"\n\"", R"("\x")", "\"\xED\xA0\x80\"", "\"\xC0\x80\"", "\"\xE6\x96\"",
          R"("\ud800")", R"("\u0000")", "\"a\" "});
}

TEST(SchemaJson, BoundsOfNumbers) {
  expect(R"({"type":"integer","minimum":-5,"maximum":120})", {"-5", "0", "120", "99"},
         {"-6", "121", "1000"});
  expect(R"({"type":"integer","exclusiveMinimum":0,"exclusiveMaximum":10})", {"1", "9"},
         {"0", "10"});
  expect(R"({"type":"number","minimum":0,"maximum":1})", {"0", "1", "0.5", "1.00"},
         {"-0.1", "1.01", "2"});
  expect(R"({"type":"number","minimum":-1.5,"maximum":-0.25})", {"-1.5", "-1", "-0.25", "-0.3"},
         {"-0.2", "0", "-1.51", "1"});
  expect(R"({"type":"number","exclusiveMaximum":1e-9,"minimum":0})", {"0", "0.000000000"},
         {"0.000000001", "1"});
  expect(R"({"type":"integer","minimum":3,"exclusiveMinimum":3})", {"4"}, {"3"});
  expect(R"({"type":"integer","maximum":18446744073709551615,"minimum":18446744073709551614})",
         {"18446744073709551615"}, {"18446744073709551616", "1"});
}

TEST(SchemaJson, StringsOfLengthAndPattern) {
  expect(R"({"type":"string","minLength":2,"maxLength":3})", {"\"ab\"", "\"新闻😀\"", R"("\n\"")"},
         {"\"a\"", "\"abcd\"", "\"新\""});
  expect(R"({"type":"string","pattern":"^[A-Z]{3}-\\d+$"})", {"\"ABC-1\""}, {"\"ABC-\"", "\"x\""});
  expect(R"({"type":"string","pattern":"(ab)*","maxLength":5,"minLength":1})",
         {"\"ab\"", "\"abab\""}, {"\"\"", "\"ababab\""});
  expect(R"({"type":"string","maxLength":0})", {"\"\""}, {"\"a\""});
}

TEST(SchemaJson, DatesThatExist) {
  expect(R"({"type":"string","format":"date"})",
         {"\"2026-11-24\"", "\"2024-02-29\"", "\"2000-02-29\"", "\"0001-01-01\"", "\"9999-12-31\""},
         {"\"2023-02-29\"", "\"1900-02-29\"", "\"2026-04-31\"", "\"2026-13-01\"", "\"2026-00-10\"",
          "\"2026-1-1\"", "\"0000-01-01\"", "\"0000-02-29\"", "\"2026-01-32\""});
  expect(R"({"type":"string","format":"date-time"})",
         {"\"2026-11-24T08:30:00Z\"", "\"2026-11-24T23:59:59+08:00\""},
         {"\"2026-11-24T24:00:00Z\"", "\"2026-11-24T08:30:00\"", "\"2026-11-24\""});
  expect(R"({"type":"string","format":"time"})", {"\"08:30:00\""}, {"\"8:30:00\"", "\"08:60:00\""});
}

TEST(SchemaJson, EveryYearHasItsOwnFebruary) {
  const auto schema = schema_of_json(R"({"type":"string","format":"date"})");
  ASSERT_TRUE(schema);
  for (int year : {4, 100, 104, 400, 1600, 1700, 1896, 1900, 1904, 1999, 2000, 2100, 2400, 9996}) {
    std::string text = std::to_string(year);
    text.insert(0, 4 - text.size(), '0');
    text.insert(0, "\"").append("-02-29\"");
    const bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    EXPECT_EQ(conforms(*schema, text).has_value(), is_leap) << text;
  }
}

TEST(SchemaJson, Objects) {
  const char* person = R"({"type":"object","properties":{"a":{"type":"integer"},
      "b":{"type":["string","null"]},"c":{"type":"boolean"}},"required":["a","b"],
      "additionalProperties":false})";
  expect(person, {R"({"a":1,"b":"x"})", R"({"a":1,"b":null,"c":true})"},
         {R"({"b":"x","a":1})", R"({"a":1})", R"({"a":1,"b":"x",})", R"({"a": 1,"b":"x"})", "{}"});
  const char* loose = R"({"type":"object","properties":{"a":{"type":"integer"},
      "b":{"type":"integer"},"c":{"type":"integer"}}})";
  expect(loose, {"{}", R"({"a":1})", R"({"b":1})", R"({"a":1,"c":2})", R"({"a":1,"b":2,"c":3})"},
         {R"({,"a":1})", R"({"a":1,"a":2})", R"({"c":1,"a":2})", R"({"a":1,})"});
  expect(R"({"type":"object","properties":{}})", {"{}"}, {"{ }", "null"});
  expect(
      R"({"type":"object","properties":{"公司 \"a\"":{"type":"null"}},"required":["公司 \"a\""]})",
      {R"({"公司 \"a\"":null})"}, {"{}"});
}

TEST(SchemaJson, Arrays) {
  expect(R"({"type":"array","items":{"type":"integer"}})", {"[]", "[1]", "[1,2,3]"},
         {"[1,]", "[,1]", "[1 ,2]", "1", "[\"1\"]"});
  expect(R"({"type":"array","items":{"type":"boolean"},"minItems":2,"maxItems":3})",
         {"[true,false]", "[true,true,true]"}, {"[]", "[true]", "[true,true,true,true]"});
  expect(R"({"type":"array","items":{"type":"null"},"maxItems":0})", {"[]"}, {"[null]"});
  expect(R"({"type":"array","items":{"enum":["a","b","c"]},"uniqueItems":true,"minItems":1})",
         {R"(["a"])", R"(["c","a"])", R"(["b","c","a"])"}, {"[]", R"(["a","a"])", R"(["d"])"});
  expect(R"({"type":"array","items":{"type":"array","items":{"type":"null"}}})",
         {"[]", "[[]]", "[[null],[]]"}, {"[[]", "[null]"});
}

TEST(SchemaJson, ChoicesAndReferences) {
  expect(R"({"enum":["正面","負面",3,null,1.5,true]})",
         {"\"正面\"", "\"負面\"", "3", "null", "1.5", "true"}, {"\"中性\"", "1", "false"});
  expect(R"({"const":"x"})", {"\"x\""}, {"\"y\""});
  expect(R"({"type":"string","enum":["a","ab"]})", {"\"a\"", "\"ab\""}, {"\"b\""});
  expect(R"({"anyOf":[{"type":"integer"},{"type":"string","maxLength":1},{"type":"null"}]})",
         {"5", "\"a\"", "null"}, {"\"ab\"", "true"});
  expect(R"({"type":"integer","nullable":true})", {"1", "null"}, {"nul"});
  expect(R"({"type":["integer","string"],"maxLength":2,"minimum":7})", {"7", "\"ab\""},
         {"6", "\"abc\""});
  expect(R"({"$defs":{"money":{"type":"number","minimum":0}},"type":"array",
             "items":{"$ref":"#/$defs/money"}})",
         {"[0.5]"}, {"[-1]"});
}

TEST(SchemaJson, WhatIsNotSupportedIsNamedByItsPointer) {
  EXPECT_EQ(refusal(R"({"type":"object","properties":{"a/b":{"type":"string","oneOf":[]}}})"),
            "#/properties/a~1b/oneOf: 'oneOf' is not supported here");
  EXPECT_EQ(refusal(R"({"type":"array","items":{"type":"money"}})"),
            "#/items/type: no type 'money'");
  EXPECT_EQ(refusal(R"({"type":"object","properties":{},"required":["x"]})"),
            "#/required: no property 'x'");
  for (const char* json : {"",
                           "{",
                           "[]",
                           "3",
                           "{}",
                           R"({"type":7})",
                           R"({"type":[]})",
                           R"({"type":"array"})",
                           R"({"type":"object"})",
                           R"({"type":"string","minLength":-1})",
                           R"({"type":"string","minLength":1.5})",
                           R"({"type":"string","pattern":3})",
                           R"({"type":"string","format":"email"})",
                           R"({"type":"integer","minimum":"1"})",
                           R"({"type":"integer","multipleOf":3})",
                           R"({"enum":[[]]})",
                           R"({"enum":3})",
                           R"({"type":"string","minimum":3})",
                           R"({"not":{}})",
                           R"({"anyOf":[]})",
                           R"({"$ref":"http://x"})",
                           R"({"type":"object","properties":[]})",
                           R"({"type":"object","properties":{"a":3}})",
                           R"({"type":"string","nullable":1})",
                           R"({"type":"array","items":{"type":"string"},"uniqueItems":true})",
                           R"({"type":"integer","minimum":1e300})",
                           "{\"type\":\"\xFF\"}"}) {
    EXPECT_NE(refusal(json), "") << json;
  }
}

TEST(SchemaJson, BrokenJsonNamesItsByte) {
  EXPECT_EQ(refusal(R"({"type":})"), "byte 8: the schema is not JSON");
}

TEST(SchemaJson, ASchemaThatHoldsItselfIsRefused) {
  const auto schema = schema_of_json(
      R"({"$defs":{"a":{"type":"array","items":{"$ref":"#/$defs/a"}}},"$ref":"#/$defs/a"})");
  ASSERT_FALSE(schema);
  EXPECT_EQ(schema.error().code, ErrorCode::kLimit);
}

TEST(SchemaJson, DepthAndSizeAreLimited) {
  std::string deep = R"({"type":"null"})";
  for (int i = 0; i < 100; ++i) deep.insert(0, R"({"type":"array","items":)").append("}");
  EXPECT_EQ(schema_of_json(deep).error().code, ErrorCode::kLimit);
  EXPECT_EQ(schema_of_json(std::string(100'000, '[')).error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(schema_of_json(std::string(kMaxSchemaBytes + 1, ' ')).error().code, ErrorCode::kLimit);
  // References to references double with each: 2^30 parts.
  std::string bomb = R"({"$defs":{"a0":{"type":"null"})";
  for (int i = 1; i <= 30; ++i) {
    const std::string before = R"({"$ref":"#/$defs/a)" + std::to_string(i - 1) + "\"}";
    bomb.append(",\"a").append(std::to_string(i)).append(R"(":{"anyOf":[)");
    bomb.append(before).append(",").append(before).append("]}");
  }
  bomb += R"(},"$ref":"#/$defs/a14"})";
  EXPECT_EQ(schema_of_json(bomb).error().code, ErrorCode::kLimit);
}

}  // namespace
}  // namespace eider::rows
