#pragma once
// Lines of an unruled table -> its rows: wrapped lines joined, header lines gathered.

#include <vector>

#include "corpus/parse/pdf/strips.h"
#include "corpus/parse/pdf/table_grid.h"

namespace eider::parse::pdf {

/// Pieces of one line, parted where columns may be.
struct CellLine {
  Fragments chunks;
  float baseline = 0;
  float size = 0;
  bool leader = false;  // dots lead from one piece to the next
};

/// Parts the line's fragments at gaps that are wider than between words.
CellLine cell_line(const Fragments& line);

/// Cells by the gutters; a chunk that lies across gutters is a cell that spans columns.
std::vector<GridCell> read_rows(const std::vector<CellLine>& lines,
                                const std::vector<Gutter>& gutters);

}  // namespace eider::parse::pdf
