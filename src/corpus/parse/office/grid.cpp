#include "corpus/parse/office/grid.h"

#include <algorithm>
#include <utility>

#include "corpus/parse/inline_marks.h"
#include "corpus/parse/table_rows.h"

namespace eider::parse {
namespace {

constexpr std::size_t kLayoutBytes = 1200;  // a cell this long is a column of the page
constexpr std::size_t kHeadRows = 8;        // where header rows may stand

// Rule: one column, one row, or a cell with an article's text: the table lays out the page.
bool is_layout(const std::vector<GridRow>& grid) {
  std::size_t widest = 0;
  bool prose = false;
  for (const GridRow& row : grid) {
    widest = std::max(widest, row.cells.size());
    prose = prose || std::any_of(row.cells.begin(), row.cells.end(), [](const GridCell& cell) {
              return cell.text.size() > kLayoutBytes;
            });
  }
  return grid.size() < 2 || widest < 2 || prose;
}

std::vector<Piece> paragraphs_of(const std::vector<GridRow>& grid) {
  std::vector<Piece> pieces;
  for (const GridRow& row : grid) {
    for (const GridCell& cell : row.cells) {
      for (std::size_t at = 0; at <= cell.text.size() && !cell.continues_above;) {
        std::size_t end = std::min(cell.text.find('\n', at), cell.text.size());
        std::string line = tidy_spaces(std::string_view(cell.text).substr(at, end - at));
        if (!line.empty()) pieces.push_back({.text = std::move(line)});
        at = end + 1;
      }
    }
  }
  return pieces;
}

Result<Row> expand(const GridRow& from, const Row* above, TableBudget& budget) {
  Row row;
  row.header = from.header;
  Result<void> paid = budget.take(from.skipped, 0);
  if (paid) row.cells.resize(from.skipped);
  for (const GridCell& cell : from.cells) {
    std::size_t place = row.cells.size();
    bool lower = cell.continues_above && above != nullptr && place < above->cells.size();
    std::string text = lower ? above->cells[place] : tidy_spaces(cell.text);
    if (paid) paid = budget.take(cell.columns, text.size());
    if (!paid) return std::unexpected(paid.error());
    row.cells.insert(row.cells.end(), cell.columns, text);
  }
  if (!paid) return std::unexpected(paid.error());
  return row;
}

// As expand, but with only the first place of a span filled.
Row expand_bare(const GridRow& from) {
  Row row;
  row.cells.resize(from.skipped);
  for (const GridCell& cell : from.cells) {
    row.cells.push_back(cell.continues_above ? "" : tidy_spaces(cell.text));
    row.cells.resize(row.cells.size() + cell.columns - 1);
  }
  return row;
}

// The rules for header rows look at free places, so they see the rows before these are filled.
void mark_headers(const std::vector<GridRow>& grid, std::vector<Row>& rows) {
  std::vector<Row> bare;
  for (const GridRow& from : grid) {
    if (bare.size() == kHeadRows) break;
    bare.push_back(expand_bare(from));
  }
  mark_header_rows(bare);
  for (std::size_t i = 0; i < bare.size(); ++i) rows[i].header = bare[i].header;
}

bool is_blank(const Row& row) {
  return std::all_of(row.cells.begin(), row.cells.end(),
                     [](const std::string& cell) { return cell.empty(); });
}

}  // namespace

Result<std::vector<Piece>> pieces_of_grid(const std::vector<GridRow>& grid, TableBudget& budget) {
  if (is_layout(grid)) return paragraphs_of(grid);
  Piece table;
  table.kind = BlockKind::kTable;
  bool marked = false;
  for (const GridRow& from : grid) {
    Result<Row> row = expand(from, table.rows.empty() ? nullptr : &table.rows.back(), budget);
    if (!row) return std::unexpected(row.error());
    marked = marked || row->header;
    table.rows.push_back(std::move(*row));
  }
  if (!marked) mark_headers(grid, table.rows);
  std::erase_if(table.rows, is_blank);
  std::vector<Piece> pieces;
  if (table.rows.empty()) return pieces;
  pieces.push_back(std::move(table));
  return pieces;
}

}  // namespace eider::parse
