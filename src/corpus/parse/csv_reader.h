#pragma once
// .csv and .tsv -> Page. With a title or text column each row is an article; else the file is one
// table. Table 0 holds every field; its first row is the header,
// unless it has only numbers and dates.

#include <string_view>

#include "base/error.h"
#include "corpus/parse/piece.h"

namespace eider::parse {

/// Errors: those of text::split_csv; kLimit above kMaxCells.
Result<Page> read_csv(std::string_view source, char separator);

}  // namespace eider::parse
