#include "corpus/parse/pdf/table_grid.h"

#include <algorithm>

#include "corpus/parse/characters.h"
#include "corpus/parse/inline_marks.h"
#include "corpus/parse/pdf/hyphens.h"
#include "corpus/parse/pdf/strips.h"
#include "text/utf8.h"

namespace eider::parse::pdf {
namespace {

constexpr std::size_t kMostHeaderRows = 5;

bool is_year(std::string_view text) {
  return text.size() == 4 && (text.starts_with("19") || text.starts_with("20")) &&
         text.find_first_not_of("0123456789") == std::string_view::npos;
}

// Which of `used` are kept, as new numbers.
std::vector<std::size_t> renumbered(const std::vector<bool>& used) {
  std::vector<std::size_t> numbers(used.size());
  std::size_t next = 0;
  for (std::size_t i = 0; i < used.size(); ++i) {
    numbers[i] = next;
    next += used[i] ? 1 : 0;
  }
  return numbers;
}

bool is_label(const Row& row) {
  return !row.cells.empty() && !row.cells[0].empty() &&
         std::all_of(row.cells.begin() + 1, row.cells.end(),
                     [](const auto& c) { return c.empty(); });
}

void mark_headers(std::vector<Row>& rows, const std::vector<bool>& spans) {
  if (rows.size() < 2) return;
  std::size_t first_numbers = rows.size();
  for (std::size_t i = 0; i < rows.size() && first_numbers == rows.size(); ++i) {
    for (std::size_t k = 1; k < rows[i].cells.size(); ++k) {
      if (is_number_like(rows[i].cells[k])) first_numbers = i;
    }
  }
  // A label that stands alone above the numbers is the first of the rows below it.
  while (first_numbers < rows.size() && first_numbers > 1 && is_label(rows[first_numbers - 1])) {
    --first_numbers;
  }
  std::size_t headers = 1;
  if (first_numbers >= 1 && first_numbers <= kMostHeaderRows && first_numbers < rows.size()) {
    headers = first_numbers;
  } else {
    while (headers < kMostHeaderRows && headers + 1 < rows.size() && spans[headers - 1]) ++headers;
  }
  for (std::size_t i = 0; i < headers; ++i) rows[i].header = true;
}

}  // namespace

bool is_number_like(std::string_view text) {
  if (is_year(text)) return false;
  std::size_t digits = 0;
  std::size_t letters = 0;
  for (std::size_t at = 0; at < text.size();) {
    text::CodePoint c = text::decode(text, at);
    if (text::is_digit(c.value)) ++digits;
    if (text::is_letter(c.value) || text::is_han(c.value)) ++letters;
    at += c.size;
  }
  return digits > 0 && digits >= letters * 2;
}

std::string cell_text(std::vector<Fragment> fragments) {
  std::string text;
  for (const Fragments& line : cut_into_lines(std::move(fragments))) {
    Fragment all = line.front();
    for (std::size_t i = 1; i < line.size(); ++i) all = joined(all, line[i]);
    append_line(text, tidy_spaces(all.text));
  }
  return close_letter_spacing(text);
}

Table make_table(const std::vector<GridCell>& cells, const Rect& box) {
  std::size_t rows = 0;
  std::size_t columns = 0;
  for (const GridCell& cell : cells) {
    rows = std::max(rows, cell.last_row + 1);
    columns = std::max(columns, cell.last_column + 1);
  }
  // A row or column that only spanning cells reach is none of its own.
  std::vector<bool> row_used(rows);
  std::vector<bool> column_used(columns);
  for (const GridCell& cell : cells) {
    if (cell.text.empty()) continue;
    if (cell.row == cell.last_row) row_used[cell.row] = true;
    if (cell.column == cell.last_column) column_used[cell.column] = true;
  }
  for (const GridCell& cell : cells) {  // but each filled cell keeps one place
    auto any = [](const std::vector<bool>& used, std::size_t from, std::size_t to) {
      return std::any_of(used.begin() + static_cast<std::ptrdiff_t>(from),
                         used.begin() + static_cast<std::ptrdiff_t>(to + 1),
                         [](bool b) { return b; });
    };
    if (cell.text.empty()) continue;
    if (!any(row_used, cell.row, cell.last_row)) row_used[cell.row] = true;
    if (!any(column_used, cell.column, cell.last_column)) column_used[cell.column] = true;
  }
  std::vector<std::size_t> row_number = renumbered(row_used);
  std::vector<std::size_t> column_number = renumbered(column_used);
  auto count = [](const std::vector<bool>& used) {
    return static_cast<std::size_t>(std::count(used.begin(), used.end(), true));
  };
  Table table;
  table.box = box;
  table.rows.assign(count(row_used), Row{std::vector<std::string>(count(column_used)), false});
  std::vector<bool> spans(table.rows.size());
  for (const GridCell& cell : cells) {
    std::size_t filled = 0;
    for (std::size_t r = cell.row; r <= cell.last_row; ++r) {
      for (std::size_t c = cell.column; c <= cell.last_column && !cell.text.empty(); ++c) {
        if (!row_used[r] || !column_used[c]) continue;
        table.rows[row_number[r]].cells[column_number[c]] = cell.text;
        ++filled;
      }
    }
    if (filled > 1 && cell.last_column > cell.column) spans[row_number[cell.row]] = true;
  }
  mark_headers(table.rows, spans);
  return table;
}

}  // namespace eider::parse::pdf
