#pragma once
// Tables without a grid: rows of short cells between which the same gutters of white space run.
// Method: after A. Nurminen (2013) and Tabula's "stream", but columns are voted: a gutter is where
// few of the rows with several cells have ink. Rulings that lie across count as evidence.

#include <optional>
#include <vector>

#include "corpus/parse/pdf/areas.h"
#include "corpus/parse/pdf/strips.h"

namespace eider::parse::pdf {

struct AlignedTable {
  std::size_t first = 0;  // strips [first, last)
  std::size_t last = 0;
  Table table;
};

/// The table whose first row with several cells is strip `at`; its header may begin above, but not
/// above strip `floor`.
std::optional<AlignedTable> find_aligned_table(const std::vector<Strip>& strips, std::size_t floor,
                                               std::size_t at, const Rulings& rulings);

/// All of these fragments as one table, where they are one: for grids whose inner lines are
/// missing.
std::optional<Table> read_aligned_box(Fragments inside, const Rulings& rulings);

}  // namespace eider::parse::pdf
