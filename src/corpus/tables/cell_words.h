#pragma once
// Cells that say nothing, and cells that are a word for a value: yes and no, times of day.

#include <optional>
#include <string>
#include <string_view>

namespace eider::tables {

/// "", dashes, "N/A", "not applicable" in both scripts: NULL in every column.
bool is_blank(std::string_view cell);

/// Also words that may be a text of their own ("none", "NA", "not disclosed"): NULL where the
/// column is one of numbers or dates.
bool is_missing(std::string_view cell);

/// Which pair of words a cell belongs to, and whether it is the yes of it.
struct YesOrNo {
  int pair = 0;
  bool yes = false;
};
std::optional<YesOrNo> yes_or_no(std::string_view cell);

/// "00:06:34" -> "00:06:34"; hours below 24, all three parts.
std::optional<std::string> clock_time(std::string_view cell);

}  // namespace eider::tables
