#pragma once
// Characters as JSON strings write them: ranges of code points -> the language of their bytes.
// One form for each: UTF-8 (RFC 3629: nothing overlong, no surrogates), a quote and a backslash
// behind a backslash, the other controls as JSON's short escapes or \u00xx. U+0000 is never one.

#include <string>
#include <string_view>
#include <vector>

#include "rows/constraint/languages.h"

namespace eider::rows {

struct CodePoints {
  char32_t first = 0;
  char32_t last = 0;
};

inline constexpr char32_t kLastCodePoint = 0x10FFFF;

/// Sorted and joined; without U+0000 and surrogates.
std::vector<CodePoints> joined(const std::vector<CodePoints>& ranges);
/// All other characters.
std::vector<CodePoints> all_but(const std::vector<CodePoints>& ranges);

/// One character of the ranges.
Language character(LanguagePool& pool, const std::vector<CodePoints>& ranges);
Language any_character(LanguagePool& pool);

/// The characters of a text, each as a JSON string writes it; bytes that are not UTF-8 and U+0000
/// become U+FFFD.
std::vector<std::string> written_characters(std::string_view text);
/// `text` as a JSON string, with its quotes.
std::string json_string(std::string_view text);

}  // namespace eider::rows
