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

namespace detail {
CodePoint decode_any(std::string_view text, std::size_t at);
}

inline CodePoint decode(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
  if (at < text.size() && byte(0) < 0x80) return {byte(0), 1};
  // Three bytes, but for the lead bytes that restrict the second: all common Han and its marks.
  if (at + 2 < text.size() && byte(0) - 0xE1u <= 0xEFu - 0xE1u && byte(0) != 0xED &&
      (byte(1) & 0xC0u) == 0x80u && (byte(2) & 0xC0u) == 0x80u) {
    return {(byte(0) & 0x0Fu) << 12 | (byte(1) & 0x3Fu) << 6 | (byte(2) & 0x3Fu), 3};
  }
  return detail::decode_any(text, at);
}

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

/// CJK ideographs, extensions, compatibility, U+3005 and U+3007.
inline bool is_han(char32_t c) {
  if (c < 0x3005) return false;
  return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) ||
         (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFD) || c == 0x3005 ||
         c == 0x3007;
}
bool is_letter(char32_t c);  // a letter that is not Han
bool is_digit(char32_t c);   // decimal digits of any script
bool is_mark(char32_t c);    // combining marks: they belong to the letter before them
bool is_space(char32_t c);   // Unicode white space, U+200B and U+FEFF included
bool is_punctuation(char32_t c);

/// Without white space (Unicode) at either end.
std::string_view trim(std::string_view text);

}  // namespace eider::text
