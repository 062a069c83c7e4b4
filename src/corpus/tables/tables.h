#pragma once
// The cells of one table -> a typed relation: columns with a name, a type, a unit and values.
//
// Rows marked as header give the names: two rows are joined ("2025 / revenue"), a cell that spans
// columns counts for each, one text alone above the others is the table's title. Without a header
// the columns are column_1, column_2, ...; names are distinct.
// A column has a type where every cell that says something can be read as it; else it is VARCHAR,
// holds the cells' text, and counts the cells that stood in the way. So nothing is lost.
// Numbers stand in the column's one unit: the header's ("revenue (100 million yuan)"), else the
// caption's, else the cells' own, without their scales. Cells such as "-" and "N/A" are NULL.

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/error.h"
#include "records/document.h"

namespace eider::tables {

enum class ColumnType : std::uint8_t {
  kVarchar,
  kBoolean,
  kBigint,
  kDouble,
  kDecimal,  // money with fractions: sums are exact
  kDate,
  kTimestamp,
  kTime,
};

/// NULL; BOOLEAN; BIGINT, and DECIMAL as the count of its last place; DOUBLE; the text of a
/// VARCHAR, and ISO 8601 of dates and times.
using CellValue = std::variant<std::monostate, bool, std::int64_t, double, std::string>;

struct Column {
  std::string name;
  ColumnType type = ColumnType::kVarchar;
  int places = 0;            // of a DECIMAL: digits behind the point
  std::string unit;          // as the table writes it; "" for none
  std::int64_t untyped = 0;  // cells of a VARCHAR that kept the others from having a type
  std::vector<CellValue> values;
};

struct Relation {
  std::string title;  // the text that stands alone above the header, "" if none
  std::vector<Column> columns;
  std::int64_t rows = 0;
};

enum class Typing : std::uint8_t {
  kTyped,
  kRaw,  // every column is VARCHAR and holds what the cells say, "" and "-" included
};

/// `cells` are one table's, in any order; `caption` is what stands above it, for its unit.
/// Errors: kLimit above kMaxTableColumns or kMaxTableValues.
Result<Relation> relation_of(const std::vector<TableCell>& cells, std::string_view caption,
                             Typing typing);

/// "BIGINT", "DECIMAL(18,2)", ...
std::string sql_type(const Column& column);

}  // namespace eider::tables
