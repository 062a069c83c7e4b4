#include "models/recorded/row_engine.h"

#include <gtest/gtest.h>

#include <map>

namespace eider::models {
namespace {

/// Writes the row's own text back, one token a byte.
Result<RowReply> echo(const RowTask& task, const CancelFlag&) {
  RowReply reply;
  reply.text = task.prompt.user;
  reply.answer_tokens = std::ssize(reply.text);
  return reply;
}

/// "yes" or "no", over bytes.
class YesOrNo final : public TokenConstraint {
 public:
  State start() const override { return 0; }
  std::span<const std::uint64_t> allowed(State state) override {
    mask_.assign(5, 0);
    const std::string_view next = state == 0 ? "yn" : state == 1 ? "e" : state == 2 ? "s" : "o";
    if (state > 3) return mask_;
    for (const char each : next) {
      const auto byte = static_cast<unsigned char>(each);
      mask_[byte / 64] |= std::uint64_t{1} << (byte % 64);
    }
    return mask_;
  }
  bool may_end(State state) const override { return state == 4; }
  State after(State state, TokenNumber token) override {
    if (state == 0) return token == 'y' ? 1 : 3;
    return state == 1 ? 2 : 4;
  }
  std::span<const TokenNumber> forced(State) override { return {}; }

 private:
  std::vector<std::uint64_t> mask_;
};

std::map<std::uint64_t, RowReply> run(RowEngine& engine) {
  std::map<std::uint64_t, RowReply> replies;
  while (engine.free_places() < engine.places()) {
    auto ended = engine.step({});
    EXPECT_TRUE(ended);
    if (!ended) break;
    for (RowReply& reply : *ended) replies[reply.number] = std::move(reply);
  }
  return replies;
}

TEST(AskedRowEngine, ShortRowsEndFirstAndFreeTheirPlace) {
  const auto engine = asked_row_engine(echo, {.places = 2});
  ASSERT_TRUE(engine->admit(
      {{.number = 7, .prompt = {"", "long", ""}}, {.number = 8, .prompt = {"", "字", ""}}}));
  EXPECT_EQ(engine->free_places(), 0U);
  EXPECT_EQ(engine->admit({{.number = 9}}).error().code, ErrorCode::kInvalidArgument);
  ASSERT_TRUE(engine->step({}));
  ASSERT_TRUE(engine->step({}));
  const auto third = engine->step({});
  ASSERT_TRUE(third);
  ASSERT_EQ(third->size(), 1U);
  EXPECT_EQ(third->front().number, 8U);
  EXPECT_EQ(engine->free_places(), 1U);
  const auto rest = run(*engine);
  EXPECT_EQ(rest.at(7).text, "long");
}

TEST(AskedRowEngine, CancelKeepsTheRowsAndDropForgetsOne) {
  const auto engine = asked_row_engine(echo, {});
  ASSERT_TRUE(engine->admit(
      {{.number = 1, .prompt = {"", "a", ""}}, {.number = 2, .prompt = {"", "b", ""}}}));
  CancelSource source;
  const CancelFlag flag(source);
  source.cancel_all();
  EXPECT_EQ(engine->step(flag).error().code, ErrorCode::kCancelled);
  engine->drop(1);
  engine->drop(99);
  const auto replies = run(*engine);
  ASSERT_EQ(replies.size(), 1U);
  EXPECT_EQ(replies.at(2).text, "b");
}

TEST(AskedRowEngine, ARowTooLongOrRefusedGetsItsOwnError) {
  YesOrNo constraint;
  const auto engine = asked_row_engine(echo, {.places = 8, .window_tokens = 300});
  ASSERT_TRUE(
      engine->admit({{.number = 1, .prompt = {"", std::string(100, 'x'), ""}, .max_tokens = 256},
                     {.number = 2, .prompt = {"", "yes", ""}, .constraint = &constraint},
                     {.number = 3, .prompt = {"", "yellow", ""}, .constraint = &constraint},
                     {.number = 4, .prompt = {"", "ye", ""}, .constraint = &constraint}}));
  const auto replies = run(*engine);
  EXPECT_EQ(replies.at(1).error->code, ErrorCode::kLimit);
  EXPECT_FALSE(replies.at(2).error);
  EXPECT_EQ(replies.at(3).error->code, ErrorCode::kCorrupt);
  EXPECT_EQ(replies.at(4).error->code, ErrorCode::kCorrupt);
}

/// Writes the most a constraint allows of "no"; scores by length.
class PlainGenerator final : public Generator {
 public:
  const std::string& name() const override { return name_; }
  const std::string& hash() const override { return name_; }
  std::int64_t count_tokens(std::string_view text) const override { return std::ssize(text); }
  Result<Completion> complete(const Prompt&, const CompletionOptions& options,
                              const CancelFlag&) override {
    EXPECT_TRUE(options.constraint == nullptr || options.constraint->allows("n"));
    EXPECT_TRUE(options.constraint == nullptr || !options.constraint->allows("na"));
    return Completion{"no", 3, 2, true};
  }
  Result<std::vector<Likelihood>> score(const Prompt&, const std::vector<std::string>& texts,
                                        const CancelFlag&) override {
    std::vector<Likelihood> found;
    for (const std::string& text : texts) found.push_back({-static_cast<double>(text.size()), 1});
    return found;
  }

 private:
  std::string name_ = "plain";
};

TEST(AskedRowEngine, AGeneratorAnswersRows) {
  YesOrNo constraint;
  const auto engine = asked_row_engine(ask_generator(std::make_shared<PlainGenerator>()), {});
  ASSERT_TRUE(engine->admit({{.number = 1, .constraint = &constraint},
                             {.number = 2, .continuations = {"a", "bcd"}},
                             {.number = 3, .temperature = 0.5}}));
  const auto replies = run(*engine);
  EXPECT_EQ(replies.at(1).text, "no");
  EXPECT_EQ(replies.at(2).likelihoods.at(1).log_probability, -3);
  EXPECT_EQ(replies.at(3).error->code, ErrorCode::kUnsupported);
}

}  // namespace
}  // namespace eider::models
