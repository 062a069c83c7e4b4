#include "corpus/tables/column.h"

#include <algorithm>
#include <utility>

#include "corpus/tables/cell_words.h"
#include "corpus/tables/numbers_of.h"
#include "text/dates.h"

namespace eider::tables {
namespace {

using Cells = std::vector<const std::string*>;

// A column read as one type; `failed` counts the cells that are not of it. Once they are more than
// half, the rest are not read.
struct Attempt {
  Column column;
  std::int64_t failed = 0;
};

// Reads each cell that says something; `read` gives the value, or nothing.
template <typename Read>
Attempt attempt(ColumnType type, const Cells& cells, Read read) {
  Attempt result;
  result.column.type = type;
  result.column.values.reserve(cells.size());
  for (const std::string* cell : cells) {
    if (result.failed * 2 > static_cast<std::int64_t>(cells.size())) break;
    CellValue& value = result.column.values.emplace_back();
    if (is_missing(Grid::text(cell))) continue;
    auto found = read(*cell);
    if (!found) {
      ++result.failed;
    } else {
      value = std::move(*found);
    }
  }
  return result;
}

Attempt as_booleans(const Cells& cells) {
  std::optional<int> pair;
  return attempt(ColumnType::kBoolean, cells, [&](const std::string& cell) -> std::optional<bool> {
    const auto word = yes_or_no(cell);
    if (!word || (pair && *pair != word->pair)) return std::nullopt;
    pair = word->pair;
    return word->yes;
  });
}

Attempt as_dates(const Cells& cells) {
  bool timed = false;
  Attempt dates = attempt(ColumnType::kDate, cells, [&](const std::string& cell) {
    auto date = text::parse_date(cell);
    timed = timed || (date && date->find('T') != date->npos);
    return date;
  });
  if (timed) dates.column.type = ColumnType::kTimestamp;
  return dates;
}

Attempt as_times(const Cells& cells) {
  return attempt(ColumnType::kTime, cells,
                 [](const std::string& cell) { return clock_time(cell); });
}

// "(1)", "(2)", "(3)": numbers of the rows, no losses.
bool counts_rows(const NumberColumn& numbers) {
  std::int64_t row = 0;
  for (const auto& number : numbers.numbers) {
    if (!number || *number != text::make_decimal(--row, 0)) return false;
  }
  return row < 0;
}

bool are_years(const NumberColumn& numbers, const std::string& name) {
  const bool named = name.find("\u5e74") != name.npos || name.find("ear") != name.npos;
  return named && std::all_of(numbers.numbers.begin(), numbers.numbers.end(), [](const auto& n) {
           const auto year = n ? n->in_places(0) : 2000;
           return year && *year >= 1800 && *year < 2200;
         });
}

Attempt as_numbers(const ColumnHead& head, const Cells& cells,
                   const std::optional<text::Unit>& caption_unit) {
  Attempt result;
  NumberColumn numbers = numbers_of(cells, head.unit);
  if (!numbers.unit && caption_unit && !are_years(numbers, head.name)) {
    numbers = numbers_of(cells, caption_unit);
  }
  result.failed = numbers.failed;
  if (counts_rows(numbers)) result.failed = static_cast<std::int64_t>(cells.size());
  if (result.failed == 0) set_numbers(numbers, result.column);
  return result;
}

Column as_text(const Cells& cells) {
  Column column;
  for (const std::string* cell : cells) {
    CellValue& value = column.values.emplace_back();
    if (!is_blank(Grid::text(cell))) value = *cell;
  }
  return column;
}

}  // namespace

Column typed_column(const ColumnHead& head, const Cells& cells,
                    const std::optional<text::Unit>& caption_unit) {
  const auto filled = std::count_if(cells.begin(), cells.end(), [](const std::string* cell) {
    return !is_missing(Grid::text(cell));
  });
  std::int64_t fewest = filled;
  Column column;
  const auto take = [&](Attempt tried) {
    if (filled == 0 || fewest == 0) return;
    if (tried.failed == 0) column = std::move(tried.column);
    fewest = std::min(fewest, tried.failed);
  };
  take(as_numbers(head, cells, caption_unit));
  if (fewest > 0) take(as_dates(cells));
  if (fewest > 0) take(as_times(cells));
  if (fewest > 0) take(as_booleans(cells));
  if (fewest > 0 || filled == 0) {
    column = as_text(cells);
    if (fewest * 2 <= filled) column.untyped = fewest;
  }
  column.name = head.name;
  return column;
}

Column raw_column(const ColumnHead& head, const Cells& cells) {
  Column column;
  column.name = head.name;
  for (const std::string* cell : cells) {
    CellValue& value = column.values.emplace_back();
    if (cell) value = *cell;
  }
  return column;
}

}  // namespace eider::tables
