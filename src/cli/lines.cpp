#include "cli/lines.h"

#include <algorithm>

#include "text/utf8.h"

namespace eider::cli {
namespace {

constexpr const char* kEllipsis = "\u2026";

bool is_blank(char32_t c) { return text::is_space(c) || c < 0x20 || c == 0x7F; }

/// How many bytes of `text` fit into `columns`.
std::size_t fitting(std::string_view text, std::size_t columns) {
  std::size_t at = 0;
  for (std::size_t used = 0; at < text.size();) {
    const std::size_t size = text::decode(text, at).size;
    used += text::display_width(text.substr(at, size));
    if (used > columns) break;
    at += size;
  }
  return at;
}

/// Where a line that would end at `end` is better broken: behind the last blank, where a word of
/// letters would be cut; at `end` between Han characters.
std::size_t break_at(std::string_view text, std::size_t end) {
  if (end >= text.size() || text[end] == ' ') return end;
  const auto joins = [](char32_t c) { return text::is_letter(c) || text::is_digit(c); };
  if (!joins(text::decode(text, end).value)) return end;
  if (!joins(text::decode_before(text, end).value)) return end;
  const std::size_t blank = text.rfind(' ', end);
  return blank == std::string_view::npos || blank == 0 ? end : blank;
}

}  // namespace

std::string one_line(std::string_view text) {
  std::string line;
  bool owed = false;
  for (std::size_t at = 0; at < text.size();) {
    const text::CodePoint c = text::decode(text, at);
    at += c.size;
    if (is_blank(c.value)) {
      owed = !line.empty();
      continue;
    }
    if (owed) line += ' ';
    owed = false;
    text::append(line, c.value);
  }
  return line;
}

std::string cut(std::string_view text, std::size_t columns) {
  if (text::display_width(text) <= columns) return std::string(text);
  if (columns == 0) return "";
  return std::string(text.substr(0, fitting(text, columns - 1))) + kEllipsis;
}

std::string pad(std::string_view text, std::size_t columns, bool right) {
  const std::size_t width = text::display_width(text);
  const std::string blanks(columns > width ? columns - width : 0, ' ');
  return right ? blanks + std::string(text) : std::string(text) + blanks;
}

std::string wrap(std::string_view text, const Wrapping& wrapping) {
  constexpr std::size_t kLeastColumns = 20;
  const std::string line = one_line(text);
  const std::size_t columns =
      std::max(kLeastColumns, wrapping.columns - std::min(wrapping.columns, wrapping.indent));
  const std::string indent(wrapping.indent, ' ');
  std::string lines;
  std::size_t count = 0;
  for (std::string_view rest = line; !rest.empty();) {
    if (++count == wrapping.lines) return lines + indent + cut(rest, columns) + "\n";
    const std::size_t end = break_at(rest, fitting(rest, columns));
    lines += indent + std::string(text::trim(rest.substr(0, end))) + "\n";
    rest = text::trim(rest.substr(end));
  }
  return lines;
}

}  // namespace eider::cli
