#pragma once
// A decimal number of any size, exactly: for the bounds of a schema, where a double would be off.

#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace eider::rows {

/// Digits without zeros at the outer ends; zero has whole "0" and is not negative.
struct ExactNumber {
  bool is_negative = false;
  std::string whole = "0";
  std::string fraction;

  bool is_zero() const { return whole == "0" && fraction.empty(); }
  friend bool operator==(const ExactNumber&, const ExactNumber&) = default;
};

std::strong_ordering operator<=>(const ExactNumber& a, const ExactNumber& b);

/// A number as JSON writes it, exponent included. Nothing for other text, and where it has more
/// than kMaxNumberDigits digits on a side of the point.
std::optional<ExactNumber> exact_number_of(std::string_view text);

/// 10^digits - 1.
ExactNumber nines(std::size_t digits);

}  // namespace eider::rows
