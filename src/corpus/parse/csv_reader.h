#pragma once
// .csv and .tsv -> Page. With a title or text column each row is an article; else the file is
// one table whose first row is the header.

#include <string_view>

#include "base/error.h"
#include "corpus/parse/piece.h"

namespace eider::parse {

/// Errors: those of split_csv.
Result<Page> read_csv(std::string_view source, char separator);

}  // namespace eider::parse
