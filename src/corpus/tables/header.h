#pragma once
// Header rows -> the columns' names and units, and the table's title.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/tables/grid.h"
#include "text/numbers.h"

namespace eider::tables {

struct ColumnHead {
  std::string name;
  std::optional<text::Unit> unit;  // the one that the name says
};

struct TableHead {
  std::string title;
  std::vector<ColumnHead> columns;
};

/// A leading header row with one text alone, in its first cell, is the title. In the rows below, an
/// empty cell takes its left neighbour's text if both stand above a filled cell; the rows are
/// joined by " / ".
TableHead head_of(const Grid& grid);

/// What a header says of its unit: in its last brackets, behind its last comma or colon, or as a
/// percent sign at its end.
std::optional<text::Unit> unit_in_header(std::string_view header);

/// What a caption says of the whole table: behind the word for unit, or in brackets.
std::optional<text::Unit> unit_in_caption(std::string_view caption);

}  // namespace eider::tables
