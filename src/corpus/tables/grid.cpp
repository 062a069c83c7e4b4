#include "corpus/tables/grid.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include "base/limits.h"

namespace eider::tables {
namespace {

using GridRow = std::vector<const std::string*>;

std::vector<const TableCell*> in_order(const std::vector<TableCell>& cells) {
  std::vector<const TableCell*> sorted;
  sorted.reserve(cells.size());
  for (const TableCell& cell : cells) {
    if (cell.row >= 0 && cell.column >= 0) sorted.push_back(&cell);
  }
  std::sort(sorted.begin(), sorted.end(), [](const TableCell* a, const TableCell* b) {
    return std::tuple(a->row, a->column, a) < std::tuple(b->row, b->column, b);
  });
  return sorted;
}

bool repeats(const GridRow& row, const GridRow& header) {
  std::set<std::string> texts;
  for (std::size_t i = 0; i < row.size(); ++i) {
    const std::string& text = Grid::text(row[i]);
    if (text != Grid::text(header[i])) return false;
    if (!text.empty()) texts.insert(text);
  }
  return texts.size() >= 2;
}

std::unexpected<Error> too_large(std::size_t size, const char* what, std::size_t most) {
  return fail(ErrorCode::kLimit, "the table has " + std::to_string(size) + " " + what, "",
              "at most " + std::to_string(most) + " make a relation; read eider.table_cell");
}

}  // namespace

const std::string& Grid::text(const std::string* cell) {
  static const std::string empty;
  return cell ? *cell : empty;
}

Result<Grid> grid_of(const std::vector<TableCell>& cells) {
  Grid grid;
  const std::vector<const TableCell*> sorted = in_order(cells);
  std::size_t rows = 0;
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    grid.columns = std::max(grid.columns, static_cast<std::size_t>(sorted[i]->column) + 1);
    if (i == 0 || sorted[i]->row != sorted[i - 1]->row) ++rows;
  }
  if (grid.columns > kMaxTableColumns) return too_large(grid.columns, "columns", kMaxTableColumns);
  if (rows > kMaxTableValues / std::max<std::size_t>(grid.columns, 1)) {
    return too_large(rows * grid.columns, "values", kMaxTableValues);
  }
  bool in_header = true;
  for (std::size_t first = 0; first < sorted.size();) {
    GridRow row(grid.columns);
    bool has_header = false;
    std::size_t at = first;
    for (; at < sorted.size() && sorted[at]->row == sorted[first]->row; ++at) {
      row[static_cast<std::size_t>(sorted[at]->column)] = &sorted[at]->text;
      has_header = has_header || sorted[at]->header;
    }
    first = at;
    in_header = in_header && has_header;
    if (in_header) {
      grid.header.push_back(std::move(row));
    } else if (grid.header.empty() || !repeats(row, grid.header.back())) {
      grid.rows.push_back(std::move(row));
    }
  }
  return grid;
}

}  // namespace eider::tables
