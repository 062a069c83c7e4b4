#include "cli/render_table.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <numeric>

#include "cli/lines.h"
#include "text/utf8.h"

namespace eider::cli {
namespace {

constexpr std::size_t kGap = 2;          // blanks between columns
constexpr std::size_t kLeastColumn = 6;  // no column is cut below this
constexpr std::size_t kTerminalRows = 100;
constexpr std::size_t kUsualColumns = 100;

std::string shown(const Json& cell) {
  if (cell.is_null()) return "NULL";
  return one_line(cell.is_string() ? cell.get<std::string>() : dump(cell));
}

std::size_t total_of(const std::vector<std::size_t>& widths) {
  const std::size_t gaps = widths.empty() ? 0 : kGap * (widths.size() - 1);
  return std::accumulate(widths.begin(), widths.end(), gaps);
}

/// Takes columns away from the widest until the rows fit.
void shrink(std::vector<std::size_t>& widths, std::size_t columns) {
  while (columns != 0 && total_of(widths) > columns) {
    const auto widest = std::ranges::max_element(widths);
    if (widest == widths.end() || *widest <= kLeastColumn) return;
    --*widest;
  }
}

std::string line_of(const std::vector<std::string>& cells, const std::vector<std::size_t>& widths,
                    const Table& table) {
  std::string line;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) line.append(kGap, ' ');
    line += pad(cut(cells[i], widths[i]), widths[i], table.columns[i].numeric);
  }
  line.erase(line.find_last_not_of(' ') + 1);
  return line + "\n";
}

std::string footer(std::size_t shown_rows, std::size_t rows) {
  const std::string unit = rows == 1 ? " row" : " rows";
  if (shown_rows == rows) return "(" + std::to_string(rows) + unit + ")\n";
  return "(" + std::to_string(shown_rows) + " of " + std::to_string(rows) + unit +
         "; LIMIT and WHERE narrow them)\n";
}

}  // namespace

std::string render_table(const Table& table, const Screen& screen) {
  const std::size_t count =
      screen.rows == 0 ? table.rows.size() : std::min(screen.rows, table.rows.size());
  std::vector<std::vector<std::string>> lines(count + 1);
  std::vector<std::size_t> widths;
  for (const Column& column : table.columns) lines[0].push_back(one_line(column.name));
  for (const std::string& name : lines[0]) widths.push_back(text::display_width(name));
  for (std::size_t row = 0; row < count; ++row) {
    for (std::size_t i = 0; i < widths.size(); ++i) {
      lines[row + 1].push_back(shown(table.rows[row][i]));
      widths[i] = std::max(widths[i], text::display_width(lines[row + 1].back()));
    }
  }
  shrink(widths, screen.columns);
  std::string text = line_of(lines[0], widths, table);
  for (std::size_t i = 0; i < widths.size(); ++i) {
    text += std::string(i > 0 ? kGap : 0, ' ') + std::string(widths[i], '-');
  }
  text += "\n";
  for (std::size_t row = 1; row < lines.size(); ++row) text += line_of(lines[row], widths, table);
  return text + footer(count, table.rows.size());
}

Screen screen_of_stdout() {
  if (isatty(STDOUT_FILENO) == 0) return {};
  winsize size{};
  const bool known = ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
  return {known ? size.ws_col : kUsualColumns, kTerminalRows};
}

}  // namespace eider::cli
