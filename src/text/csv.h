#pragma once
// Values parted by commas or tabs (RFC 4180): text -> records of fields, each record with its bytes
// and its line. A quoted field may hold separators, line ends and doubled quotes. Lines end in LF,
// CRLF or CR; empty lines are no records; a byte order mark at the start is read over.

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/span.h"

namespace eider::text {

struct CsvRecord {
  std::vector<std::string> fields;  // quotes read
  Span source;                      // without the line end
  std::int64_t line = 0;            // where it begins; the first line is 1
};

struct CsvRules {
  char separator = ',';
  /// Refuses a quote inside a field that began without one, and text after a closing quote; else
  /// both are text.
  bool strict = false;
  std::size_t max_fields = std::numeric_limits<std::size_t>::max();
};

/// Splits all of `source`. Errors name line and byte: kCorrupt where a quote is never closed or,
/// if strict, stands where it may not; kLimit above `max_fields` in all.
Result<std::vector<CsvRecord>> split_csv(std::string_view source, CsvRules rules);

}  // namespace eider::text
