#include "corpus/parse/bylines.h"

#include <algorithm>
#include <array>
#include <vector>

#include "corpus/parse/characters.h"
#include "corpus/parse/limits.h"
#include "text/utf8.h"

namespace eider::parse {
namespace {

// Reporter, correspondent, researcher, commentator, author, text by; also traditional.
constexpr std::array<std::string_view, 14> kRoles = {
    "\u8bb0\u8005",       "\u8a18\u8005",       "\u901a\u8baf\u5458", "\u901a\u8a0a\u54e1",
    "\u64b0\u7a3f\u4eba", "\u7814\u7a76\u5458", "\u7814\u7a76\u54e1", "\u8bc4\u8bba\u5458",
    "\u8a55\u8ad6\u54e1", "\u4f5c\u8005",       "\u64b0\u6587",       "\u7f16\u8bd1",
    "\u7de8\u8b6f",       "\u7279\u6d3e\u5458"};
constexpr std::array<std::string_view, 3> kShortRoles = {"\u6587/", "\u6587|", "\u6587\u4e28"};
// Our paper, our journal, our site.
constexpr std::array<std::string_view, 8> kOwn = {"\u672c\u62a5", "\u672c\u5831", "\u672c\u520a",
                                                  "\u672c\u7f51", "\u672c\u7db2", "\u672c\u53f0",
                                                  "\u672c\u793e", "\u7279\u7ea6"};
// Picture, photo, video, screenshot; edited, proof-read: no source of the text.
constexpr std::array<std::string_view, 12> kNoSourceWords = {
    "\u56fe",       "\u5716",       "\u6444",       "\u651d", "\u89c6\u9891", "\u8996\u983b",
    "\u622a\u5c4f", "\u7f16\u8f91", "\u7de8\u8f2f", "\u8f91", "\u8f2f",       "\u6821\u5bf9"};
// Reports, arranged, photo, intern.
constexpr std::array<std::string_view, 12> kTails = {
    "\u62a5\u9053", "\u5831\u9053",       "\u5831\u5c0e",       "\u62a5\u5bfc",
    "\u6574\u7406", "\u7efc\u5408",       "\u6444\u5f71",       "\u651d\u5f71",
    "\u4e13\u7535", "\u5b9e\u4e60\u751f", "\u5be6\u7fd2\u751f", "\u89c1\u4e60"};
constexpr std::u32string_view kFamilyNames =
    U"\u738b\u674e\u5f20\u5218\u9648\u6768\u8d75\u9ec4\u5468\u5434\u5f90\u5b59\u80e1\u6731"
    "\u9ad8\u6797\u4f55\u90ed\u9a6c\u7f57\u6881\u5b8b\u90d1\u8c22\u97e9\u5510\u51af\u4e8e"
    "\u8463\u8427\u7a0b\u66f9\u8881\u9093\u8bb8\u5085\u6c88\u66fe\u5f6d\u5415\u82cf\u5362"
    "\u848b\u8521\u8d3e\u4e01\u9b4f\u859b\u53f6\u960e"

    U"\u4f59\u6f58\u675c\u6234\u590f\u949f\u6c6a\u7530\u4efb\u59dc\u8303\u65b9\u77f3\u59da"
    "\u8c2d\u5ed6\u90b9\u718a\u91d1\u9646\u90dd\u5b54\u767d\u5d14\u5eb7\u6bdb\u90b1\u79e6"
    "\u6c5f\u53f2\u987e\u4faf\u90b5\u5b5f\u9f99\u4e07\u6bb5\u96f7\u94b1\u6c64\u5c39\u9ece"
    "\u6613\u5e38\u6b66\u4e54\u8d3a\u8d56\u9f9a\u6587"

    U"\u660c\u67ef\u502a\u65bd\u4e25\u6d2a\u7fc1\u5b63\u5b89\u5411\u5e9e\u7ae0\u9c81\u88d8"
    "\u845b\u5c91\u6885\u76db\u6b27\u67f3\u6bb7\u5f20\u5218\u5f20\u5f35\u5289\u9673\u694a"
    "\u8d99\u9ec3\u5433\u5b6b\u99ac\u7f85\u912d\u8b1d\u97d3\u99ae\u856d\u9127\u8a31\u5442"
    "\u8607\u76e7\u8523\u8cc8\u8449\u95bb\u9418"

    U"\u9678\u9867\u9f8d\u842c\u9322\u6e6f\u8cc0\u8cf4\u9f94\u56b4\u838a\u5e84\u6e29\u6eab"
    "\u8096\u51cc\u795d\u5de6\u5305\u5b81\u7518";

struct Words {
  std::vector<std::string_view> words;
  bool clean = true;  // no punctuation but that between names
};

bool ends_with_any(std::string_view text, auto&& phrases) {
  return std::any_of(phrases.begin(), phrases.end(),
                     [&](std::string_view phrase) { return text.ends_with(phrase); });
}

bool starts_with_any(std::string_view text, auto&& phrases) {
  return std::any_of(phrases.begin(), phrases.end(),
                     [&](std::string_view phrase) { return text.starts_with(phrase); });
}

bool contains_any(std::string_view text, auto&& phrases) {
  return std::any_of(phrases.begin(), phrases.end(), [&](std::string_view phrase) {
    return text.find(phrase) != std::string_view::npos;
  });
}

bool is_separator(char32_t c) {
  constexpr std::u32string_view kBetween =
      U"\u3001\uff0c,&/|\u4e28:\uff1a;\u00b7\u25a0\u25a1\u25cf\u25c6\u25ce\u25b2\u2605\u25cb";
  return text::is_space(c) || kBetween.find(c) != std::u32string_view::npos;
}

Words split_words(std::string_view line) {
  Words result;
  std::size_t start = 0;
  for (std::size_t at = 0; at < line.size();) {
    text::CodePoint c = text::decode(line, at);
    if (is_separator(c.value)) {
      if (at > start) result.words.push_back(line.substr(start, at - start));
      start = at + c.size;
    } else if (text::is_punctuation(c.value) && c.value != U'.' && c.value != U'-') {
      result.clean = false;
    }
    at += c.size;
  }
  if (line.size() > start) result.words.push_back(line.substr(start));
  return result;
}

std::size_t han_length(std::string_view word) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < word.size();) {
    text::CodePoint c = text::decode(word, at);
    if (!text::is_han(c.value)) return 0;
    ++count;
    at += c.size;
  }
  return count;
}

// Role and names run together or apart; single characters in a row are one name.
std::optional<std::string> names_of(const std::vector<std::string_view>& words, std::size_t from) {
  std::string names;
  bool last_single = false;
  for (std::size_t i = from; i < words.size(); ++i) {
    std::string_view word = words[i];
    if (ends_with_any(word, kTails) || ends_with_any(word, kRoles)) continue;
    std::size_t length = han_length(word);
    if (length == 0 || length > 4) return std::nullopt;
    if (!names.empty() && !(length == 1 && last_single)) names += ' ';
    last_single = length == 1 && !last_single;
    names += word;
  }
  if (han_length(names) == 1 || names.empty()) return std::nullopt;
  return names;
}

std::optional<std::string> latin_names(std::string_view line) {
  if (!line.starts_with("By ") && !line.starts_with("by ") && !line.starts_with("BY ")) {
    return std::nullopt;
  }
  std::vector<std::string_view> words = split_words(line.substr(3)).words;
  if (words.empty() || words.size() > 8) return std::nullopt;
  std::string names;
  for (std::string_view word : words) {
    bool capital = word[0] >= 'A' && word[0] <= 'Z';
    if (!capital && word != "and" && word != "de" && word != "van" && word != "von") {
      return std::nullopt;
    }
    if (!names.empty()) names += ' ';
    names += word;
  }
  return names;
}

// "<role><name>" without a space between: only with a common family name.
std::optional<std::string> name_after_role(std::string_view word) {
  for (std::string_view role : kRoles) {
    std::size_t at = word.find(role);
    if (at > 12) continue;  // far from the start, or nowhere
    std::string_view rest = word.substr(at + role.size());
    if (is_personal_name(rest)) return std::string(rest);
  }
  return std::nullopt;
}

}  // namespace

bool is_family_name(char32_t c) { return kFamilyNames.find(c) != std::u32string_view::npos; }

bool is_personal_name(std::string_view line) {
  std::size_t length = han_length(line);
  if (length < 2 || length > 4) return false;
  return is_family_name(first_character(line));
}

std::optional<std::string> byline_names(std::string_view line) {
  std::string_view text = text::trim(line);
  if (text.empty() || text.size() > kMaxBylineBytes || ends_sentence(text)) return std::nullopt;
  if (auto names = latin_names(text)) return names;
  for (std::string_view role : kShortRoles) {
    if (text.starts_with(role)) return names_of(split_words(text.substr(role.size())).words, 0);
  }
  Words parts = split_words(text);
  if (!parts.clean || parts.words.empty()) return std::nullopt;
  std::string_view first = parts.words[0];
  if (parts.words.size() == 1) return name_after_role(first);
  if (!ends_with_any(first, kRoles) || first.size() > 45) {
    auto name = name_after_role(first);
    auto rest = names_of(parts.words, 1);
    return name && parts.words.size() == 2 ? name : (name && rest ? *name + " " + *rest : name);
  }
  auto names = names_of(parts.words, 1);
  if (!names) return std::nullopt;
  if (starts_with_any(first, kOwn)) return names;
  std::size_t space = names->find(' ');
  return is_personal_name(std::string_view(*names).substr(0, space)) ? names : std::nullopt;
}

std::string trailing_credit(std::string_view paragraph) {
  std::string_view text = text::trim(paragraph);
  std::size_t closer = text.ends_with(")") ? 1 : text.ends_with("\uff09") ? 3 : 0;
  if (closer == 0) return "";
  std::string_view tail = text.substr(text.size() - std::min<std::size_t>(text.size(), 90));
  std::size_t wide = tail.rfind("\uff08");
  std::size_t narrow = tail.rfind('(');
  if (wide == std::string_view::npos && narrow == std::string_view::npos) return "";
  bool is_wide =
      narrow == std::string_view::npos || (wide != std::string_view::npos && wide > narrow);
  std::size_t open = is_wide ? wide : narrow;
  std::size_t inner = open + (is_wide ? 3 : 1);
  if (inner + closer > tail.size()) return "";
  std::string_view credit = text::trim(tail.substr(inner, tail.size() - inner - closer));
  std::string_view before = text.substr(0, text.size() - tail.size() + open);
  if (!ends_sentence(before) || credit.empty() || ends_sentence(credit)) return "";
  if (contains_any(credit, kNoSourceWords)) return "";
  return has_clause_mark(credit) ? "" : std::string(credit);
}

}  // namespace eider::parse
