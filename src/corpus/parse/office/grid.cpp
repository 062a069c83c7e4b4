#include "corpus/parse/office/grid.h"

#include <algorithm>
#include <utility>

#include "corpus/parse/inline_marks.h"
#include "corpus/parse/limits.h"
#include "corpus/parse/table_rows.h"

namespace eider::parse {
namespace {

constexpr std::size_t kLayoutBytes = 1200;  // a cell this long is a column of the page
constexpr std::size_t kHeadRows = 8;        // where header rows may stand

std::size_t width_of(const GridRow& row) {
  std::size_t width = std::min(row.skipped, kMaxCells);
  for (const GridCell& cell : row.cells) width += std::min(cell.columns, kMaxCells);
  return width;
}

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

// `above` is the expanded row above; without it only a cell's first place is filled.
Row expand(const GridRow& from, const Row* above) {
  Row row;
  row.header = from.header;
  row.cells.resize(from.skipped);
  for (const GridCell& cell : from.cells) {
    std::size_t place = row.cells.size();
    bool lower = cell.continues_above && above != nullptr && place < above->cells.size();
    std::string text = lower ? above->cells[place] : tidy_spaces(cell.text);
    row.cells.resize(place + cell.columns, above == nullptr ? "" : text);
    if (!row.cells.empty()) row.cells[place] = std::move(text);
  }
  return row;
}

// The rules for header rows look at free places, so they see the rows before these are filled.
void mark_headers(const std::vector<GridRow>& grid, std::vector<Row>& rows) {
  std::vector<Row> bare;
  for (const GridRow& from : grid) {
    if (bare.size() == kHeadRows) break;
    bare.push_back(expand(from, nullptr));
  }
  mark_header_rows(bare);
  for (std::size_t i = 0; i < bare.size(); ++i) rows[i].header = bare[i].header;
}

bool is_blank(const Row& row) {
  return std::all_of(row.cells.begin(), row.cells.end(),
                     [](const std::string& cell) { return cell.empty(); });
}

}  // namespace

Result<std::vector<Piece>> pieces_of_grid(std::vector<GridRow> grid, std::size_t& cells) {
  if (is_layout(grid)) return paragraphs_of(grid);
  Piece table;
  table.kind = BlockKind::kTable;
  bool marked = false;
  const Row none;
  for (const GridRow& from : grid) {
    std::size_t width = width_of(from);
    if (width > kMaxCells - cells) {
      return fail(ErrorCode::kLimit, "more than " + std::to_string(kMaxCells) + " table cells");
    }
    cells += width;
    Row row = expand(from, table.rows.empty() ? &none : &table.rows.back());
    marked = marked || row.header;
    table.rows.push_back(std::move(row));
  }
  if (!marked) mark_headers(grid, table.rows);
  std::erase_if(table.rows, is_blank);
  std::vector<Piece> pieces;
  if (table.rows.empty()) return pieces;
  pieces.push_back(std::move(table));
  return pieces;
}

}  // namespace eider::parse
