#include "corpus/answer/answer.h"

#include <gtest/gtest.h>

#include "corpus/answer/scripted_generator.h"

namespace eider::answer {
namespace {

// The documents that the hits point into.
const std::string kFirst =
    "标题\n\n临江市的算力中心九月二十八日投入使用。中心装有八千张加速卡。雨天不影响施工。";
const std::string kSecond =
    "The laboratory opened in May. It has 36 megawatts of power. Nobody was hurt.";

Hit hit(std::int64_t document, const std::string& text, std::int64_t start, std::string title) {
  Hit made;
  made.document_id = document;
  made.path = "news/" + std::to_string(document) + ".txt";
  made.title = std::move(title);
  made.published_at = "2026-05-12T08:00:00";
  made.span = {start, static_cast<std::int64_t>(text.size())};
  made.text = std::string(slice(text, made.span));
  return made;
}

AnswerRequest chinese() {
  return {"临江市的算力中心什么时候投入使用？", {hit(1, kFirst, 8, "算力中心")}, "news", 49, 73};
}

AnswerRequest english() {
  return {"When did the laboratory open?", {hit(2, kSecond, 0, "Laboratory")}, "news", 49, 73};
}

Answer answered(const AnswerRequest& request, ScriptedGenerator& generator) {
  auto made = answer(request, generator, {});
  EXPECT_TRUE(made.has_value()) << made.error().message();
  return std::move(*made);
}

TEST(Answer, ShowsTheSelectedSentencesWithTheirBytes) {
  ScriptedGenerator generator;
  const Answer made = answered(chinese(), generator);
  EXPECT_FALSE(made.abstained);
  EXPECT_EQ(made.question, "临江市的算力中心什么时候投入使用？");
  EXPECT_EQ(made.text, "临江市的算力中心九月二十八日投入使用。");
  ASSERT_EQ(made.sentences.size(), 1u);
  EXPECT_EQ(made.sentences[0].text, made.text);
  ASSERT_EQ(made.sentences[0].citations.size(), 1u);
  const Citation& citation = made.sentences[0].citations[0];
  EXPECT_EQ(citation.document_id, 1);
  EXPECT_EQ(citation.path, "news/1.txt");
  EXPECT_EQ(citation.title, "算力中心");
  EXPECT_EQ(citation.quote, slice(kFirst, citation.span));
  EXPECT_EQ(citation.quote, made.text);
  EXPECT_GT(made.prompt_tokens, 0);
  EXPECT_GT(made.answer_tokens, 0);
}

TEST(Answer, JoinsSeveralSentencesInTheOrderOfTheText) {
  ScriptedGenerator generator;
  generator.selection = "[2, 1]";
  EXPECT_EQ(answered(english(), generator).text,
            "The laboratory opened in May. It has 36 megawatts of power.");
  EXPECT_EQ(answered(chinese(), generator).text,
            "临江市的算力中心九月二十八日投入使用。中心装有八千张加速卡。");
}

TEST(Answer, ShowsNothingTheModelInvented) {
  ScriptedGenerator generator;
  for (const char* invented : {"[99]", "The answer is May.", "", "[1", "[1, 1]", "1"}) {
    generator.selection = invented;
    const Answer made = answered(english(), generator);
    EXPECT_TRUE(made.abstained) << invented;
    EXPECT_TRUE(made.sentences.empty()) << invented;
  }
}

TEST(Answer, AbstainsWhereTheModelIsUnsureAndSaysWhatWasSearched) {
  ScriptedGenerator unsure;
  unsure.yes = 0.5;
  const Answer made = answered(english(), unsure);
  EXPECT_TRUE(made.abstained);
  EXPECT_TRUE(made.sentences.empty());
  EXPECT_EQ(made.text,
            "No answer found. Searched 49 documents (73 passages) of \"news\"; "
            "the nearest is \"Laboratory\".");
  ScriptedGenerator empty_handed;
  empty_handed.none = 0.6;
  EXPECT_TRUE(answered(english(), empty_handed).abstained);
  ScriptedGenerator writes_none;
  writes_none.selection = "[]";
  EXPECT_TRUE(answered(english(), writes_none).abstained);
}

TEST(Answer, AbstainsInTheLanguageAndScriptOfTheQuestion) {
  ScriptedGenerator unsure;
  unsure.yes = 0;
  EXPECT_EQ(answered(chinese(), unsure).text,
            "没有找到答案。已搜索“news”的 49 篇文档、73 个片段，最接近的是《算力中心》。");
  AnswerRequest traditional = chinese();
  traditional.question = "臨江市的算力中心什麼時候投入使用？";
  EXPECT_EQ(answered(traditional, unsure).text,
            "沒有找到答案。已搜尋「news」的 49 篇文件、73 個片段，最接近的是《算力中心》。");
}

TEST(Answer, AsksNoModelWithoutHits) {
  ScriptedGenerator generator;
  AnswerRequest request = english();
  request.hits.clear();
  const Answer made = answered(request, generator);
  EXPECT_TRUE(made.abstained);
  EXPECT_EQ(made.text, "No answer found. Searched 49 documents (73 passages) of \"news\".");
  EXPECT_TRUE(generator.prompts.empty());
}

TEST(Answer, NamesTheNearestByItsPathWhereItHasNoTitle) {
  ScriptedGenerator unsure;
  unsure.yes = 0;
  AnswerRequest request = english();
  request.hits[0].title.clear();
  EXPECT_TRUE(answered(request, unsure).text.ends_with("the nearest is \"news/2.txt\"."));
}

TEST(Answer, AbstentionKeepsBracesOfStoreAndTitle) {
  ScriptedGenerator unsure;
  unsure.yes = 0;
  AnswerRequest request = english();
  request.store = "{chunks}{0}";
  request.hits[0].title = "{title}{";
  const std::string text = answered(request, unsure).text;
  EXPECT_NE(text.find("\"{chunks}{0}\""), std::string::npos) << text;
  EXPECT_NE(text.find("\"{title}{\""), std::string::npos) << text;
}

TEST(Answer, AllPromptsShareMaterialAndQuestion) {
  ScriptedGenerator generator;
  answered(chinese(), generator);
  ASSERT_EQ(generator.prompts.size(), 3u);
  const std::string& first = generator.prompts[0].user;
  const std::size_t shared = first.find("什么时候投入使用？");
  ASSERT_NE(shared, std::string::npos);
  EXPECT_NE(first.find("《算力中心》（2026-05-12）\n临江市的算力中心九月二十八日投入使用。 [1]\n"),
            std::string::npos)
      << first;
  for (const models::Prompt& prompt : generator.prompts) {
    EXPECT_EQ(prompt.system, generator.prompts[0].system);
    EXPECT_EQ(prompt.user.substr(0, shared), first.substr(0, shared));
  }
  EXPECT_EQ(generator.prompts[1].user, generator.prompts[2].user);
}

TEST(Answer, PassesOnTheGeneratorsErrors) {
  for (const std::size_t call : {1u, 2u, 3u}) {
    ScriptedGenerator generator;
    generator.failing_call = call;
    const auto made = answer(english(), generator, {});
    ASSERT_FALSE(made.has_value()) << call;
    EXPECT_EQ(made.error().code, ErrorCode::kUnavailable);
  }
  CancelSource source;
  const CancelFlag cancel(source);
  source.cancel_all();
  ScriptedGenerator generator;
  const auto made = answer(english(), generator, cancel);
  ASSERT_FALSE(made.has_value());
  EXPECT_EQ(made.error().code, ErrorCode::kCancelled);
}

TEST(Answer, QuestionsOfInvalidBytesAreAnswered) {
  ScriptedGenerator generator;
  AnswerRequest request = english();
  request.question = "laboratory \xFF\xFE";
  EXPECT_FALSE(answered(request, generator).abstained);
}

}  // namespace
}  // namespace eider::answer
