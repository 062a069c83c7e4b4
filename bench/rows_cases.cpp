#include "rows_cases.h"

#include <random>

#include "generated_news.h"
#include "text/utf8.h"

namespace eider::bench {
namespace {

constexpr std::int64_t kLeastInput = 32;
constexpr std::int64_t kMostInput = 96;

// What instructions are made of, as those that people write for a column of news.
constexpr const char* kRules[] = {
    "You go on with a piece of news in the style in which it begins. ",
    "Write in the language of the text, and in plain sentences. ",
    "Keep every number, name and date exactly as it stands in the text. ",
    "Do not repeat what has been said, and do not address the reader. ",
    "A company is named by its full name at first and by its short name later. ",
    "Amounts of money keep their currency and unit; never convert them. ",
    "If the text speaks of several events, go on with the last one. ",
    "Do not add opinions, advice, headlines, lists or notes of your own. ",
    "What is only planned is told as planned, and what is denied as denied. ",
    "Dates without a year belong to the year of the report. "};

/// As many rules as make a prompt of `size` tokens.
std::string instruction_of(std::int64_t size, const CountTokens& tokens) {
  std::string made;
  for (std::size_t i = 0; tokens({made, "", ""}) < size; ++i) {
    const std::string_view rule = kRules[i % std::size(kRules)];
    for (std::size_t at = 0; at < rule.size() && tokens({made, "", ""}) < size;) {
      const std::size_t end = rule.find(' ', at) + 1;
      made += rule.substr(at, end - at);
      at = end;
    }
  }
  return made;
}

/// The start of a text that has so many tokens.
std::string start_of(std::string_view text, std::int64_t size, const CountTokens& tokens) {
  std::string start;
  const std::int64_t form = tokens({"", "", ""});
  for (std::size_t at = 0; at < text.size() && tokens({"", start, ""}) - form < size;) {
    const std::size_t next = text::decode(text, at).size;
    start += text.substr(at, next);
    at += next;
  }
  return start;
}

}  // namespace

std::vector<models::Prompt> news_prompts(const NewsCase& wanted, const CountTokens& tokens) {
  const std::string instruction = instruction_of(wanted.shared, tokens);
  GeneratedNews news(20261124 + wanted.seed);
  std::mt19937_64 random(7 + wanted.seed);
  std::vector<models::Prompt> prompts;
  while (prompts.size() < wanted.rows) {
    std::vector<NewsChunk> chunks;
    news.article(chunks);
    const auto size =
        kLeastInput + static_cast<std::int64_t>(random() % (kMostInput - kLeastInput + 1));
    prompts.push_back({instruction, start_of(chunks.front().text, size, tokens), ""});
  }
  return prompts;
}

}  // namespace eider::bench
