// On the small generator's vocabulary; skipped by name where the model folder does not have it.

#include "models/llama/token_choice.h"

#include <gtest/gtest.h>

#include <cmath>

#include "models/llama/test_models.h"

namespace eider::models {
namespace {

class TokenChoiceTest : public ::testing::Test {
 protected:
  void SetUp() override {
    const auto file = test_model("qwen2.5-coder-0.5b");
    if (!file) GTEST_SKIP() << "no model qwen2.5-coder-0.5b";
    weights_ = *Weights::open(*file);
    held() = weights_;
    sets_ = token_sets(*weights_);
    logits_.assign(weights_->vocabulary_size(), -5.0F);
  }
  static std::shared_ptr<const Weights>& held() {
    static std::shared_ptr<const Weights> weights;
    return weights;
  }
  float& logit(TokenId token) { return logits_[static_cast<std::size_t>(token)]; }
  TokenId token(const char* text) { return weights_->tokens_of(text).front(); }
  std::optional<Choice> choose(const ChoiceRules& rules) {
    return choose_token(logits_, *weights_, sets_, rules);
  }
  std::shared_ptr<const Weights> weights_;
  TokenSets sets_;
  std::vector<float> logits_;
};

TEST_F(TokenChoiceTest, TheLikeliestWinsAndOfEqualOnesTheLower) {
  logit(token("b")) = 3;
  logit(token("a")) = 3;
  EXPECT_EQ(choose({.allowed = sets_.written})->token, std::min(token("a"), token("b")));
  logit(token("b")) = 4;
  EXPECT_EQ(choose({.allowed = sets_.written})->token, token("b"));
  logit(sets_.ends.front()) = 5;
  EXPECT_TRUE(choose({.allowed = sets_.written})->ends_reply);
  EXPECT_FALSE(choose({.allowed = sets_.written, .may_end = false})->ends_reply);
}

TEST_F(TokenChoiceTest, ControlTokensAreNeverWritten) {
  const TokenId mark = weights_->tokens_of_form("<|im_start|>").front();
  logit(mark) = 9;
  logit(token("a")) = 1;
  EXPECT_EQ(choose({.allowed = sets_.written})->token, token("a"));
}

TEST_F(TokenChoiceTest, AMaskIsObeyedAndAnEmptyOneEndsTheReplyOrNothing) {
  logit(token("a")) = 9;
  std::vector<std::uint64_t> mask(sets_.written.size(), 0);
  EXPECT_TRUE(is_empty(mask));
  EXPECT_TRUE(choose({.allowed = mask})->ends_reply);
  EXPECT_FALSE(choose({.allowed = mask, .may_end = false}));
  const auto only = static_cast<std::size_t>(token("z"));
  mask[only / 64] |= std::uint64_t{1} << (only % 64);
  EXPECT_FALSE(is_empty(mask));
  EXPECT_EQ(choose({.allowed = mask, .may_end = false})->token, token("z"));
}

TEST_F(TokenChoiceTest, ACharacterIsFinishedBeforeAnythingElse) {
  logit(token("a")) = 9;
  logit(sets_.ends.front()) = 8;
  const auto next = choose({.allowed = sets_.written, .unfinished = "\xE4\xBD"});
  ASSERT_TRUE(next);
  ASSERT_FALSE(next->ends_reply);
  const auto byte = static_cast<unsigned char>(weights_->piece(next->token)[0]);
  EXPECT_EQ(byte & 0xC0, 0x80);
}

TEST_F(TokenChoiceTest, DrawsFollowTheProbabilities) {
  logits_.assign(logits_.size(), -100.0F);
  logit(token("a")) = std::log(3.0F);
  logit(token("b")) = 0;
  int often = 0;
  for (std::uint64_t noise = 0; noise < 2000; ++noise) {
    const ChoiceRules rules{.allowed = sets_.written, .temperature = 1, .noise = noise};
    const auto drawn = choose(rules);
    EXPECT_EQ(drawn->token, choose(rules)->token);
    often += drawn->token == token("a") ? 1 : 0;
  }
  EXPECT_NEAR(often, 1500, 80);  // four standard deviations
}

}  // namespace
}  // namespace eider::models
