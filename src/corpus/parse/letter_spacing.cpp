#include "corpus/parse/letter_spacing.h"

#include <algorithm>
#include <vector>

#include "corpus/parse/bylines.h"
#include "corpus/parse/characters.h"
#include "text/utf8.h"

namespace eider::parse {
namespace {

std::vector<std::string_view> split_at_spaces(std::string_view line) {
  std::vector<std::string_view> words;
  for (std::size_t at = 0; at < line.size();) {
    std::size_t end = std::min(line.find(' ', at), line.size());
    if (end > at) words.push_back(line.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

bool is_mark_of_han(char32_t c) {
  return (c >= 0x3001 && c <= 0x3002) || (c >= 0x3008 && c <= 0x3011) || c == 0x201C ||
         c == 0x201D || (c >= 0xFF01 && c <= 0xFF0F) || c == 0xFF1A || c == 0xFF1B || c == 0xFF1F;
}

std::size_t last_start(std::string_view word) {
  std::size_t at = word.size() - 1;
  while (at > 0 && (static_cast<unsigned char>(word[at]) & 0xC0u) == 0x80u) --at;
  return at;
}

// The word begins with one Han character that no second follows, but for marks before it.
bool begins_lone(std::string_view word) {
  while (is_mark_of_han(first_character(word))) word.remove_prefix(3);
  text::CodePoint first = text::decode(word, 0);
  return text::is_han(first.value) && !text::is_han(first_character(word.substr(first.size)));
}

// The word ends with one Han character before which no other stands, but for marks after it.
bool ends_lone(std::string_view word) {
  while (is_mark_of_han(last_character(word))) word.remove_suffix(3);
  if (!text::is_han(last_character(word))) return false;
  return !text::is_han(last_character(word.substr(0, last_start(word))));
}

bool is_han_side(char32_t c) { return text::is_han(c) || is_mark_of_han(c); }

bool is_latin_side(char32_t c) {
  return (c | 0x20) - U'a' < 26 || c - U'0' < 10 || c == U'%' || c == U'$';
}

// A gap that justification has opened: Han or its marks on both sides, alone on one.
bool is_justified_gap(std::string_view left, std::string_view right) {
  if (!is_han_side(last_character(left)) || !is_han_side(first_character(right))) return false;
  return ends_lone(left) || begins_lone(right);
}

// What may stand before a name, and after one.
bool may_precede_name(char32_t c) {
  constexpr std::u32string_view kRoleEnds = U"\u8005\u5458\u54e1\u6587\u6444\u651d";
  return c == 0 || c == U' ' || is_mark_of_han(c) || kRoleEnds.find(c) != std::u32string_view::npos;
}

bool may_follow_name(char32_t c) {
  constexpr std::u32string_view kVerbs =
      U"\u8bf4\u8aaa\u8868\u8ba4\u8a8d\u6444\u651d\u62a5\u5831\u544a\u4ecb\u6307\u79f0\u7a31";
  return c == 0 || c == U' ' || c == U')' || is_mark_of_han(c) ||
         kVerbs.find(c) != std::u32string_view::npos;
}

}  // namespace

bool is_letter_spaced(std::string_view line) {
  if (line.find(' ') == std::string_view::npos) return false;
  std::vector<std::string_view> words = split_at_spaces(line);
  std::size_t run = 0;  // gaps in a row with single characters on both sides
  for (std::size_t i = 1; i < words.size(); ++i) {
    run = ends_lone(words[i - 1]) && begins_lone(words[i]) ? run + 1 : 0;
    if (run == 2) return true;
  }
  return false;
}

std::string close_letter_spacing(std::string_view line) {
  if (!is_letter_spaced(line)) return std::string(line);
  std::vector<std::string_view> words = split_at_spaces(line);
  std::string out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0 && !is_justified_gap(words[i - 1], words[i])) out += ' ';
    out += words[i];
  }
  return out;
}

void count_latin_gaps(std::string_view line, LatinGaps& gaps) {
  char32_t before = 0;
  bool space = false;
  for (std::size_t at = 0; at < line.size();) {
    text::CodePoint c = text::decode(line, at);
    at += c.size;
    if (c.value == U' ') {
      space = true;
      continue;
    }
    bool beside = (text::is_han(before) && is_latin_side(c.value)) ||
                  (is_latin_side(before) && text::is_han(c.value));
    if (beside) ++(space ? gaps.open : gaps.closed);
    before = c.value;
    space = false;
  }
}

std::string close_latin_gaps(std::string_view line) {
  std::string out;
  for (std::string_view word : split_at_spaces(line)) {
    char32_t left = last_character(out);
    char32_t right = first_character(word);
    bool close =
        (is_han_side(left) && is_latin_side(right)) || (is_latin_side(left) && is_han_side(right));
    if (!out.empty() && !close) out += ' ';
    out += word;
  }
  return out;
}

std::string close_spaced_names(std::string_view line) {
  std::string out;
  std::size_t kept = 0;  // the bytes of the line before it are in `out`
  for (std::size_t at = line.find(' '); at != std::string_view::npos; at = line.find(' ', at + 1)) {
    char32_t right = first_character(line.substr(at + 1));
    if (at < 3 || !text::is_han(right)) continue;
    if (!is_family_name(last_character(line.substr(0, at)))) continue;
    char32_t before = last_character(line.substr(0, at - 3));
    char32_t after = first_character(line.substr(std::min(line.size(), at + 4)));
    if (!may_precede_name(before) || !may_follow_name(after)) continue;
    out.append(line, kept, at - kept);
    kept = at + 1;
  }
  return kept == 0 ? std::string(line) : out.append(line, kept);
}

}  // namespace eider::parse
