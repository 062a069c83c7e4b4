// Any bytes -> cells (lines of tabs, as a CSV splitter reads them) -> a typed relation. Looks for
// crashes, and for what SQL stands on: every column as long as the table, names distinct and valid,
// and raw columns that say exactly what the cells say.
// The first byte is how many header rows there are; run: build/fuzz/fuzz/tables_fuzz NEW_FOLDER
// fuzz/seeds/tables

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/tables/tables.h"
#include "text/csv.h"
#include "text/numbers.h"
#include "text/utf8.h"

namespace {

std::vector<eider::TableCell> cells_of(const std::vector<eider::text::CsvRecord>& records,
                                       std::size_t header_rows) {
  std::vector<eider::TableCell> cells;
  for (std::size_t row = 0; row < records.size(); ++row) {
    for (std::size_t column = 0; column < records[row].fields.size(); ++column) {
      cells.push_back({0,
                       static_cast<std::int64_t>(row),
                       static_cast<std::int64_t>(column),
                       row < header_rows,
                       records[row].fields[column],
                       {}});
    }
  }
  return cells;
}

void check(const eider::tables::Relation& relation) {
  std::set<std::string> names;
  for (const auto& column : relation.columns) {
    const auto rows = static_cast<std::int64_t>(column.values.size());
    if (rows != relation.rows || column.untyped < 0 || column.untyped > rows) __builtin_trap();
    if (column.name.empty() || !eider::text::is_valid_utf8(column.name)) __builtin_trap();
    if (!names.insert(column.name).second) __builtin_trap();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  static_cast<void>(eider::text::parse_quantity(bytes));
  static_cast<void>(eider::text::parse_unit(bytes));
  const auto records = eider::text::split_csv(bytes, {'\t', false, 100'000});
  if (!records) return 0;
  const auto cells = cells_of(*records, data[0] % 4);
  for (const auto typing : {eider::tables::Typing::kTyped, eider::tables::Typing::kRaw}) {
    const auto relation = eider::tables::relation_of(cells, bytes.substr(0, 80), typing);
    if (relation) check(*relation);
  }
  return 0;
}
