#include "models/recorded/recorded.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cmath>
#include <filesystem>
#include <fstream>

#include "models/recorded/recording.h"
#include "models/recorded/replies.h"

namespace eider::models {
namespace {

class Echo final : public Generator {
 public:
  const std::string& name() const override { return name_; }
  const std::string& hash() const override { return hash_; }
  std::int64_t count_tokens(std::string_view text) const override { return std::ssize(text); }
  Result<Completion> complete(const Prompt& prompt, const CompletionOptions& options,
                              const CancelFlag&) override {
    ++asked;
    return Completion{prompt.user, 3, 2, options.max_tokens > 1};
  }
  Result<std::vector<Likelihood>> score(const Prompt&,
                                        const std::vector<std::string>& continuations,
                                        const CancelFlag&) override {
    std::vector<Likelihood> likelihoods;
    for (const auto& text : continuations)
      likelihoods.push_back({-0.1 * static_cast<double>(text.size()), 1});
    return likelihoods;
  }
  int asked = 0;

 private:
  std::string name_ = "echo";
  std::string hash_ = std::string(64, 'a');
};

class Axis final : public Embedder {
 public:
  const std::string& name() const override { return name_; }
  const std::string& hash() const override { return name_; }
  std::int64_t dimensions() const override { return 3; }
  std::int64_t count_tokens(std::string_view text) const override { return std::ssize(text); }
  Result<std::vector<std::vector<float>>> embed(const std::vector<std::string>& texts,
                                                EmbedKind kind, const CancelFlag&) override {
    const float sign = kind == EmbedKind::kQuery ? 1.0F : -1.0F;
    return std::vector<std::vector<float>>(texts.size(), {0.6F * sign, 0.0F, 0.8F});
  }

 private:
  std::string name_ = "axis";
};

class OnlyText final : public Constraint {
 public:
  explicit OnlyText(std::string text) : text_(std::move(text)) {}
  bool allows(std::string_view text) const override { return text_.starts_with(text); }
  bool may_end(std::string_view text) const override { return text_ == text; }

 private:
  std::string text_;
};

class RecordedTest : public ::testing::Test {
 protected:
  RecordedTest() : path_(::testing::TempDir() + "recorded_" + std::to_string(::getpid())) {
    std::filesystem::remove(path_);
  }
  ~RecordedTest() override { std::filesystem::remove(path_); }
  const std::string path_;
};

TEST_F(RecordedTest, ReplaysWhatTheModelSaid) {
  const Prompt prompt{"", "杭州在哪裡？ Where is Hangzhou?", ""};
  auto source = std::make_shared<Echo>();
  const auto recorder = record_generator(source, path_);
  ASSERT_TRUE(recorder) << recorder.error().message();
  const auto said = (*recorder)->complete(prompt, {}, {});
  ASSERT_TRUE(said);
  ASSERT_TRUE((*recorder)->score(prompt, {"是", "no!"}, {}));
  EXPECT_EQ((*recorder)->count_tokens("杭州"), 6);

  const auto replay = open_recorded_generator(path_);
  ASSERT_TRUE(replay) << replay.error().message();
  EXPECT_EQ((*replay)->name(), "echo");
  EXPECT_EQ((*replay)->hash(), std::string(64, 'a'));
  const auto again = (*replay)->complete(prompt, {}, {});
  ASSERT_TRUE(again) << again.error().message();
  EXPECT_EQ(again->text, said->text);
  EXPECT_EQ(again->prompt_tokens, 3);
  EXPECT_TRUE(again->finished);
  const auto scores = (*replay)->score(prompt, {"是", "no!"}, {});
  ASSERT_TRUE(scores);
  EXPECT_DOUBLE_EQ((*scores)[1].log_probability, -0.1 * 3);
  EXPECT_EQ((*replay)->count_tokens("杭州"), 6);
  EXPECT_EQ((*replay)->count_tokens("never counted"), -1);
}

TEST_F(RecordedTest, MissingRequestNamesItsKey) {
  ASSERT_TRUE(record_generator(std::make_shared<Echo>(), path_));
  const auto replay = open_recorded_generator(path_);
  ASSERT_TRUE(replay);
  const Prompt prompt{"", "不在其中", ""};
  const auto missing = (*replay)->complete(prompt, {}, {});
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, ErrorCode::kNotFound);
  EXPECT_NE(missing.error().what.find(completion_key(prompt, {})), std::string::npos);
}

TEST_F(RecordedTest, SecondRecordingAddsNothingTwice) {
  const Prompt prompt{"s", "u", "l"};
  for (int round = 0; round < 2; ++round) {
    const auto recorder = record_generator(std::make_shared<Echo>(), path_);
    ASSERT_TRUE(recorder);
    ASSERT_TRUE((*recorder)->complete(prompt, {}, {}));
    ASSERT_TRUE((*recorder)->complete(prompt, {}, {}));
  }
  std::ifstream file(path_);
  int lines = 0;
  for (std::string line; std::getline(file, line);) ++lines;
  EXPECT_EQ(lines, 2);  // the head and one completion
}

TEST_F(RecordedTest, ReplyThatTheConstraintRefusesIsAnError) {
  const OnlyText accepts("甲");
  const OnlyText refuses("乙");
  const Prompt prompt{"", "甲", ""};
  CompletionOptions options;
  options.constraint = &accepts;
  const auto recorder = record_generator(std::make_shared<Echo>(), path_);
  ASSERT_TRUE(recorder);
  ASSERT_TRUE((*recorder)->complete(prompt, options, {}));
  const auto replay = open_recorded_generator(path_);
  ASSERT_TRUE(replay);
  EXPECT_TRUE((*replay)->complete(prompt, options, {}));
  options.constraint = &refuses;
  const auto refused = (*replay)->complete(prompt, options, {});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kCorrupt);
}

TEST_F(RecordedTest, RecordingOfAnotherModelIsRefused) {
  ASSERT_TRUE(record_embedder(std::make_shared<Axis>(), path_));
  const auto other = record_generator(std::make_shared<Echo>(), path_);
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().code, ErrorCode::kCorrupt);
}

TEST_F(RecordedTest, EmbeddingsComeBackAsUnitVectors) {
  const auto recorder = record_embedder(std::make_shared<Axis>(), path_);
  ASSERT_TRUE(recorder);
  ASSERT_TRUE((*recorder)->embed({"問", "broken \xff"}, EmbedKind::kQuery, {}));
  const auto replay = open_recorded_embedder(path_);
  ASSERT_TRUE(replay) << replay.error().message();
  EXPECT_EQ((*replay)->dimensions(), 3);
  const auto vectors = (*replay)->embed({"問", "broken \xff"}, EmbedKind::kQuery, {});
  ASSERT_TRUE(vectors) << vectors.error().message();
  EXPECT_NEAR((*vectors)[0][0], 0.6, 1e-4);
  EXPECT_NEAR(std::hypot((*vectors)[1][0], (*vectors)[1][1], (*vectors)[1][2]), 1, 1e-6);
  EXPECT_FALSE((*replay)->embed({"問"}, EmbedKind::kPassage, {}));
}

TEST_F(RecordedTest, CancelledBeforeItStarts) {
  const auto recorder = record_generator(std::make_shared<Echo>(), path_);
  ASSERT_TRUE((*recorder)->complete({"", "x", ""}, {}, {}));
  const auto replay = open_recorded_generator(path_);
  CancelSource source;
  const CancelFlag flag(source);
  source.cancel_all();
  const auto cancelled = (*replay)->complete({"", "x", ""}, {}, flag);
  ASSERT_FALSE(cancelled);
  EXPECT_EQ(cancelled.error().code, ErrorCode::kCancelled);
}

TEST_F(RecordedTest, DamagedFilesAreErrorsWithTheirLine) {
  EXPECT_EQ(open_recorded_generator(path_).error().code, ErrorCode::kNotFound);
  std::ofstream(path_) << "";
  EXPECT_EQ(open_recorded_generator(path_).error().code, ErrorCode::kCorrupt);
  std::ofstream(path_) << R"({"kind":"head","name":"n","hash":"h"})" << "\n{\"kind\":\xff";
  const auto damaged = open_recorded_generator(path_);
  ASSERT_FALSE(damaged);
  EXPECT_EQ(damaged.error().where, path_ + ":2");
}

TEST(Replies, RefuseWhatWasNotWritten) {
  EXPECT_FALSE(read_completion("[]"));
  EXPECT_FALSE(read_completion(R"({"text":"a"})"));
  EXPECT_FALSE(read_likelihoods(R"([[1]])"));
  EXPECT_FALSE(read_vector("[]"));
  EXPECT_FALSE(read_vector("[0,0]"));
  EXPECT_FALSE(read_vector("nonsense"));
}

}  // namespace
}  // namespace eider::models
