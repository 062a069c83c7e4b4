#include "corpus/parse/characters.h"

#include <algorithm>

#include "text/fold.h"
#include "text/utf8.h"

namespace eider::parse {
namespace {

bool is_one_of(char32_t c, std::u32string_view set) {
  return set.find(c) != std::u32string_view::npos;
}

bool is_common_han(char32_t c) { return c - 0x4E00 <= 0x9FFF - 0x4E00; }

bool is_ascii_letter_or_digit(char32_t c) { return (c | 0x20) - U'a' < 26 || c - U'0' < 10; }

// Stops, commas, brackets and letters of full width.
bool is_full_width_mark(char32_t c) {
  return (c >= 0x3001 && c <= 0x3004) || (c >= 0x3008 && c <= 0x3011) ||
         (c >= 0xFF01 && c <= 0xFF60);
}

constexpr std::u32string_view kWideBesideHan = U"\u201c\u201d\u2018\u2019\u2026\u2014\u00b7\u00d7";
constexpr std::u32string_view kSentenceEnds = U"\u3002\uff01\uff1f!?\u2026.\uff61";
constexpr std::u32string_view kClosers =
    U"\u201d\u2019\u300d\u300f\uff09)\u3011\u300b\u3009]\"'\u203a\u00bb"
    U"\u25b3\u25b2\u25a0\u25a1\u25c6";  // marks that end an article
constexpr std::u32string_view kParenthesisEnds = U"\uff09)";
constexpr std::u32string_view kOpeners = U"\u201c\u2018\u300c\u300e\uff08(\u3010\u300a\u3008[";
constexpr std::u32string_view kBracketClosers =
    U"\u201d\u2019\u300d\u300f\uff09)\u3011\u300b\u3009]";

std::size_t last_start(std::string_view text) {
  std::size_t at = text.size();
  while (at > 0) {
    --at;
    if ((static_cast<unsigned char>(text[at]) & 0xC0u) != 0x80u) break;
  }
  return at;
}

// The text before a closing parenthesis' partner, if that is near; else the text itself.
std::string_view before_parenthesis(std::string_view text) {
  if (!is_one_of(last_character(text), kParenthesisEnds)) return text;
  std::string_view tail = text.substr(text.size() - std::min<std::size_t>(text.size(), 120));
  std::size_t at = std::max(tail.rfind("\uff08") + 1, tail.rfind('(') + 1);
  if (at == 0) return text;
  return text::trim(text.substr(0, text.size() - tail.size() + at - 1));
}

}  // namespace

char32_t first_character(std::string_view text) {
  return text.empty() ? 0 : text::decode(text, 0).value;
}

char32_t last_character(std::string_view text) {
  return text.empty() ? 0 : text::decode(text, last_start(text)).value;
}

int columns_of(std::string_view text, int enough) {
  int columns = 0;
  int wide_marks = 0;
  bool han = false;
  for (std::size_t at = 0; at < text.size() && columns <= enough;) {
    text::CodePoint c = text::decode(text, at);
    if (is_common_han(c.value)) {
      han = true;
      columns += 2;
    } else if (c.value - 0x20 < 0x7F - 0x20) {
      ++columns;
    } else if (is_full_width_mark(c.value)) {
      columns += 2;
    } else {
      han = han || text::is_han(c.value);
      if (is_one_of(c.value, kWideBesideHan)) ++wide_marks;
      columns += static_cast<int>(text::display_width(text.substr(at, c.size)));
    }
    at += c.size;
  }
  return std::min(columns + (han ? wide_marks : 0), kMostColumns);
}

bool ends_sentence(std::string_view text) {
  std::string_view rest = before_parenthesis(text::trim(text));
  while (!rest.empty() && is_one_of(last_character(rest), kClosers)) {
    rest = rest.substr(0, last_start(rest));
  }
  return is_one_of(last_character(rest), kSentenceEnds) && !rest.empty();
}

bool has_clause_mark(std::string_view text) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    char c = text[at];
    if (c == ',' || (c == ';' && text.substr(at + 1, 1) == " ")) return true;
    if (c != '\xEF') continue;
    std::string_view mark = text.substr(at, 3);
    if (mark == "\uff0c" || mark == "\uff1b") return true;
  }
  return false;
}

int open_brackets(std::string_view text) {
  int open = 0;
  for (std::size_t at = 0; at < text.size();) {
    text::CodePoint c = text::decode(text, at);
    at += c.size;
    if (is_common_han(c.value) || is_ascii_letter_or_digit(c.value)) continue;
    if (is_one_of(c.value, kOpeners)) ++open;
    if (is_one_of(c.value, kBracketClosers)) --open;
  }
  return open;
}

bool is_only_symbols(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    text::CodePoint c = text::decode(text, at);
    if (text::is_han(c.value) || text::is_letter(c.value) || text::is_digit(c.value)) return false;
    at += c.size;
  }
  return true;
}

bool is_word_character(char32_t c) {
  bool kana = c >= 0x3040 && c <= 0x30FF;
  bool wide = c >= 0xFF00 && c <= 0xFFEF;
  return !kana && !wide && (text::is_letter(c) || text::is_digit(c));
}

void append_wrapped(std::string& text, std::string_view next) {
  if (text.empty() || next.empty()) {
    text += next;
    return;
  }
  char32_t left = last_character(text);
  char32_t right = first_character(next);
  if (left == U'-' && text.size() > 1) {
    char before = text[text.size() - 2];
    bool word = (before >= 'a' && before <= 'z') || (before >= 'A' && before <= 'Z');
    if (word && right >= U'a' && right <= U'z') text.pop_back();
    if (word) {
      text += next;
      return;
    }
  }
  bool left_latin = is_word_character(left) || (left < 0x80 && !is_one_of(left, U"([{/"));
  bool right_latin = is_word_character(right) || (right < 0x80 && is_one_of(right, U"([{\"'$&-"));
  bool typographic = is_one_of(left, U"\u201d\u2019") && is_word_character(right);
  if ((left_latin && right_latin) || (typographic && right < 0x80)) text += ' ';
  text += next;
}

std::string simplified_lower(std::string_view text) {
  std::string result = text::to_simplified(text);
  for (char& c : result) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return result;
}

std::string skeleton(std::string_view text) {
  std::string folded = text::fold_text(text);
  std::string result;
  for (std::size_t at = 0; at < folded.size();) {
    text::CodePoint c = text::decode(folded, at);
    if (text::is_han(c.value) || text::is_letter(c.value) || text::is_digit(c.value)) {
      result.append(folded, at, c.size);
    }
    at += c.size;
  }
  return result;
}

}  // namespace eider::parse
