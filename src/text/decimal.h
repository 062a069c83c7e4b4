#pragma once
// Decimal: a number in tens, exactly; and the digits of one as people group them.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace eider::text {

/// digits * 10^exponent. Zero is {0, 0}; else the last digit is no zero. At most 18 digits.
struct Decimal {
  std::int64_t digits = 0;
  int exponent = 0;

  /// This times 10^power.
  Decimal times_ten_to(int power) const;
  /// The number counted in units of 10^-places: nothing where that is no whole number, or none of
  /// 64 bits.
  std::optional<std::int64_t> in_places(int places) const;
  /// Digits behind the decimal point.
  int places() const { return exponent < 0 ? -exponent : 0; }
  /// The nearest double.
  double to_double() const;
  friend bool operator==(Decimal, Decimal) = default;
};

/// digits * 10^exponent in normal form.
Decimal make_decimal(std::int64_t digits, int exponent);

/// Exact; nothing above 64 bits.
std::optional<Decimal> sum_of(Decimal a, Decimal b);

/// Reads unsigned digits from byte `at` on and moves it behind them: "1234.5", "1,234.5",
/// "1 234 567", "1 234,5", "1.234,5", "1'234", ".5", "1.2e-6". Groups are of three digits. Nothing
/// where a mark could be a point as well as a group ("1,5", "1 234", "1.234.567"), before a leading
/// zero ("007" is a code), and above 18 digits.
std::optional<Decimal> read_digits(std::string_view text, std::size_t& at);

}  // namespace eider::text
