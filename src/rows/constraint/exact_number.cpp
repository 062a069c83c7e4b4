#include "rows/constraint/exact_number.h"

#include <algorithm>

#include "rows/constraint/limits.h"

namespace eider::rows {
namespace {

std::strong_ordering compare_sizes(const ExactNumber& a, const ExactNumber& b) {
  if (a.whole.size() != b.whole.size()) return a.whole.size() <=> b.whole.size();
  if (a.whole != b.whole) return a.whole <=> b.whole;
  return a.fraction <=> b.fraction;
}

std::string take_digits(std::string_view& text) {
  const std::size_t end = std::min(text.find_first_not_of("0123456789"), text.size());
  std::string digits(text.substr(0, end));
  text.remove_prefix(end);
  return digits;
}

// Moves the point; nothing where that takes it further than any bound may reach.
bool shift(std::string& whole, std::string& fraction, bool is_down, const std::string& places) {
  if (places.size() > 3) return false;
  const auto count = static_cast<std::size_t>(std::stoi(places));
  std::string& from = is_down ? whole : fraction;
  if (count > 2 * kMaxNumberDigits) return false;
  if (is_down) {
    if (from.size() < count) from.insert(0, count - from.size(), '0');
    fraction.insert(0, from.substr(from.size() - count));
    from.erase(from.size() - count);
  } else {
    if (from.size() < count) from.append(count - from.size(), '0');
    whole += from.substr(0, count);
    from.erase(0, count);
  }
  return true;
}

}  // namespace

std::strong_ordering operator<=>(const ExactNumber& a, const ExactNumber& b) {
  if (a.is_negative != b.is_negative) {
    return a.is_negative ? std::strong_ordering::less : std::strong_ordering::greater;
  }
  return a.is_negative ? compare_sizes(b, a) : compare_sizes(a, b);
}

std::optional<ExactNumber> exact_number_of(std::string_view text) {
  ExactNumber number;
  number.is_negative = text.starts_with('-');
  if (number.is_negative) text.remove_prefix(1);
  number.whole = take_digits(text);
  if (number.whole.empty()) return std::nullopt;
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    number.fraction = take_digits(text);
    if (number.fraction.empty()) return std::nullopt;
  }
  if (text.starts_with('e') || text.starts_with('E')) {
    text.remove_prefix(1);
    const bool is_down = text.starts_with('-');
    if (is_down || text.starts_with('+')) text.remove_prefix(1);
    const std::string places = take_digits(text);
    if (places.empty() || !shift(number.whole, number.fraction, is_down, places)) {
      return std::nullopt;
    }
  }
  if (!text.empty()) return std::nullopt;
  number.whole.erase(0, std::min(number.whole.find_first_not_of('0'), number.whole.size()));
  if (number.whole.empty()) number.whole = "0";
  number.fraction.erase(number.fraction.find_last_not_of('0') + 1);
  if (number.is_zero()) number.is_negative = false;
  const bool fits =
      number.whole.size() <= kMaxNumberDigits && number.fraction.size() <= kMaxNumberDigits;
  return fits ? std::optional(std::move(number)) : std::nullopt;
}

ExactNumber nines(std::size_t digits) { return {false, std::string(digits, '9'), ""}; }

}  // namespace eider::rows
