#include "corpus/tables/cell_words.h"

#include <algorithm>
#include <array>
#include <utility>

#include "text/fold.h"
#include "text/utf8.h"

namespace eider::tables {
namespace {

constexpr std::size_t kMaxWordBytes = 24;
constexpr std::u32string_view kDashes = U"-\u2010\u2011\u2012\u2013\u2014\u2015\u2212";

constexpr std::array<std::string_view, 3> kBlank = {"n/a", "n.a.", "\u4e0d\u9002\u7528"};

constexpr std::array<std::string_view, 9> kMissing = {
    "na", "null", "nil", "none", "/", "\u65e0", "\u6682\u65e0", "\u672a\u62ab\u9732", "..."};

constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kPairs = {
    {{"true", "false"},
     {"yes", "no"},
     {"\u662f", "\u5426"},
     {"\u221a", "\u00d7"},
     {"\u2713", "\u2717"}}};

// Folded where it is short enough to be a word, else "?"; no word begins with a digit.
std::string word_of(std::string_view cell) {
  cell = text::trim(cell);
  const bool number = !cell.empty() && cell.front() >= '0' && cell.front() <= '9';
  return number || cell.size() > kMaxWordBytes ? "?" : text::fold_text(cell);
}

bool is_dashes(std::string_view word) {
  for (std::size_t at = 0; at < word.size();) {
    const text::CodePoint c = text::decode(word, at);
    if (kDashes.find(c.value) == kDashes.npos) return false;
    at += c.size;
  }
  return true;
}

bool is_blank_word(std::string_view word) {
  return is_dashes(word) || std::find(kBlank.begin(), kBlank.end(), word) != kBlank.end();
}

bool is_clock_form(std::string_view text) {
  constexpr std::string_view kForm = "00:00:00";
  if (text.size() != kForm.size()) return false;
  for (std::size_t i = 0; i < kForm.size(); ++i) {
    const bool digit = text[i] >= '0' && text[i] <= '9';
    if (kForm[i] == ':' ? text[i] != ':' : !digit) return false;
  }
  return true;
}

}  // namespace

bool is_blank(std::string_view cell) { return is_blank_word(word_of(cell)); }

bool is_missing(std::string_view cell) {
  const std::string word = word_of(cell);
  return is_blank_word(word) || std::find(kMissing.begin(), kMissing.end(), word) != kMissing.end();
}

std::optional<YesOrNo> yes_or_no(std::string_view cell) {
  const std::string word = word_of(cell);
  for (std::size_t i = 0; i < kPairs.size(); ++i) {
    if (word == kPairs[i].first) return YesOrNo{static_cast<int>(i), true};
    if (word == kPairs[i].second) return YesOrNo{static_cast<int>(i), false};
  }
  return std::nullopt;
}

std::optional<std::string> clock_time(std::string_view cell) {
  const std::string_view bare = text::trim(cell);
  std::string time(bare);
  if (time.size() == 7 && time[1] == ':') time.insert(time.begin(), '0');
  const bool real =
      is_clock_form(time) && time.substr(0, 2) < "24" && time[3] < '6' && time[6] < '6';
  return real ? std::optional(std::move(time)) : std::nullopt;
}

}  // namespace eider::tables
