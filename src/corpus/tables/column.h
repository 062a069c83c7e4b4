#pragma once
// The cells of one column -> its type and values.

#include <optional>
#include <string>
#include <vector>

#include "corpus/tables/header.h"
#include "corpus/tables/tables.h"

namespace eider::tables {

/// `caption_unit` counts for columns of numbers that name no unit themselves, years excepted.
Column typed_column(const ColumnHead& head, const std::vector<const std::string*>& cells,
                    const std::optional<text::Unit>& caption_unit);

/// VARCHAR with the cells as they are; NULL only where a row has no such cell.
Column raw_column(const ColumnHead& head, const std::vector<const std::string*>& cells);

}  // namespace eider::tables
