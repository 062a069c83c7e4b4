// UTF-8 by the table of RFC 3629 section 4: the lead byte fixes the length and the range of the
// second byte; all others are 80 to BF. Classes and widths come from utf8proc's Unicode tables.

#include "text/utf8.h"

#include <utf8proc.h>

#include <cstdint>

namespace eider::text {
namespace {

struct Lead {
  std::size_t size = 0;  // of the whole sequence; 0: no sequence starts with this byte
  std::uint8_t low = 0x80;
  std::uint8_t high = 0xBF;  // range of the second byte
};

constexpr Lead lead_of(std::uint8_t byte) {
  if (byte < 0x80) return {1};
  if (byte < 0xC2) return {0};
  if (byte < 0xE0) return {2};
  if (byte == 0xE0) return {3, 0xA0, 0xBF};
  if (byte == 0xED) return {3, 0x80, 0x9F};
  if (byte < 0xF0) return {3};
  if (byte == 0xF0) return {4, 0x90, 0xBF};
  if (byte < 0xF4) return {4};
  if (byte == 0xF4) return {4, 0x80, 0x8F};
  return {0};
}

std::uint8_t byte_at(std::string_view text, std::size_t at) {
  return static_cast<std::uint8_t>(text[at]);
}

bool is_continuation(std::uint8_t byte) { return (byte & 0xC0) == 0x80; }

/// Length of the valid sequence at `at`, 0 if there is none.
std::size_t sequence_size(std::string_view text, std::size_t at) {
  const Lead lead = lead_of(byte_at(text, at));
  if (lead.size <= 1) return lead.size;
  if (at + lead.size > text.size()) return 0;
  const std::uint8_t second = byte_at(text, at + 1);
  if (second < lead.low || second > lead.high) return 0;
  for (std::size_t i = 2; i < lead.size; ++i) {
    if (!is_continuation(byte_at(text, at + i))) return 0;
  }
  return lead.size;
}

bool is_printable_ascii(char32_t c) { return c - 0x20 < 0x7F - 0x20; }

bool is_common_han(char32_t c) { return c - 0x4E00 <= 0x9FFF - 0x4E00; }

int category(char32_t c) { return utf8proc_category(static_cast<utf8proc_int32_t>(c)); }

}  // namespace

CodePoint detail::decode_any(std::string_view text, std::size_t at) {
  if (at >= text.size()) return {};
  const std::size_t size = sequence_size(text, at);
  if (size == 0) return {kReplacement, 1};
  if (size == 1) return {byte_at(text, at), 1};
  char32_t value = byte_at(text, at) & (0x7Fu >> size);
  for (std::size_t i = 1; i < size; ++i) value = value << 6 | (byte_at(text, at + i) & 0x3Fu);
  return {value, size};
}

CodePoint decode_before(std::string_view text, std::size_t at) {
  for (std::size_t size = 1; size <= 4 && size <= at; ++size) {
    if (is_continuation(byte_at(text, at - size))) continue;
    const CodePoint found = decode(text, at - size);
    if (found.size == size) return found;
    break;
  }
  return at == 0 ? CodePoint{} : CodePoint{kReplacement, 1};
}

void append(std::string& text, char32_t value) {
  const auto push = [&text](char32_t byte) { text.push_back(static_cast<char>(byte)); };
  if (value > 0x10FFFF || (value >= 0xD800 && value < 0xE000)) value = kReplacement;
  if (value < 0x80) return push(value);
  if (value < 0x800) {
    push(0xC0 | value >> 6);
  } else {
    if (value < 0x10000) {
      push(0xE0 | value >> 12);
    } else {
      push(0xF0 | value >> 18);
      push(0x80 | (value >> 12 & 0x3F));
    }
    push(0x80 | (value >> 6 & 0x3F));
  }
  push(0x80 | (value & 0x3F));
}

std::size_t first_invalid_byte(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t size = sequence_size(text, at);
    if (size == 0) return at;
    at += size;
  }
  return std::string_view::npos;
}

bool is_valid_utf8(std::string_view text) {
  return first_invalid_byte(text) == std::string_view::npos;
}

std::size_t count_characters(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); ++count) at += decode(text, at).size;
  return count;
}

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = decode(text, at);
    at += c.size;
    if (is_printable_ascii(c.value) || is_common_han(c.value)) {
      width += c.size == 1 ? 1 : 2;
      continue;
    }
    const int columns = utf8proc_charwidth(static_cast<utf8proc_int32_t>(c.value));
    if (columns > 0) width += static_cast<std::size_t>(columns);
  }
  return width;
}

bool is_letter(char32_t c) {
  if (c < 0x80) return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  if (is_han(c)) return false;
  const int kind = category(c);
  return kind >= UTF8PROC_CATEGORY_LU && kind <= UTF8PROC_CATEGORY_LO;
}

bool is_digit(char32_t c) {
  if (c < 0x80) return c >= '0' && c <= '9';
  return category(c) == UTF8PROC_CATEGORY_ND;
}

bool is_mark(char32_t c) {
  if (c < 0x300 || is_common_han(c)) return false;
  const int kind = category(c);
  return kind >= UTF8PROC_CATEGORY_MN && kind <= UTF8PROC_CATEGORY_ME;
}

bool is_space(char32_t c) {
  if (c < 0x80) return c == ' ' || (c >= '\t' && c <= '\r');
  if (c == 0x85 || c == 0x200B || c == 0xFEFF) return true;
  if (c > 0x3000) return false;
  const int kind = category(c);
  return kind >= UTF8PROC_CATEGORY_ZS && kind <= UTF8PROC_CATEGORY_ZP;
}

bool is_punctuation(char32_t c) {
  if (is_common_han(c)) return false;
  const int kind = category(c);
  return kind >= UTF8PROC_CATEGORY_PC && kind <= UTF8PROC_CATEGORY_PO;
}

std::string_view trim(std::string_view text) {
  std::size_t start = 0;
  while (start < text.size()) {
    const CodePoint c = decode(text, start);
    if (!is_space(c.value)) break;
    start += c.size;
  }
  std::size_t stop = text.size();
  while (stop > start) {
    const CodePoint c = decode_before(text, stop);
    if (!is_space(c.value)) break;
    stop -= c.size;
  }
  return text.substr(start, stop - start);
}

}  // namespace eider::text
