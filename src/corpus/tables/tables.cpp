#include "corpus/tables/tables.h"

#include "corpus/tables/column.h"
#include "corpus/tables/grid.h"
#include "corpus/tables/header.h"

namespace eider::tables {

Result<Relation> relation_of(const std::vector<TableCell>& cells, std::string_view caption,
                             Typing typing) {
  const auto grid = grid_of(cells);
  if (!grid) return std::unexpected(grid.error());
  const TableHead head = head_of(*grid);
  auto unit = unit_in_caption(caption);
  if (!unit) unit = unit_in_caption(head.title);
  Relation relation;
  relation.title = head.title;
  relation.rows = static_cast<std::int64_t>(grid->rows.size());
  std::vector<const std::string*> column(grid->rows.size());
  for (std::size_t i = 0; i < grid->columns; ++i) {
    for (std::size_t row = 0; row < column.size(); ++row) column[row] = grid->rows[row][i];
    relation.columns.push_back(typing == Typing::kRaw
                                   ? raw_column(head.columns[i], column)
                                   : typed_column(head.columns[i], column, unit));
  }
  return relation;
}

std::string sql_type(const Column& column) {
  switch (column.type) {
    case ColumnType::kVarchar:
      return "VARCHAR";
    case ColumnType::kBoolean:
      return "BOOLEAN";
    case ColumnType::kBigint:
      return "BIGINT";
    case ColumnType::kDouble:
      return "DOUBLE";
    case ColumnType::kDecimal:
      return "DECIMAL(18," + std::to_string(column.places) + ")";
    case ColumnType::kDate:
      return "DATE";
    case ColumnType::kTimestamp:
      return "TIMESTAMP";
    case ColumnType::kTime:
      return "TIME";
  }
  return "VARCHAR";
}

}  // namespace eider::tables
