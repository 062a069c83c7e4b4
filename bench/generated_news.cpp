#include "generated_news.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "text/utf8.h"

namespace eider::bench {
namespace {

constexpr std::size_t kHanWords = 60'000;
constexpr std::size_t kLatinWords = 20'000;
constexpr std::size_t kCharacters = 3'500;
constexpr std::size_t kSubjectWords = 40;
constexpr std::size_t kChunkBytes = 850;  // about 300 characters of Chinese

// The words that real Chinese texts hold most of.
const std::array<const char*, 24> kFunctionWords = {
    "\u7684", "\u5728", "\u4e86",       "\u662f",       "\u548c",       "\u4e0e",
    "\u5c06", "\u4e3a", "\u6709",       "\u5bf9",       "\u4e2d",       "\u4e0a",
    "\u4e5f", "\u8fbe", "\u4eba",       "\u5e74",       "\u6708",       "\u65e5",
    "\u5e02", "\u5e76", "\u516c\u53f8", "\u8868\u793a", "\u4ebf\u5143", "\u5e02\u573a"};

// * stands for a word, # for a number.
const std::array<const char*, 6> kHanTemplates = {
    "*\u516c\u53f8#\u6708#\u65e5\u8868\u793a\uff0c****\u7684***\u3002",
    "**\u5728****\uff0c***\u4e86**\u3002",
    "\u636e*\u62a5\u9053\uff0c****\u7684**\u540c\u6bd4\u589e\u957f#%\uff0c***\u3002",
    "*****\uff0c***\u548c****\u3002",
    "\u8bb0\u8005\u4ece**\u4e86\u89e3\u5230\uff0c***\u5c06***\u4e3a*#\u4ebf\u5143\u3002",
    "******\uff0c**\u3001**\u7b49*****\u3002"};
const std::array<const char*, 4> kLatinTemplates = {
    "The * said on * that * * * of * *. ", "In #, * * the * and * * * by #%. ",
    "* * * to * a * * in * *. ", "According to *, * * # * * with * *. "};
const std::array<const char*, 4> kHanQuestions = {
    "*\u7684**\u662f\u4ec0\u4e48\uff1f", "*\u5728*\u4ec0\u4e48\u65f6\u5019**\uff1f",
    "\u4e3a\u4ec0\u4e48***\uff1f", "*\u548c*\u7684**\u6709\u591a\u5c11\uff1f"};

std::vector<std::string> words_in(std::string_view text) {
  std::vector<std::string> found;
  std::string run;  // Han characters, cut by two
  for (std::size_t at = 0; at < text.size();) {
    const text::CodePoint c = text::decode(text, at);
    if (!text::is_han(c.value)) run.clear();
    if (text::is_han(c.value)) run.append(text.substr(at, c.size));
    if (run.size() >= 6) {
      found.push_back(run);
      run.clear();
    }
    at += c.size;
  }
  return found;
}

}  // namespace

GeneratedNews::GeneratedNews(std::uint64_t seed) : random_(seed) {
  std::vector<std::string> characters(kCharacters);
  for (std::string& each : characters) {
    text::append(each, static_cast<char32_t>(0x4E00 + below(0x9FA5 - 0x4E00)));
  }
  for (const char* each : kFunctionWords) han_.emplace_back(each);
  while (han_.size() < kHanWords) {
    std::string made;
    const std::size_t size = std::array<std::size_t, 10>{2, 2, 2, 2, 2, 2, 2, 3, 3, 4}[below(10)];
    for (std::size_t i = 0; i < size; ++i) made += characters[zipf(kCharacters)];
    han_.push_back(made);
  }
  while (latin_.size() < kLatinWords) {
    std::string made;
    for (std::size_t i = 0; i < 2 + below(4); ++i) {
      made += "bcdfghklmnprstvw"[below(16)];
      made += "aeiou"[below(5)];
    }
    latin_.push_back(made);
  }
}

std::size_t GeneratedNews::below(std::size_t n) { return random_() % n; }

/// A rank from 0 on, by the inverse of the law's sum, which grows as a logarithm.
std::size_t GeneratedNews::zipf(std::size_t n) {
  const double u = static_cast<double>(random_() >> 11) * 0x1p-53;
  const auto rank =
      static_cast<std::size_t>(std::exp(u * std::log(static_cast<double>(n) + 1))) - 1;
  return std::min(rank, n - 1);
}

const std::string& GeneratedNews::word(bool chinese) {
  const std::vector<std::string>& words = chinese ? han_ : latin_;
  const bool of_subject = below(10) < 3;
  return words[of_subject ? subject_[zipf(subject_.size())] % words.size() : zipf(words.size())];
}

std::string GeneratedNews::sentence(bool chinese) {
  const char* shape = chinese ? kHanTemplates[below(kHanTemplates.size())]
                              : kLatinTemplates[below(kLatinTemplates.size())];
  std::string made;
  for (; *shape != '\0'; ++shape) {
    if (*shape == '*') {
      made += word(chinese || below(8) == 0);
    } else if (*shape == '#') {
      made += std::to_string(1 + zipf(3000));
    } else {
      made += *shape;
    }
  }
  return made;
}

void GeneratedNews::article(std::vector<NewsChunk>& chunks) {
  const bool chinese = below(10) > 0;
  subject_.clear();
  while (subject_.size() < kSubjectWords) subject_.push_back(200 + zipf(kHanWords - 200));
  const std::string title = word(chinese) + (chinese ? "" : " ") + word(chinese) + word(true);
  for (std::size_t i = 0; i < 1 + below(6); ++i) {
    NewsChunk chunk{title, ""};
    while (chunk.text.size() < kChunkBytes) chunk.text += sentence(chinese);
    chunks.push_back(std::move(chunk));
  }
}

std::string GeneratedNews::question_on(const NewsChunk& chunk) {
  const std::vector<std::string> words = words_in(chunk.text);
  std::string made;
  for (const char* shape = kHanQuestions[below(kHanQuestions.size())]; *shape != '\0'; ++shape) {
    if (*shape != '*') {
      made += *shape;
    } else if (!words.empty()) {
      made += words[below(words.size())];
    }
  }
  return made;
}

}  // namespace eider::bench
