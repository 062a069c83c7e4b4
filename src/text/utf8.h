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

inline constexpr char32_t kReplacement = 0xFFFD;  // stands for a byte that is not UTF-8

CodePoint decode(std::string_view text, std::size_t at);

/// The character that ends just before byte `at`; size 0 at the text's beginning.
CodePoint decode_before(std::string_view text, std::size_t at);

/// Appends `value` as UTF-8; U+FFFD for a surrogate or anything above U+10FFFF.
void append(std::string& text, char32_t value);

/// The first byte that breaks strict UTF-8 (no overlong forms, no surrogates), or npos.
std::size_t first_invalid_byte(std::string_view text);
bool is_valid_utf8(std::string_view text);

/// Characters, invalid bytes counted one each.
std::size_t count_characters(std::string_view text);

/// How many columns of a terminal the text takes: East Asian wide characters two, combining
/// marks and controls none.
std::size_t display_width(std::string_view text);

bool is_han(char32_t c);     // CJK ideographs, extensions, compatibility, U+3005 and U+3007
bool is_letter(char32_t c);  // a letter that is not Han
bool is_digit(char32_t c);   // decimal digits of any script
bool is_mark(char32_t c);    // combining marks: they belong to the letter before them
bool is_space(char32_t c);   // Unicode white space, U+200B and U+FEFF included
bool is_punctuation(char32_t c);

/// Without white space (Unicode) at either end.
std::string_view trim(std::string_view text);

}  // namespace eider::text
