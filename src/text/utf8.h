#pragma once
// UTF-8 (RFC 3629): validity, decoding, classes of characters. Offsets and sizes are bytes.

#include <cstddef>
#include <string>
#include <string_view>

namespace eider::text {

/// One decoded character. A byte that starts no valid sequence decodes to U+FFFD of size 1.
struct CodePoint {
  char32_t value = 0;
  std::size_t size = 0;  // bytes, 1 to 4; 0 at the end of the text
};

CodePoint decode(std::string_view text, std::size_t at);
void append(std::string& text, char32_t value);

/// The first byte that breaks strict UTF-8 (no overlong forms, no surrogates), or npos.
std::size_t first_invalid_byte(std::string_view text);
bool is_valid_utf8(std::string_view text);

/// Characters, invalid bytes counted one each.
std::size_t count_characters(std::string_view text);

/// How many columns of a terminal the text takes (East Asian wide characters take two).
std::size_t display_width(std::string_view text);

bool is_han(char32_t c);           // CJK unified ideographs, extensions, compatibility
bool is_letter(char32_t c);        // a letter that is not Han
bool is_digit(char32_t c);         // decimal digits of any script
bool is_space(char32_t c);         // Unicode white space, U+3000 and U+FEFF included
bool is_punctuation(char32_t c);

/// Without white space (Unicode) at either end.
std::string_view trim(std::string_view text);

}  // namespace eider::text
