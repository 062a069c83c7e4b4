#include "corpus/parse/table_rows.h"

#include <algorithm>

#include "corpus/parse/inline_marks.h"
#include "text/dates.h"
#include "text/numbers.h"
#include "text/utf8.h"

namespace eider::parse {
namespace {

bool is_rule_cell(std::string_view cell) {
  std::string_view text = text::trim(cell);
  return text.find('-') != std::string_view::npos &&
         text.find_first_not_of(":-") == std::string_view::npos;
}

// A dash alone is a cell that says nothing; converters write the rules of nested tables longer.
bool is_long_rule(std::string_view cell) {
  return is_rule_cell(cell) && cell.find("---") != std::string_view::npos;
}

std::size_t filled(const std::vector<std::string>& cells) {
  return static_cast<std::size_t>(
      std::count_if(cells.begin(), cells.end(), [](const auto& cell) { return !cell.empty(); }));
}

// `second` has nothing where `first` has its leading columns, and something where it has none.
bool completes(const std::vector<std::string>& first, const std::vector<std::string>& second) {
  if (first.size() < 3 || second.size() < 2 || !second[0].empty() || first[0].empty()) return false;
  for (std::size_t i = 1; i < std::min(first.size(), second.size()); ++i) {
    if (first[i].empty() && !second[i].empty()) return true;
  }
  return false;
}

std::string clean_cell(std::string_view cell) { return tidy_spaces(strip_marks(cell)); }

}  // namespace

bool is_pipe_row(std::string_view line) {
  std::string_view text = text::trim(line);
  return text.size() >= 2 && text.front() == '|' && text.back() == '|';
}

std::vector<std::string> split_pipe_row(std::string_view line) {
  std::string_view text = text::trim(line);
  text = text.substr(1, text.size() - 2);
  std::vector<std::string> cells;
  std::string cell;
  for (std::size_t at = 0; at <= text.size(); ++at) {
    bool end = at == text.size();
    if (!end && text[at] == '\\' && at + 1 < text.size() && text[at + 1] == '|') {
      cell += '|';
      ++at;
    } else if (end || text[at] == '|') {
      cells.push_back(clean_cell(cell));
      cell.clear();
    } else {
      cell += text[at];
    }
  }
  auto rules = static_cast<std::size_t>(std::count_if(cells.begin(), cells.end(), is_long_rule));
  if (rules > 0 && rules < cells.size() && filled(cells) > rules) {
    std::erase_if(cells, [](const auto& c) { return c.empty() || is_long_rule(c); });
  }
  return cells;
}

bool is_tab_row(std::string_view line) {
  std::size_t first = line.find_first_not_of(" \t");
  return first != std::string_view::npos && line.find('\t', first) != std::string_view::npos;
}

std::vector<std::string> split_tab_row(std::string_view line) {
  std::vector<std::string> cells;
  for (std::size_t at = 0; at <= line.size();) {
    std::size_t end = std::min(line.find('\t', at), line.size());
    cells.push_back(clean_cell(line.substr(at, end - at)));
    at = end + 1;
  }
  return cells;
}

void mark_second_header_row(std::vector<Row>& rows) {
  const bool one = rows.size() > 2 && rows[0].header && !rows[1].header;
  if (one && completes(rows[0].cells, rows[1].cells)) rows[1].header = true;
}

bool holds_only_values(const std::vector<std::string>& cells) {
  return !cells.empty() && !cells.front().empty() &&
         std::all_of(cells.begin(), cells.end(), [](const std::string& cell) {
           return cell.empty() || text::parse_quantity(cell) || text::parse_date(cell);
         });
}

bool is_separator_row(const std::vector<std::string>& cells) {
  return !cells.empty() && std::all_of(cells.begin(), cells.end(), is_rule_cell);
}

void mark_header_rows(std::vector<Row>& rows) {
  std::size_t columns = 0;
  for (const Row& row : rows) columns = std::max(columns, row.cells.size());
  std::size_t head = 0;
  while (head < std::min<std::size_t>(rows.size(), 3) && columns >= 3 &&
         filled(rows[head].cells) * 2 < columns) {
    ++head;
  }
  if (head >= rows.size() || head == 3) head = 0;
  if (rows.size() < 2 || holds_only_values(rows[head].cells)) return;
  for (std::size_t i = 0; i <= head; ++i) rows[i].header = true;
  if (head + 1 < rows.size() && completes(rows[head].cells, rows[head + 1].cells)) {
    rows[head + 1].header = true;
  }
}

}  // namespace eider::parse
