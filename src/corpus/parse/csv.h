#pragma once
// Comma-separated values (RFC 4180): records of fields, each with its bytes.

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/span.h"

namespace eider::parse {

struct CsvRecord {
  std::vector<std::string> fields;  // quotes read
  Span source;                      // without the line end
};

/// Splits all of `source`; empty lines are no records. A quoted field may hold separators, line
/// ends and doubled quotes; a quote inside an unquoted field is a character.
/// Errors: kCorrupt where a quote is never closed (naming its byte), kLimit above kMaxCells.
Result<std::vector<CsvRecord>> split_csv(std::string_view source, char separator);

}  // namespace eider::parse
