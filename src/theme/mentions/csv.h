#pragma once
// Records and fields of a comma-separated text (RFC 4180): quotes, doubled quotes, line breaks
// inside quotes, CRLF or LF. A UTF-8 byte order mark at the start is skipped, empty lines too.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace eider::theme {

struct CsvRecord {
  std::int64_t line = 0;  // where it begins; the first line is 1
  std::vector<std::string> fields;
};

/// Errors: kCorrupt for a quote that never ends or stands inside a field that began without one.
Result<std::vector<CsvRecord>> read_csv(std::string_view csv);

}  // namespace eider::theme
