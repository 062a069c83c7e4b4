#include "corpus/parse/imprint.h"

#include <algorithm>
#include <array>
#include <string>

#include "corpus/parse/characters.h"
#include "text/utf8.h"

namespace eider::parse {
namespace {

constexpr int kEditorColumns = 60;

// Editor in charge, editor, proof-reader, layout, reviewer, producer.
constexpr std::array<std::string_view, 12> kEditors = {"\u8d23\u4efb\u7f16\u8f91",
                                                       "\u8d23\u7f16",
                                                       "\u7f16\u8f91",
                                                       "\u6821\u5bf9",
                                                       "\u7f8e\u7f16",
                                                       "\u5ba1\u6821",
                                                       "\u76d1\u5236",
                                                       "\u6392\u7248",
                                                       "\u503c\u73ed\u7f16\u8f91",
                                                       "\u7248\u9762\u7f16\u8f91",
                                                       "\u6267\u884c\u4e3b\u7f16",
                                                       "editor"};

bool ends_label(std::string_view rest) {
  char32_t mark = first_character(text::trim(rest));
  return mark == U':' || mark == U'\uff1a' || mark == U'/' || mark == U'|' || mark == U'\u4e28';
}

// The line without the parentheses round all of it; "" if it has none.
std::string_view in_parentheses(std::string_view line) {
  std::size_t open = line.starts_with('(') ? 1 : line.starts_with("\uff08") ? 3 : 0;
  std::size_t close = line.ends_with(')') ? 1 : line.ends_with("\uff09") ? 3 : 0;
  if (open == 0 || close == 0 || line.size() <= open + close) return "";
  return text::trim(line.substr(open, line.size() - open - close));
}

}  // namespace

bool is_editor_line(std::string_view line) {
  std::string_view trimmed = text::trim(line);
  if (trimmed.size() > 180 || columns_of(trimmed, kEditorColumns) > kEditorColumns) return false;
  std::string_view inner = in_parentheses(trimmed);
  std::string text = simplified_lower(inner.empty() ? trimmed : inner);
  bool labelled = std::any_of(kEditors.begin(), kEditors.end(), [&](std::string_view word) {
    return text.starts_with(word) &&
           (!inner.empty() || ends_label(std::string_view(text).substr(word.size())));
  });
  bool edited = !inner.empty() && columns_of(inner) <= 12 &&
                (text.ends_with("\u8f91") || text.ends_with("\u7f16"));
  return labelled || edited;
}

bool is_bare_code(std::string_view line) {
  if (line.size() < 8 || line.size() > 40) return false;
  auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  bool code = std::all_of(line.begin(), line.end(), [&](char c) {
    return is_digit(c) || (c >= 'A' && c <= 'Z') || c == '-';
  });
  bool letter = std::any_of(line.begin(), line.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  return code && letter && std::count_if(line.begin(), line.end(), is_digit) >= 6;
}

bool is_capitals_line(std::string_view line) {
  if (line.size() < 4 || line.size() > 40) return false;
  bool capitals = std::all_of(line.begin(), line.end(), [](char c) {
    return (c >= 'A' && c <= 'Z') || c == ' ' || c == '&';
  });
  return capitals && std::count(line.begin(), line.end(), ' ') <= 3;
}

}  // namespace eider::parse
