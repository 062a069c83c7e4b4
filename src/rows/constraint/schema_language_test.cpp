#include "rows/constraint/schema_language.h"

#include <gtest/gtest.h>

#include "rows/constraint/constraint.h"
#include "rows/constraint/schema_json.h"
#include "rows/constraint/schema_type.h"

namespace eider::rows {
namespace {

Error refusal(const char* json) {
  const auto schema = schema_of_json(json);
  EXPECT_TRUE(schema) << json << ": " << (schema ? "" : schema.error().message());
  LanguagePool pool;
  const auto language = schema_language(pool, schema.value_or(Schema{}));
  EXPECT_FALSE(language) << json;
  return language ? Error{} : language.error();
}

TEST(SchemaLanguage, WhatNoValueSatisfiesIsAnError) {
  for (const char* json :
       {R"({"type":"integer","minimum":3,"maximum":2})",
        R"({"type":"integer","exclusiveMinimum":2,"exclusiveMaximum":3})",
        R"({"type":"string","minLength":3,"maxLength":2})",
        R"({"type":"string","pattern":"(ab)*","minLength":3,"maxLength":3})",
        R"({"type":"array","items":{"type":"null"},"minItems":2,"maxItems":1})",
        R"({"type":"array","items":{"enum":["a"]},"uniqueItems":true,"minItems":2})"}) {
    EXPECT_EQ(refusal(json).code, ErrorCode::kInvalidArgument);
    EXPECT_EQ(refusal(json).where, "$");
  }
  EXPECT_EQ(refusal(R"({"type":"object","properties":{"a":{"type":"array","items":
      {"type":"integer","minimum":3,"maximum":2}}}})")
                .where,
            "$.a[]");
  LanguagePool pool;
  EXPECT_FALSE(schema_language(pool, {EnumSchema{}}));
  EXPECT_FALSE(schema_language(pool, {AnyOfSchema{}}));
  EXPECT_FALSE(schema_language(pool, {LabelsSchema{{}, 1}}));
}

TEST(SchemaLanguage, LimitsAreRefused) {
  EXPECT_EQ(refusal(R"({"type":"string","minLength":100000})").code, ErrorCode::kLimit);
  EXPECT_EQ(
      refusal(R"({"type":"array","minItems":9999,"items":{"type":"string","minLength":99}})").code,
      ErrorCode::kLimit);
  EXPECT_EQ(refusal(R"({"type":"string","pattern":"[ab]*","maxLength":30000})").code,
            ErrorCode::kLimit);
  Schema deep{NullSchema{}};
  for (int i = 0; i < 100; ++i) {
    Schema outer{ArraySchema{}};
    std::get<ArraySchema>(outer.form).item.push_back(std::move(deep));
    deep = std::move(outer);
  }
  LanguagePool pool;
  EXPECT_EQ(schema_language(pool, deep).error().code, ErrorCode::kLimit);
}

TEST(SchemaLanguage, APatternsFaultNamesPlaceAndByte) {
  const Error error = refusal(R"({"type":"object","properties":{"a":
      {"type":"string","pattern":"a(b"}}})");
  EXPECT_EQ(error.where, "$.a, byte 3");
}

TEST(Conforms, NamesTheByteAndThePlace) {
  const auto schema = schema_of_type("STRUCT(name VARCHAR, rounds STRUCT(amount INTEGER)[])");
  ASSERT_TRUE(schema);
  const auto where = [&](std::string_view text) {
    const auto checked = conforms(*schema, text);
    return checked ? "" : checked.error().where;
  };
  EXPECT_EQ(where(R"({"name":"a","rounds":[{"amount":1},{"amount":x}]})"),
            "$.rounds[1].amount, byte 45");
  EXPECT_EQ(where(R"({"name":"a)"), "$.name, byte 10");
  EXPECT_EQ(where(""), "$, byte 0");
  EXPECT_EQ(where(R"({"name":"]\"{","rounds":[7)"), "$.rounds[0], byte 25");
}

TEST(Labels, OneOrSeveral) {
  const auto one = schema_of_labels({"融资", "上市"}, false);
  ASSERT_TRUE(one);
  EXPECT_TRUE(conforms(*one, "\"融资\""));
  EXPECT_FALSE(conforms(*one, "\"融\""));
  const auto several = schema_of_labels({"a", "b\"", "ab"}, true);
  ASSERT_TRUE(several);
  for (const char* text : {"[]", R"(["a"])", R"(["ab","a","b\""])"}) {
    EXPECT_TRUE(conforms(*several, text)) << text;
  }
  for (const char* text : {R"(["a","a"])", R"(["b"])", R"(["a",])"}) {
    EXPECT_FALSE(conforms(*several, text)) << text;
  }
  EXPECT_FALSE(schema_of_labels({}, false));
  EXPECT_FALSE(schema_of_labels({"a", ""}, false));
  EXPECT_FALSE(schema_of_labels({"a", "a"}, true));
  EXPECT_FALSE(schema_of_labels({"\xFF"}, true));
}

TEST(StringsFrom, AreStretchesOfTheText) {
  const auto schema = schema_of_json(R"({"type":"object","properties":{
      "who":{"type":"string","format":"quote","minLength":1},"note":{"type":"string"}},
      "required":["who","note"]})");
  ASSERT_TRUE(schema);
  EXPECT_TRUE(has_quoted_strings(*schema));
  EXPECT_FALSE(conforms(*schema, R"({"who":"甲","note":""})"));
  const auto filled = strings_from(*schema, "甲公司 融资\"一亿\"元");
  ASSERT_TRUE(filled);
  EXPECT_FALSE(has_quoted_strings(*filled));
  EXPECT_TRUE(conforms(*filled, R"({"who":"甲公司","note":"x"})"));
  EXPECT_TRUE(conforms(*filled, R"({"who":"资\"一亿","note":""})"));
  EXPECT_FALSE(conforms(*filled, R"({"who":"乙","note":"x"})"));
  EXPECT_FALSE(conforms(*filled, R"({"who":"","note":"x"})"));
  const auto all = strings_from(*schema, "甲公司", true);
  ASSERT_TRUE(all);
  EXPECT_FALSE(conforms(*all, R"({"who":"甲","note":"x"})"));
  EXPECT_TRUE(conforms(*all, R"({"who":"甲","note":"公司"})"));
  const auto nothing = strings_from(*schema, "");
  ASSERT_TRUE(nothing);
  EXPECT_FALSE(conforms(*nothing, R"({"who":"甲","note":"x"})"));
  EXPECT_FALSE(strings_from(*schema, std::string(1 << 20, 'a')));
}

}  // namespace
}  // namespace eider::rows
