#pragma once
// A sheet -> pieces: its tables, with their headers, and what stands beside them as text.
// Rules: blank rows part tables, unless what follows has no header of its own; a single filled
// cell above a table is its caption; notes below it are paragraphs.

#include <vector>

#include "base/error.h"
#include "corpus/parse/office/sheet.h"
#include "corpus/parse/office/table_budget.h"
#include "corpus/parse/piece.h"

namespace eider::parse {

/// Merged cells stand in each place that is theirs; columns that are empty throughout go.
/// Errors: kLimit, as the budget's.
Result<std::vector<Piece>> pieces_of_sheet(Sheet sheet, TableBudget& budget);

}  // namespace eider::parse
