#include "theme/keywords/keywords.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "base/limits.h"

namespace eider::theme {
namespace {

/// Replies from a script. To the theme 人工智能 general words are no likelier than to any news.
class ScriptedGenerator : public models::Generator {
 public:
  const std::string& name() const override { return name_; }
  const std::string& hash() const override { return name_; }
  std::int64_t count_tokens(std::string_view text) const override { return std::ssize(text); }

  Result<models::Completion> complete(const models::Prompt& prompt,
                                      const models::CompletionOptions& options,
                                      const CancelFlag& cancel) override {
    if (cancel.cancelled()) return fail(ErrorCode::kCancelled, "cancelled");
    prompts.push_back(prompt);
    if (options.constraint == nullptr || replies.size() < prompts.size()) {
      return fail(ErrorCode::kUnavailable, "the script is over");
    }
    return models::Completion{replies[prompts.size() - 1]};
  }

  Result<std::vector<models::Likelihood>> score(const models::Prompt& prompt,
                                                const std::vector<std::string>& continuations,
                                                const CancelFlag& cancel) override {
    if (cancel.cancelled()) return fail(ErrorCode::kCancelled, "cancelled");
    prompts.push_back(prompt);
    std::vector<models::Likelihood> all;
    for (const std::string& term : continuations) {
      const bool is_general = term == "技术" || term == "球拍" || term == "product";
      const double gain = is_general ? 0.5 : term.contains("液") ? 5 : 10;
      const double nats = prompt.user.contains("人工智能") ? gain - 20 : -20;
      all.push_back({nats, 2});
    }
    return all;
  }

  std::vector<std::string> replies;
  std::vector<models::Prompt> prompts;

 private:
  std::string name_ = "scripted";
};

struct Plain {
  std::string term, language, origin;
  friend bool operator==(const Plain&, const Plain&) = default;
};

std::ostream& operator<<(std::ostream& out, const Plain& plain) {
  return out << plain.term << ' ' << plain.language << ' ' << plain.origin;
}

std::vector<Plain> plain(const Result<std::vector<Keyword>>& list) {
  std::vector<Plain> all;
  EXPECT_TRUE(list.has_value()) << list.error().message();
  if (!list) return all;
  for (const Keyword& entry : *list) all.push_back({entry.term, entry.language, entry.origin});
  return all;
}

TEST(KeywordsFromModel, ThreeListsAreOneCleanList) {
  ScriptedGenerator generator;
  generator.replies = {"[\"机器学习\",\"大模型\",\"商汤科技\",\"技术\"]",
                       "[\"機器學習\",\"人工智慧\",\"深度學習\"]",
                       "[\"product\",\"artificial intelligence\",\"GPU\",\"SenseTime\"]"};
  const auto list = keywords_from_model({" 人工智能 ", {"商汤", "SenseTime"}, {}}, generator, {});
  EXPECT_EQ(plain(list), (std::vector<Plain>{{"人工智能", "zh-Hans", "model"},
                                             {"机器学习", "zh-Hans", "model"},
                                             {"大模型", "zh-Hans", "model"},
                                             {"人工智慧", "zh-Hant", "model"},
                                             {"深度學習", "zh-Hant", "model"},
                                             {"artificial intelligence", "en", "model"},
                                             {"GPU", "en", "model"}}));
  ASSERT_EQ(generator.prompts.size(), 5u);  // three lists, two scorings
  EXPECT_TRUE(generator.prompts[0].user.contains("人工智能"));
  EXPECT_EQ(generator.prompts[0].system, generator.prompts[2].system);
}

TEST(KeywordsFromModel, ABrokenReplyLeavesItsWholeTerms) {
  ScriptedGenerator generator;
  generator.replies = {"[\"机器学习\",\"深度", "", "[]"};
  const auto list = keywords_from_model({"人工智能", {}, {}}, generator, {});
  EXPECT_EQ(plain(list), (std::vector<Plain>{{"人工智能", "zh-Hans", "model"},
                                             {"机器学习", "zh-Hans", "model"}}));
}

TEST(KeywordsFromModel, TheNameIsChecked) {
  ScriptedGenerator generator;
  EXPECT_EQ(keywords_from_model({"  ", {}, {}}, generator, {}).error().code,
            ErrorCode::kInvalidArgument);
  EXPECT_EQ(keywords_from_model({"\xff", {}, {}}, generator, {}).error().code,
            ErrorCode::kInvalidArgument);
  EXPECT_EQ(keywords_from_model({std::string(kMaxQuestionBytes + 1, 'a'), {}, {}}, generator, {})
                .error()
                .code,
            ErrorCode::kLimit);
  EXPECT_TRUE(generator.prompts.empty());
}

TEST(KeywordsFromModel, TheGeneratorsErrorsComeThrough) {
  ScriptedGenerator silent;
  EXPECT_EQ(keywords_from_model({"AI", {}, {}}, silent, {}).error().code, ErrorCode::kUnavailable);
  CancelSource source;
  const CancelFlag flag(source);
  source.cancel_all();
  EXPECT_EQ(keywords_from_model({"AI", {}, {}}, silent, flag).error().code, ErrorCode::kCancelled);
}

TEST(KeywordsGiven, AsThePersonWritesThem) {
  EXPECT_EQ(plain(keywords_given({"大模型", " AI ", "", "ai", "智慧醫療", "大模型"})),
            (std::vector<Plain>{{"大模型", "zh-Hans", "person"},
                                {"AI", "en", "person"},
                                {"智慧醫療", "zh-Hant", "person"}}));
  EXPECT_FALSE(keywords_given({}));
  EXPECT_FALSE(keywords_given({" ", ""}));
}

const std::vector<std::string_view> kNews{
    "学校请人工智慧批改作业。", "老人问人工智慧怎么走。", "工厂的冷却液换了。",
    "港口看见冷却液漏出。",     "买下球拍两把。",         "丢了球拍一只。",
    "雨停了，桥通了。",         "门票二十元，周一闭馆。", "球队抽签分成六组。"};

TEST(KeywordsFromCorpus, TermsByTheirGain) {
  ScriptedGenerator generator;
  const auto list = keywords_from_corpus({"人工智能", {}, {}}, kNews, generator, {});
  EXPECT_EQ(plain(list), (std::vector<Plain>{{"人工智能", "zh-Hans", "corpus"},
                                             {"人工智慧", "zh-Hans", "corpus"},
                                             {"冷却液", "zh-Hans", "corpus"}}));
  EXPECT_EQ((*list)[1].weight, 1);
  EXPECT_EQ((*list)[2].weight, 0.5);
}

TEST(KeywordsFromCorpus, CompaniesAreNoTerms) {
  ScriptedGenerator generator;
  const auto list = keywords_from_corpus({"人工智能", {"冷却液"}, {}}, kNews, generator, {});
  ASSERT_TRUE(list);
  EXPECT_EQ(list->size(), 2u);
}

TEST(KeywordsFromCorpus, AnEmptyCorpusLeavesTheName) {
  ScriptedGenerator generator;
  EXPECT_EQ(plain(keywords_from_corpus({"AI", {}, {}}, {}, generator, {})),
            (std::vector<Plain>{{"AI", "en", "corpus"}}));
  EXPECT_TRUE(generator.prompts.empty());
}

}  // namespace
}  // namespace eider::theme
