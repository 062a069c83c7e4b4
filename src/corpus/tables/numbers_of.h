#pragma once
// The cells of one column as numbers in one unit.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "corpus/tables/tables.h"
#include "text/numbers.h"

namespace eider::tables {

struct NumberColumn {
  std::vector<std::optional<text::Decimal>> numbers;  // one a cell; nothing for NULL
  std::optional<text::Unit> unit;
  std::int64_t failed = 0;  // cells that are no numbers, or not in the unit
};

/// With a `stated` unit a bare cell is in it, and one with a scale of its own is converted into it.
/// Without, the unit is the cells' own; a bare number other than 0 beside cells with units fails.
/// Once more than half of the cells have failed, the rest are not read.
NumberColumn numbers_of(const std::vector<const std::string*>& cells,
                        const std::optional<text::Unit>& stated);

/// The values as BIGINT; as DECIMAL where the unit is money and they fit; else as DOUBLE.
void set_numbers(const NumberColumn& numbers, Column& column);

}  // namespace eider::tables
