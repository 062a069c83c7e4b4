#pragma once
// Tables of an HTML page: a grid for those that hold data; the others only lay the page out.

#include <cstdint>
#include <vector>

#include "base/error.h"
#include "corpus/parse/html_tree.h"
#include "corpus/parse/office/table_budget.h"
#include "corpus/parse/piece.h"

namespace eider::parse {

/// For each block: the data table it stands in (its place in `tree.elements`), or -1. A table
/// holds data if it has two rows and two columns and no cell with an article's text, a heading or
/// another table.
std::vector<std::int32_t> find_data_tables(const HtmlTree& tree);

/// The grid of a data table: rows and columns that a cell spans are filled with its text; rows of
/// <thead> or all of <th> are header rows. Errors: kLimit, by
/// what is left of the page's `budget`.
Result<std::vector<Row>> read_grid(const HtmlTree& tree, std::int32_t table, TableBudget& budget);

}  // namespace eider::parse
