#pragma once
// Tables of office files: rows of cells that span columns and rows -> pieces.
// A cell that spans several places stands in each of them; a table that only lays out the page
// becomes paragraphs.

#include <string>
#include <vector>

#include "base/error.h"
#include "corpus/parse/office/table_budget.h"
#include "corpus/parse/piece.h"

namespace eider::parse {

struct GridCell {
  std::string text;              // a line break parts its paragraphs
  std::size_t columns = 1;       // that it spans
  bool continues_above = false;  // it is the lower part of the cell above it
};

struct GridRow {
  std::vector<GridCell> cells;
  std::size_t skipped = 0;  // columns left free before the first cell
  bool header = false;      // the file says so
};

/// Where no row is marked as a header, the rules of table_rows.h find them.
/// Errors: kLimit, as the budget's, which is the whole file's.
Result<std::vector<Piece>> pieces_of_grid(const std::vector<GridRow>& grid, TableBudget& budget);

}  // namespace eider::parse
