#include "corpus/search/asked.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <utility>

#include "text/fold.h"
#include "text/translations.h"
#include "text/utf8.h"
#include "text/words.h"

namespace eider::search {
namespace {

using keyword_index::KeywordIndex;
using keyword_index::QuestionWord;

// A question of more words than this says enough in its own language.
constexpr std::size_t kMostTranslatedWords = 32;

// Longer ones before their beginnings. Measured on the retrieval sets: a chunk is no better an
// answer for holding these.
constexpr std::array<std::string_view, 51> kHanFrame = {"\u4ec0\u4e48\u65f6\u5019",
                                                        "\u4e3a\u4ec0\u4e48",
                                                        "\u4ec0\u4e48",
                                                        "\u751a\u4e48",
                                                        "\u4e3a\u4f55",
                                                        "\u4f55\u65f6",
                                                        "\u4f55\u5904",
                                                        "\u4f55\u5730",
                                                        "\u4f55\u4eba",
                                                        "\u4f55\u5e74",
                                                        "\u4f55\u79cd",
                                                        "\u4f55\u8005",
                                                        "\u5982\u4f55",
                                                        "\u54ea\u91cc",
                                                        "\u54ea\u513f",
                                                        "\u54ea\u4e00",
                                                        "\u54ea\u4e2a",
                                                        "\u54ea\u4e9b",
                                                        "\u54ea\u4f4d",
                                                        "\u54ea\u5e74",
                                                        "\u54ea",
                                                        "\u8c01",
                                                        "\u591a\u5c11",
                                                        "\u591a\u5927",
                                                        "\u591a\u957f",
                                                        "\u591a\u9ad8",
                                                        "\u591a\u4e45",
                                                        "\u591a\u8fdc",
                                                        "\u51e0\u4e2a",
                                                        "\u51e0\u6b21",
                                                        "\u51e0\u4f4d",
                                                        "\u51e0\u4eba",
                                                        "\u51e0\u5e74",
                                                        "\u51e0\u540d",
                                                        "\u51e0\u79cd",
                                                        "\u51e0\u6708",
                                                        "\u51e0\u5c81",
                                                        "\u51e0\u5929",
                                                        "\u51e0\u5bb6",
                                                        "\u51e0\u6761",
                                                        "\u600e\u4e48\u6837",
                                                        "\u600e\u4e48",
                                                        "\u600e\u6837",
                                                        "\u662f\u5426",
                                                        "\u8bf7\u95ee",
                                                        "\u5417",
                                                        "\u5462",
                                                        "\u7684",
                                                        "\u662f",
                                                        "\u4e86",
                                                        "\u88ab"};

// Dropped alone; in a pair with another character they may be part of a word.
constexpr std::array<std::string_view, 7> kHanParticles = {"\u5728", "\u7531", "\u6709", "\u4e8e",
                                                           "\u4e0e", "\u548c", "\u5bf9"};

constexpr std::array<std::string_view, 72> kEnglishFrame = {
    "a",      "about",  "after",   "an",    "and",   "are",  "as",    "at",    "be",
    "been",   "before", "between", "but",   "by",    "can",  "could", "did",   "do",
    "does",   "during", "for",     "from",  "had",   "has",  "have",  "he",    "her",
    "his",    "how",    "if",      "in",    "into",  "is",   "it",    "its",   "many",
    "may",    "might",  "much",    "not",   "of",    "on",   "or",    "over",  "s",
    "should", "than",   "that",    "the",   "their", "them", "then",  "there", "these",
    "they",   "this",   "those",   "to",    "was",   "were", "what",  "when",  "where",
    "which",  "who",    "whom",    "whose", "why",   "will", "with",  "would", "she"};

template <std::size_t kCount>
bool is_one_of(const std::array<std::string_view, kCount>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool has_han(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const text::CodePoint c = text::decode(text, at);
    if (text::is_han(c.value)) return true;
    at += c.size;
  }
  return false;
}

std::string without_han_frame(std::string_view folded) {
  std::string rest;
  while (!folded.empty()) {
    const auto* const found =
        std::find_if(kHanFrame.begin(), kHanFrame.end(),
                     [&](std::string_view word) { return folded.starts_with(word); });
    const bool framed = found != kHanFrame.end();
    const std::size_t size = framed ? found->size() : text::decode(folded, 0).size;
    rest += framed ? std::string_view(" ") : folded.substr(0, size);
    folded.remove_prefix(size);
  }
  return rest;
}

/// The parts of a text between its frame, spaces and punctuation.
std::vector<std::string> runs_of(std::string_view folded) {
  std::vector<std::string> runs;
  const char* start = nullptr;
  const char* end = nullptr;
  for (const text::Word& word : text::words(folded)) {  // a pair of characters overlaps the next
    if (runs.empty() || word.text.data() > end) {
      start = word.text.data();
      end = start;
      runs.emplace_back();
    }
    end = std::max(end, word.text.data() + word.text.size());
    runs.back().assign(start, end);
  }
  return runs;
}

std::string without_english_frame(std::string_view folded) {
  std::string rest;
  for (const text::Word& word : text::words(folded)) {
    if (is_one_of(kEnglishFrame, word.text)) continue;
    if (!rest.empty()) rest += ' ';
    rest += word.text;
  }
  return rest;
}

/// Whether most of the store is Chinese text, by the chunks that hold the commonest word of either
/// language.
bool is_chinese(const KeywordIndex& keywords) {
  const std::vector<QuestionWord> common = keywords.question_words("\u7684 the");
  return common.size() == 2 && common[0].chunks > 0 && common[0].chunks >= common[1].chunks;
}

double idf_of(std::uint64_t holding, const KeywordIndex& keywords) {
  const auto all = static_cast<double>(keywords.size());
  const double some = std::min(static_cast<double>(holding), all);
  return std::log(1 + (all - some + 0.5) / (some + 0.5));
}

/// The words that a term is found by: its pairs of characters, or the one character it is.
std::vector<QuestionWord> words_of_term(std::string_view term, const KeywordIndex& keywords) {
  std::vector<QuestionWord> words = keywords.question_words(term);
  const std::size_t character = text::decode(term, 0).size;
  if (term.size() > character) {
    std::erase_if(words, [&](const QuestionWord& word) { return word.text.size() <= character; });
  }
  return words;
}

/// Adds the forms that a word has in Chinese. Each pair of characters gets the idf it has, divided
/// by the pairs of its term, and by the root of how many the word has in all: else a word with many
/// meanings would weigh more than one with few.
AskedWord translate(const QuestionWord& word, const KeywordIndex& keywords,
                    std::map<std::string, QuestionWord>& added) {
  AskedWord asked{{word.text}, word.idf};
  std::uint64_t holding = word.chunks;
  std::map<std::string, std::pair<QuestionWord, double>> pairs;
  for (const std::string_view term : text::chinese_terms(word.text)) {
    const std::vector<QuestionWord> words = words_of_term(term, keywords);
    if (words.empty()) continue;
    std::uint64_t rarest = words.front().chunks;
    for (const QuestionWord& each : words) {
      rarest = std::min(rarest, each.chunks);
      double& share = pairs.try_emplace(each.text, each, 0.0).first->second.second;
      share = std::max(share, 1 / static_cast<double>(words.size()));
    }
    holding += rarest;
    asked.forms.emplace_back(term);
  }
  asked.idf = idf_of(holding, keywords);
  const double root = std::sqrt(static_cast<double>(std::max<std::size_t>(1, pairs.size())));
  for (const auto& [text, pair] : pairs) {
    if (pair.first.chunks == 0) continue;
    const double weight = pair.first.idf * pair.second / root;
    const auto [sum, is_new] = added.try_emplace(text, pair.first);
    sum->second.idf = weight + (is_new ? 0 : sum->second.idf);
  }
  return asked;
}

}  // namespace

std::string without_frame(std::string_view folded_question) {
  std::string rest = has_han(folded_question) ? without_han_frame(folded_question)
                                              : without_english_frame(folded_question);
  return text::words(rest).empty() ? std::string(folded_question) : rest;
}

Asked ask_word_for_word(std::string_view question, const KeywordIndex& keywords) {
  Asked asked;
  asked.words = keywords.question_words(question);
  asked.upper_bound = KeywordIndex::upper_bound(asked.words);
  for (const QuestionWord& word : asked.words) asked.forms.push_back({{word.text}, word.idf});
  return asked;
}

Asked ask_by(std::string_view question, const KeywordIndex& keywords) {
  const std::string folded = text::fold_text(question);
  Asked asked;
  asked.words = keywords.question_words(without_frame(folded));
  const auto is_particle = [](const QuestionWord& word) {
    return is_one_of(kHanParticles, word.text);
  };
  if (!std::all_of(asked.words.begin(), asked.words.end(), is_particle)) {
    std::erase_if(asked.words, is_particle);
  }
  asked.upper_bound = KeywordIndex::upper_bound(asked.words);
  if (has_han(folded)) asked.runs = runs_of(without_frame(folded));
  asked.is_across = !has_han(folded) && is_chinese(keywords);
  std::map<std::string, QuestionWord> added;
  for (const QuestionWord& word : asked.words) {
    const bool translated = asked.is_across && asked.forms.size() < kMostTranslatedWords;
    asked.forms.push_back(translated ? translate(word, keywords, added)
                                     : AskedWord{{word.text}, word.idf});
  }
  for (auto& [text, word] : added) asked.words.push_back(std::move(word));
  return asked;
}

}  // namespace eider::search
