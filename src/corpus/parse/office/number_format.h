#pragma once
// Numbers of an .xlsx as text, by their number format (ECMA-376 part 1, 18.8.30): dates in
// ISO 8601, percents as "12.5%", other numbers with all their digits (15, what a double holds).

#include <string>
#include <string_view>

namespace eider::parse {

struct NumberFormat {
  bool date = false;
  bool time = false;
  bool percent = false;
  bool elapsed = false;  // hours that run on above 24
};

/// By the identity of a built-in format; plain for others.
NumberFormat built_in_format(long id);

/// By a format's code, such as `yyyy"-"mm` or `0.0%`: its first section counts.
NumberFormat format_of_code(std::string_view code);

/// "2026-05-01", "2026-05-01T08:30:00", "08:30:00", "12.5%", "1234.5". In the 1900 system day 60
/// is a day that never was: it, and what no calendar has, stays a number.
std::string number_text(double value, NumberFormat format, bool since_1904);

}  // namespace eider::parse
