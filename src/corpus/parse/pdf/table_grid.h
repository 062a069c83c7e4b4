#pragma once
// Cells of a table that may span rows and columns -> rows of text, every covered cell filled, and
// which rows are the header.

#include <string>
#include <vector>

#include "corpus/parse/pdf/areas.h"

namespace eider::parse::pdf {

struct GridCell {
  std::size_t row = 0;
  std::size_t column = 0;
  std::size_t last_row = 0;  // inclusive
  std::size_t last_column = 0;
  std::string text;
};

/// Empty rows and columns are left out. Header rows: the first, those above the first row with
/// numbers, and a row below one that spans columns.
Table make_table(const std::vector<GridCell>& cells, const Rect& box);

/// Mostly digits, with the signs, units and marks that numbers carry; a year is none.
bool is_number_like(std::string_view text);

/// Fragments of one cell, line by line.
std::string cell_text(std::vector<Fragment> fragments);

}  // namespace eider::parse::pdf
