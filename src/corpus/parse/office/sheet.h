#pragma once
// One sheet of an .xlsx: its filled cells, and the ranges that are merged. Sparse: a cell in the
// last row costs one cell.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "corpus/parse/office/number_format.h"
#include "corpus/parse/office/table_budget.h"
#include "corpus/parse/office/xml.h"

namespace eider::parse {

struct SheetCell {
  std::int64_t column = 0;  // 0 is the first
  std::string text;         // tidy, never empty
  bool is_value = false;    // a number, date or truth value
};

struct SheetRow {
  std::int64_t row = 0;
  std::vector<SheetCell> cells;  // in order, no column twice, at least one
};

/// Rows and columns of both corners belong to it.
struct MergedRange {
  std::int64_t first_row = 0;
  std::int64_t first_column = 0;
  std::int64_t last_row = 0;
  std::int64_t last_column = 0;
};

struct Sheet {
  std::vector<SheetRow> rows;       // in order, no row twice
  std::vector<MergedRange> merged;  // in the order of their first rows
};

/// What the cells of all sheets share.
struct WorkbookTexts {
  std::vector<std::string> strings;
  std::vector<NumberFormat> formats;  // by a cell's style
  bool since_1904 = false;
};

/// Shared or inline text: runs are joined, phonetic readings left out.
std::string rich_text(pugi::xml_node node);

/// `root` is <worksheet>. Errors: kLimit, as the budget's.
Result<Sheet> read_sheet(pugi::xml_node root, const WorkbookTexts& texts, TableBudget& budget);

}  // namespace eider::parse
