#include "theme/constituents/closeness.h"

#include <gtest/gtest.h>

namespace eider::theme {
namespace {

constexpr std::int64_t kCompany = 3;

struct Case {
  std::string text;
  std::string name;
  MentionRole role = MentionRole::kSubject;
};

/// Mentions of every `name` in the text, which is one article of a longer document.
std::string quote(const Case& given, const std::vector<std::string>& terms) {
  const std::string before = "前一篇人工智能。\n";
  const std::string text = before + given.text;
  NewsArticle article{
      1,  2,    "a.txt",
      "", text, {static_cast<std::int64_t>(before.size()), static_cast<std::int64_t>(text.size())}};
  std::vector<Mention> mentions;
  for (std::size_t at = text.find(given.name); at != std::string::npos;
       at = text.find(given.name, at + 1)) {
    const auto start = static_cast<std::int64_t>(at);
    mentions.push_back(
        {kCompany, 1, 2, {start, start + std::ssize(given.name)}, given.name, given.role});
  }
  std::vector<const Mention*> views;
  for (const Mention& mention : mentions) views.push_back(&mention);
  std::vector<Keyword> entries;
  for (const std::string& term : terms) entries.push_back({term, "", "person", 1});
  const auto found = quotations(article, views, TermFinder(entries));
  if (!found.contains(kCompany)) return "";
  const Quotation& best = found.at(kCompany);
  return terms[best.term] + (best.same_sentence ? "|" : "||") + std::string(slice(text, best.span));
}

TEST(Quotations, TheSameSentence) {
  EXPECT_EQ(quote({"今天晴。商汤发布人工智能系统。明天雨。", "商汤"}, {"人工智能"}),
            "人工智能|商汤发布人工智能系统。");
}

TEST(Quotations, TheSentenceBeforeOrAfter) {
  EXPECT_EQ(quote({"商汤公布新品。它用了大模型。", "商汤"}, {"大模型"}),
            "大模型||商汤公布新品。它用了大模型。");
  EXPECT_EQ(quote({"这里用了大模型。供应商是商汤。", "商汤"}, {"大模型"}),
            "大模型||这里用了大模型。供应商是商汤。");
}

TEST(Quotations, TwoSentencesAwayIsNotNear) {
  EXPECT_EQ(quote({"商汤冠名联赛。门票免费。人工智能画展开幕。", "商汤"}, {"人工智能"}), "");
  EXPECT_EQ(quote({"商汤冠名联赛。", "商汤"}, {"人工智能"}), "");  // not across articles
}

TEST(Quotations, OneSentenceBeatsTwoAndTheLongerTermWins) {
  EXPECT_EQ(quote({"大语言模型很热。商汤来了。商汤发布模型。", "商汤"}, {"模型", "大语言模型"}),
            "模型|商汤发布模型。");
  EXPECT_EQ(quote({"商汤发布模型。商汤发布大语言模型。", "商汤"}, {"模型", "大语言模型"}),
            "大语言模型|商汤发布大语言模型。");
}

TEST(Quotations, ATermInsideTheNameDoesNotCount) {
  EXPECT_EQ(quote({"新松机器人封顶。", "新松机器人"}, {"机器人"}), "");
  EXPECT_EQ(quote({"新松机器人交付焊接机器人。", "新松机器人"}, {"机器人"}),
            "机器人|新松机器人交付焊接机器人。");
}

TEST(Quotations, OnlySubjectsCount) {
  EXPECT_EQ(
      quote({"中信证券分析师看好人工智能。", "中信证券", MentionRole::kSpeaker}, {"人工智能"}), "");
}

TEST(Quotations, LatinTermsNeedTheBoundaryOfAWord) {
  EXPECT_EQ(quote({"商汤的MAIL地址。", "商汤"}, {"AI"}), "");
  EXPECT_EQ(quote({"商汤的AI平台。", "商汤"}, {"AI"}), "AI|商汤的AI平台。");
}

}  // namespace
}  // namespace eider::theme
