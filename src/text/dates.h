#pragma once
// Dates as people write them: "2026-05-01", "2026/5/1", "2026.05.01", "2026年5月1日",
// "May 1, 2026", "1 May 2026", with or without a time. Result: ISO 8601, a real calendar date.

#include <optional>
#include <string>
#include <string_view>

#include "base/span.h"

namespace eider::text {

struct FoundDate {
  std::string iso;  // "2026-05-01" or "2026-05-01T08:30:00"
  Span span;        // where it stands
};

/// The whole text, trimmed, as one date; nothing else may stand in it.
std::optional<std::string> parse_date(std::string_view text);

/// The first full date (year, month, day) inside the text.
std::optional<FoundDate> find_date(std::string_view text);

}  // namespace eider::text
