#include "corpus/tables/header.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "text/ascii.h"
#include "text/fold.h"
#include "text/utf8.h"

namespace eider::tables {
namespace {

using Texts = std::vector<std::string>;

// White space and controls as single spaces; bytes that are no UTF-8 as U+FFFD.
std::string tidy(std::string_view raw) {
  std::string name;
  bool gap = false;
  for (std::size_t at = 0; at < raw.size();) {
    const text::CodePoint c = text::decode(raw, at);
    at += c.size;
    if (text::is_space(c.value) || c.value < 0x20 || c.value == 0x7f) {
      gap = true;
      continue;
    }
    if (gap && !name.empty()) name += ' ';
    gap = false;
    text::append(name, c.value);
  }
  return name;
}

Texts tidy_row(const std::vector<const std::string*>& row) {
  Texts texts;
  for (const std::string* cell : row) texts.push_back(tidy(Grid::text(cell)));
  return texts;
}

// The first text of a row that holds no other, else "": behind an empty cell a text alone names a
// group of columns.
std::string lone_text(const Texts& row) {
  const bool others = std::any_of(row.begin(), row.end(), [&](const std::string& text) {
    return !text.empty() && text != row.front();
  });
  return others ? "" : row.front();
}

bool filled_below(const std::vector<Texts>& rows, std::size_t row, std::size_t column) {
  return std::any_of(rows.begin() + static_cast<std::ptrdiff_t>(row) + 1, rows.end(),
                     [&](const Texts& below) { return !below[column].empty(); });
}

void fill_spans(std::vector<Texts>& rows) {
  for (std::size_t row = 0; row + 1 < rows.size(); ++row) {
    Texts& cells = rows[row];
    for (std::size_t column = 1; column < cells.size(); ++column) {
      const bool spanned = cells[column].empty() && filled_below(rows, row, column) &&
                           filled_below(rows, row, column - 1);
      if (spanned) cells[column] = cells[column - 1];
    }
  }
}

// "2025 / revenue", and the unit that the lowest of its parts names.
ColumnHead join_parts(const std::vector<Texts>& rows, std::size_t column) {
  ColumnHead head;
  const std::string* last = nullptr;
  for (const Texts& row : rows) {
    const std::string& part = row[column];
    if (part.empty() || (last && *last == part)) continue;
    if (!head.name.empty()) head.name += " / ";
    head.name += part;
    last = &part;
    if (auto unit = unit_in_header(part)) head.unit = std::move(unit);
  }
  return head;
}

// DuckDB tells names apart without their case.
void make_distinct(std::vector<ColumnHead>& columns) {
  std::set<std::string> taken;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    std::string& name = columns[i].name;
    if (name.empty()) name = "column_" + std::to_string(i + 1);
    const std::string base = name;
    for (int n = 2; !taken.insert(text::lower_ascii(name)).second; ++n)
      name = base + "_" + std::to_string(n);
  }
}

// Widths as one, so that brackets and commas have one form; longer texts name no unit.
std::string plain(std::string_view text) {
  constexpr std::size_t kMaxBytes = 400;
  constexpr std::string_view kListComma = "\u3001";
  if (text.size() > kMaxBytes) return "";
  std::string form = text::nfkc(text);
  for (std::size_t at = form.find(kListComma); at != form.npos; at = form.find(kListComma, at)) {
    form.replace(at, kListComma.size(), ",");
  }
  return form;
}

// The unit that all pieces between commas make together ("RMB, million"), else the first piece's
// that is one.
std::optional<text::Unit> unit_of_pieces(std::string_view text) {
  std::string all(text);
  std::replace(all.begin(), all.end(), ',', ' ');
  if (auto unit = text::parse_unit(all)) return unit;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(",;"), text.size());
    std::string_view piece = text.substr(0, end);
    if (const std::size_t colon = piece.rfind(':'); colon != piece.npos) {
      piece.remove_prefix(colon + 1);
    }
    if (auto unit = text::parse_unit(piece)) return unit;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return std::nullopt;
}

std::optional<text::Unit> unit_in_brackets(std::string_view text) {
  constexpr std::array<std::pair<char, char>, 2> kBrackets = {{{'(', ')'}, {'[', ']'}}};
  for (const auto& [open, close] : kBrackets) {
    const std::size_t stop = text.rfind(close);
    const std::size_t start = stop == text.npos ? text.npos : text.rfind(open, stop);
    if (start == text.npos) continue;
    if (auto unit = unit_of_pieces(text.substr(start + 1, stop - start - 1))) return unit;
  }
  return std::nullopt;
}

}  // namespace

std::optional<text::Unit> unit_in_header(std::string_view header) {
  const std::string text = plain(header);
  if (auto unit = unit_in_brackets(text)) return unit;
  if (const std::size_t mark = text.find_last_of(",:"); mark != text.npos) {
    if (auto unit = text::parse_unit(std::string_view(text).substr(mark + 1))) return unit;
  }
  const std::string_view bare = text::trim(text);
  return bare.size() > 1 && bare.ends_with('%') ? text::parse_unit("%") : std::nullopt;
}

std::optional<text::Unit> unit_in_caption(std::string_view caption) {
  const std::string text = plain(caption);
  const std::string known = text::lower_ascii(text::to_simplified(text));
  for (const std::string_view word : {"\u5355\u4f4d", "units", "unit"}) {
    const std::size_t at = known.find(word);
    if (at == known.npos || known.size() != text.size()) continue;
    std::string_view rest = text::trim(std::string_view(text).substr(at + word.size()));
    if (!rest.starts_with(':')) continue;
    rest.remove_prefix(1);
    if (auto unit = text::parse_unit(rest.substr(0, rest.find_first_of(",;)]")))) return unit;
  }
  return unit_in_brackets(text);
}

TableHead head_of(const Grid& grid) {
  TableHead head;
  std::vector<Texts> rows;
  for (const auto& row : grid.header) rows.push_back(tidy_row(row));
  while (rows.size() > 1 && grid.columns > 1 && !lone_text(rows.front()).empty()) {
    if (!head.title.empty()) head.title += ' ';
    head.title += lone_text(rows.front());
    rows.erase(rows.begin());
  }
  fill_spans(rows);
  for (std::size_t i = 0; i < grid.columns; ++i) head.columns.push_back(join_parts(rows, i));
  make_distinct(head.columns);
  return head;
}

}  // namespace eider::tables
