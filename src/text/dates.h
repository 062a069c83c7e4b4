#pragma once
// Dates as people write them: "2026-05-01", "2026/5/1", "2026.05.01", the Chinese form (year, month
// and day each with its sign, in digits or Han numerals, also in years of the Republic), "May 1,
// 2026", "1 May 2026", "Fri, 01 May 2026", with or without a time. Result: ISO 8601, a real
// calendar date, in the years 1800 to 2199. The time is as written: a zone after it is read over.
// "5/1/2026" is no date: nobody knows which.

#include <optional>
#include <string>
#include <string_view>

#include "base/span.h"

namespace eider::text {

struct FoundDate {
  std::string iso;  // "2026-05-01" or "2026-05-01T08:30:00"
  Span span;        // where it stands
};

/// The whole text, trimmed, as one date; nothing else may stand in it but a day of the week.
std::optional<std::string> parse_date(std::string_view text);

/// The first full date (year, month, day) inside the text.
std::optional<FoundDate> find_date(std::string_view text);

}  // namespace eider::text
