#pragma once
// The figures behind a chart (ECMA-376 part 1, DrawingML charts): its title, and a table with a
// row for each category and a column for each series, as the file keeps them.

#include <vector>

#include "base/error.h"
#include "corpus/parse/office/table_budget.h"
#include "corpus/parse/office/xml.h"
#include "corpus/parse/piece.h"

namespace eider::parse {

/// `root` is <c:chartSpace>. A chart without series gives its title alone.
/// Errors: kLimit, as the budget's.
Result<std::vector<Piece>> read_chart(pugi::xml_node root, TableBudget& budget);

}  // namespace eider::parse
