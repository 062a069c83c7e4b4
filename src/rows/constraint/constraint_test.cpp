#include "rows/constraint/constraint.h"

#include <gtest/gtest.h>

#include <bit>
#include <nlohmann/json.hpp>
#include <random>

#include "rows/constraint/schema_json.h"
#include "rows/constraint/schema_type.h"
#include "rows/constraint/test_vocabulary.h"
#include "text/utf8.h"

namespace eider::rows {
namespace {

using models::TokenConstraint;
using models::TokenNumber;

bool is_allowed(std::span<const std::uint64_t> mask, TokenNumber number) {
  const auto bit = static_cast<std::size_t>(number);
  return (mask[bit / 64] >> (bit % 64) & 1) != 0;
}

std::vector<TokenNumber> choices_of(std::span<const std::uint64_t> mask) {
  std::vector<TokenNumber> choices;
  for (std::size_t word = 0; word < mask.size(); ++word) {
    for (std::uint64_t bits = mask[word]; bits != 0; bits &= bits - 1) {
      choices.push_back(static_cast<TokenNumber>(word * 64) + std::countr_zero(bits));
    }
  }
  return choices;
}

class ConstraintTest : public testing::Test {
 protected:
  ConstraintTest() : vocabulary_(test_pieces()) {
    auto trie = TokenTrie::make(vocabulary_);
    EXPECT_TRUE(trie);
    trie_ = trie.value_or(nullptr);
  }

  std::unique_ptr<TokenConstraint> compile(const Schema& schema) {
    auto constraint = compile_schema(schema, trie_);
    EXPECT_TRUE(constraint) << (constraint ? "" : constraint.error().message());
    return constraint ? std::move(*constraint) : nullptr;
  }

  TokenNumber number_of(std::string_view text) { return vocabulary_.tokens_of(text).at(0); }

  // Writes a reply of random tokens as an engine would, at most `most` of them.
  std::string random_reply(TokenConstraint& constraint, std::mt19937& random, std::size_t most) {
    std::string text;
    auto state = constraint.start();
    std::size_t written = 0;
    const auto write = [&](TokenNumber number) {
      EXPECT_TRUE(is_allowed(constraint.allowed(state), number));
      text += vocabulary_.bytes(number);
      state = constraint.after(state, number);
      ++written;
    };
    while (true) {
      const auto choices = choices_of(constraint.allowed(state));
      EXPECT_TRUE(!choices.empty() || constraint.may_end(state)) << text;
      if (choices.empty() || (constraint.may_end(state) && random() % 4 == 0)) return text;
      const TokenNumber next = choices[random() % choices.size()];
      const auto left = most - written - 1;
      if (constraint.closing_bytes(constraint.after(state, next)) > left) {
        for (const TokenNumber number : constraint.closing(state)) write(number);
        EXPECT_TRUE(constraint.may_end(state)) << text;
        EXPECT_LE(written, most);
        return text;
      }
      write(next);
      for (const TokenNumber number : constraint.forced(state)) {
        if (constraint.closing_bytes(state) >= most - written) break;
        EXPECT_FALSE(constraint.may_end(state));
        write(number);
      }
    }
  }

  // The rule of every state on the way of random tokens: the mask holds a token if and only if its
  // bytes can stand.
  void check_masks(TokenConstraint& constraint, std::mt19937& random) {
    auto state = constraint.start();
    for (int step = 0; step < 30; ++step) {
      const auto mask = constraint.allowed(state);
      for (std::size_t i = 0; i < vocabulary_.size(); ++i) {
        const auto number = static_cast<TokenNumber>(i);
        const bool can_stand =
            !vocabulary_.bytes(number).empty() && constraint.after(state, number) != 0;
        ASSERT_EQ(is_allowed(mask, number), can_stand) << "token " << i << ", step " << step;
      }
      const auto choices = choices_of(mask);
      if (choices.empty()) return;
      state = constraint.after(state, choices[random() % choices.size()]);
    }
  }

  TestVocabulary vocabulary_;
  std::shared_ptr<const TokenTrie> trie_;
};

std::vector<Schema> many_schemas() {
  std::vector<Schema> schemas;
  for (const char* type :
       {"STRUCT(company VARCHAR, amount DOUBLE, day DATE, tags VARCHAR[])", "INTEGER", "BOOLEAN",
        "DECIMAL(9,2)[]", "ENUM('a','ab','新闻')", "TIMESTAMP", "VARCHAR(5)",
        "STRUCT(a STRUCT(b VARCHAR(3)[2], c TINYINT)[])", "uuid"}) {
    schemas.push_back(schema_of_type(type).value());
  }
  for (const char* json :
       {R"({"type":"object","properties":{"a":{"type":"integer","minimum":-20,"maximum":1999},
            "b":{"type":"string","minLength":3,"maxLength":40},"c":{"type":["number","null"]}}})",
        R"({"type":"string","pattern":"[A-C一-龥]{2,4}(-\\d+)?","maxLength":8})",
        R"({"type":"string","pattern":"(.|\\n)*x"})",
        R"({"type":"array","minItems":1,"maxItems":4,
            "items":{"type":"string","format":"date-time"}})",
        R"({"anyOf":[{"type":"number","exclusiveMinimum":0,"maximum":0.5},{"type":"string"},
            {"type":"object","properties":{"a":{"const":1}}}],"nullable":true})"}) {
    schemas.push_back(schema_of_json(json).value());
  }
  schemas.push_back(schema_of_labels({"正面", "负面", "a\"b", "neutral"}, true).value());
  schemas.push_back(strings_from(schema_of_type("STRUCT(who VARCHAR, what VARCHAR[])").value(),
                                 "新闻公司 company \"name\"\n😀 12亿", true)
                        .value());
  return schemas;
}

TEST_F(ConstraintTest, RandomRepliesAreValid) {
  std::mt19937 random(11);
  for (const Schema& schema : many_schemas()) {
    const auto constraint = compile(schema);
    ASSERT_NE(constraint, nullptr);
    for (int round = 0; round < 60; ++round) {
      const std::size_t most = constraint->closing_bytes(constraint->start()) + random() % 60;
      const std::string text = random_reply(*constraint, random, most);
      const auto checked = conforms(schema, text);
      ASSERT_TRUE(checked) << text << ": " << checked.error().message();
      ASSERT_TRUE(text::is_valid_utf8(text)) << text;
      ASSERT_TRUE(nlohmann::json::accept(text)) << text;
    }
  }
}

TEST_F(ConstraintTest, MasksHoldExactlyWhatCanStand) {
  std::mt19937 random(12);
  for (const Schema& schema : many_schemas()) {
    const auto constraint = compile(schema);
    ASSERT_NE(constraint, nullptr);
    for (int round = 0; round < 8; ++round) check_masks(*constraint, random);
  }
}

TEST_F(ConstraintTest, ControlTokensAndBrokenCharactersAreNeverAllowed) {
  const auto constraint = compile(schema_of_type("VARCHAR").value());
  auto state = constraint->after(constraint->start(), number_of("\""));
  const auto mask = constraint->allowed(state);
  EXPECT_TRUE(is_allowed(mask, number_of("新闻")));
  EXPECT_TRUE(is_allowed(mask, number_of("\xE6\x96")));
  for (const char* text :
       {"\xC0\x80", "\xED\xA0", "\xE0\x80", "\xF4\x90", "\xF5", "\n", "\x98\x80"}) {
    EXPECT_FALSE(is_allowed(mask, number_of(text))) << text;
  }
  EXPECT_FALSE(is_allowed(mask, 256));  // a control token
  state = constraint->after(state, number_of("\xE6\x96"));
  EXPECT_FALSE(constraint->may_end(state));
  EXPECT_FALSE(is_allowed(constraint->allowed(state), number_of("a")));
  EXPECT_EQ(constraint->closing_bytes(state), 2u);
}

TEST_F(ConstraintTest, ForcedTokensAreThoseThatMustFollow) {
  const auto constraint = compile(schema_of_type("STRUCT(company BOOLEAN, name BOOLEAN)").value());
  std::string text;
  auto state = constraint->start();
  const auto follow = [&] {
    for (const TokenNumber number : constraint->forced(state)) {
      text += vocabulary_.bytes(number);
      state = constraint->after(state, number);
    }
  };
  follow();
  EXPECT_EQ(text, "{\"company\":");
  EXPECT_TRUE(constraint->forced(state).empty());
  state = constraint->after(state, number_of("t"));
  text += "t";
  follow();
  EXPECT_EQ(text, "{\"company\":true,\"name\":");
  state = constraint->after(state, number_of("null"));
  text += "null";
  follow();
  EXPECT_EQ(text, "{\"company\":true,\"name\":null}");
  EXPECT_TRUE(constraint->may_end(state));
  EXPECT_TRUE(choices_of(constraint->allowed(state)).empty());
}

TEST_F(ConstraintTest, ATokenThatMayReachFurtherIsLeftToTheModel) {
  // `":` must follow, but the model may also write `":"` at once.
  const auto constraint =
      compile(schema_of_json(R"({"type":"object","properties":{"name":{"type":["string","null"]}},
                         "required":["name"]})")
                  .value());
  std::string text;
  for (const TokenNumber number : constraint->forced(constraint->start())) {
    text += vocabulary_.bytes(number);
  }
  EXPECT_EQ(text, "{\"name");
}

TEST_F(ConstraintTest, ClosingIsTheShortestEnd) {
  const auto constraint = compile(schema_of_type("STRUCT(a VARCHAR, b INTEGER)").value());
  const auto write = [&](TokenConstraint::State state, std::string_view text) {
    for (const TokenNumber number : vocabulary_.tokens_of(text)) {
      state = constraint->after(state, number);
    }
    return state;
  };
  const auto closing = [&](std::string_view start) {
    std::string text(start);
    for (const TokenNumber number : constraint->closing(write(constraint->start(), start))) {
      text += vocabulary_.bytes(number);
    }
    return text;
  };
  EXPECT_EQ(closing(R"({"a":"x)"), R"({"a":"x","b":0})");
  EXPECT_EQ(closing(R"({"a":nul)"), R"({"a":null,"b":0})");
  EXPECT_EQ(closing(R"({"a":"","b":-)"), R"({"a":"","b":-1})");
  EXPECT_EQ(closing(R"({"a":"\)"), R"({"a":"\"","b":0})");
  EXPECT_EQ(closing(R"({"a":"","b":7})"), R"({"a":"","b":7})");
  EXPECT_TRUE(constraint->closing(write(constraint->start(), R"({"a":"","b":7})")).empty());
}

TEST_F(ConstraintTest, FarFromTheirLimitStringsShareMasks) {
  const auto constraint = compile(schema_of_json(R"({"type":"string","maxLength":500})").value());
  auto state = constraint->after(constraint->start(), number_of("\""));
  const auto first = constraint->allowed(state);
  state = constraint->after(state, number_of("the "));
  EXPECT_EQ(constraint->allowed(state).data(), first.data());
  for (int i = 0; i < 496; ++i) state = constraint->after(state, number_of("x"));
  EXPECT_EQ(choices_of(constraint->allowed(state)).size(), 1u);
}

TEST(TokenTrie, AVocabularyThatCantWriteEveryByteIsRefused) {
  class Words final : public models::Vocabulary {
   public:
    std::size_t size() const override { return 2; }
    std::string_view bytes(TokenNumber number) const override { return number == 0 ? "a" : "bc"; }
    std::vector<TokenNumber> tokens_of(std::string_view /*text*/) const override { return {}; }
  };
  const Words words;
  const auto constraint = compile_schema(Schema{NullSchema{}}, words);
  ASSERT_FALSE(constraint);
  EXPECT_EQ(constraint.error().code, ErrorCode::kUnsupported);
}

}  // namespace
}  // namespace eider::rows
