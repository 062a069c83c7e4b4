#pragma once
// Cells in any order -> a grid of rows and columns, header rows first.

#include <cstddef>
#include <string>
#include <vector>

#include "base/error.h"
#include "records/document.h"

namespace eider::tables {

/// One text a row and column, nullptr where the row is shorter. Points into the cells it is made
/// from.
struct Grid {
  std::size_t columns = 0;
  std::vector<std::vector<const std::string*>> header;
  std::vector<std::vector<const std::string*>> rows;

  static const std::string& text(const std::string* cell);  // "" for nullptr
};

/// The leading rows with header cells are the header. A row below that only repeats the header's
/// last row (a table cut by a page) is left out. Errors: kLimit as in tables.h.
Result<Grid> grid_of(const std::vector<TableCell>& cells);

}  // namespace eider::tables
