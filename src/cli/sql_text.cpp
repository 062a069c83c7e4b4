#include "cli/sql_text.h"

#include <algorithm>
#include <array>

#include "text/utf8.h"

namespace eider::cli {
namespace {

bool is_word_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/// The byte after what `sql` holds closed by `end` from `from` on, or its size.
std::size_t after(std::string_view sql, std::size_t from, std::string_view end) {
  const std::size_t found = sql.find(end, from);
  return found == std::string_view::npos ? sql.size() : found + end.size();
}

/// $tag$ at `at`, or "" where no dollar quote begins.
std::string_view dollar_tag(std::string_view sql, std::size_t at) {
  std::size_t end = at + 1;
  while (end < sql.size() && is_word_byte(sql[end])) ++end;
  const bool closed = end < sql.size() && sql[end] == '$';
  return closed ? sql.substr(at, end + 1 - at) : std::string_view();
}

struct Piece {
  std::size_t stop = 0;
  bool comment = false;
};

/// The quoted text, comment or single byte that begins at `at`.
Piece piece_at(std::string_view sql, std::size_t at) {
  const std::string_view rest = sql.substr(at);
  if (rest.starts_with("--")) return {after(sql, at, "\n"), true};
  if (rest.starts_with("/*")) return {after(sql, at + 2, "*/"), true};
  if (rest[0] == '\'' || rest[0] == '"') return {after(sql, at + 1, rest.substr(0, 1)), false};
  if (rest[0] == '$') {
    const std::string_view tag = dollar_tag(sql, at);
    if (!tag.empty()) return {after(sql, at + tag.size(), tag), false};
  }
  return {at + 1, false};
}

bool ends_as_question(std::string_view line) {
  return line.ends_with("?") || line.ends_with("\uFF1F");
}

}  // namespace

std::string quote(std::string_view text) {
  std::string quoted = "'";
  for (const char c : text) {
    if (c == '\'') quoted += '\'';
    quoted += c;
  }
  return quoted + "'";
}

Arguments& Arguments::add(std::string_view name, std::string_view text) {
  if (!text.empty()) items_.emplace_back(name, quote(text));
  return *this;
}

Arguments& Arguments::add(std::string_view name, std::int64_t number) {
  if (number != 0) items_.emplace_back(name, std::to_string(number));
  return *this;
}

std::string Arguments::named() const {
  std::string sql;
  for (const auto& [name, value] : items_)
    sql.append(", ").append(name).append(" := ").append(value);
  return sql;
}

std::string Arguments::options() const {
  std::string sql;
  for (const auto& [name, value] : items_) {
    sql.append(sql.empty() ? ", {'" : ", '").append(name).append("': ").append(value);
  }
  return sql.empty() ? sql : sql + "}";
}

bool ends_statement(std::string_view sql) {
  bool ended = false;
  for (std::size_t at = 0; at < sql.size();) {
    const Piece piece = piece_at(sql, at);
    const text::CodePoint first = text::decode(sql, at);
    if (!piece.comment && !text::is_space(first.value)) ended = sql[at] == ';';
    at = piece.stop;
  }
  return ended;
}

bool opens_statement(std::string_view line) {
  static constexpr std::array kOpeners = {"ALTER",  "ATTACH", "BEGIN",   "COPY",   "CREATE",
                                          "DELETE", "DROP",   "FROM",    "INSERT", "MERGE",
                                          "PIVOT",  "SELECT", "UNPIVOT", "UPDATE", "WITH"};
  line = text::trim(line);
  if (ends_as_question(line)) return false;
  return std::ranges::find(kOpeners, first_word(line)) != kOpeners.end();
}

std::string first_word(std::string_view text) {
  std::string word;
  for (const char c : text::trim(text)) {
    if (!is_word_byte(c)) break;
    word += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  return word;
}

}  // namespace eider::cli
