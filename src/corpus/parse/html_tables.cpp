#include "corpus/parse/html_tables.h"

#include <algorithm>
#include <utility>

#include "corpus/parse/inline_marks.h"
#include "corpus/parse/table_rows.h"

namespace eider::parse {
namespace {

constexpr std::size_t kLayoutBytes = 1200;  // a cell this long is a column of the page

std::size_t columns_of(const std::vector<Row>& rows) {
  std::size_t columns = 0;
  for (const Row& row : rows) columns = std::max(columns, row.cells.size());
  return columns;
}

// Rule: one column, one row, or a cell with an article's text: the table lays out the page.
bool is_layout(const std::vector<Row>& rows) {
  if (rows.size() < 2 || columns_of(rows) < 2) return true;
  return std::any_of(rows.begin(), rows.end(), [](const Row& row) {
    return std::any_of(row.cells.begin(), row.cells.end(),
                       [](const std::string& cell) { return cell.size() > kLayoutBytes; });
  });
}

}  // namespace

void HtmlTables::open() {
  if (depth_++ > 0) return;
  rows_.clear();
  headers_.clear();
  cell_open_ = false;
  source_ = {-1, -1};
}

void HtmlTables::open_row() {
  if (depth_ != 1) return;
  rows_.emplace_back();
  headers_.push_back(true);
  cell_open_ = false;
}

void HtmlTables::open_cell(bool header) {
  if (depth_ != 1) return;
  if (rows_.empty()) open_row();
  rows_.back().cells.emplace_back();
  headers_.back() = headers_.back() && header;
  cell_open_ = true;
}

void HtmlTables::add(std::string_view text, Span source) {
  std::string& cell = rows_.back().cells.back();
  if (!cell.empty()) cell += '\n';
  cell += text;
  if (source_.start < 0) source_.start = source.start;
  source_.stop = source.stop;
}

std::vector<Piece> HtmlTables::close() {
  if (depth_ == 0) return {};
  --depth_;
  if (depth_ > 0) return {};
  cell_open_ = false;
  std::vector<Piece> pieces;
  if (source_.start < 0) return pieces;
  if (is_layout(rows_)) {
    for (const Row& row : rows_) {
      for (const std::string& cell : row.cells) {
        for (std::size_t at = 0; at <= cell.size();) {
          std::size_t end = std::min(cell.find('\n', at), cell.size());
          std::string line = tidy_spaces(std::string_view(cell).substr(at, end - at));
          if (!line.empty()) pieces.push_back({.text = std::move(line), .source = source_});
          at = end + 1;
        }
      }
    }
    return pieces;
  }
  bool marked = false;
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    rows_[i].header = headers_[i] && !rows_[i].cells.empty();
    marked = marked || rows_[i].header;
    for (std::string& cell : rows_[i].cells) cell = tidy_spaces(cell);
  }
  std::erase_if(rows_, [](const Row& row) { return row.cells.empty(); });
  if (!marked) mark_header_rows(rows_);
  Piece table;
  table.kind = BlockKind::kTable;
  table.source = source_;
  table.rows = std::move(rows_);
  pieces.push_back(std::move(table));
  return pieces;
}

}  // namespace eider::parse
