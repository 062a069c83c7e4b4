#include "text/decimal.h"

#include <algorithm>
#include <charconv>
#include <string>
#include <vector>

namespace eider::text {
namespace {

constexpr std::size_t kMaxDigits = 18;  // always fit 64 bits
constexpr std::size_t kMaxGroups = 8;
constexpr int kMaxExponent = 300;  // as written after an e

bool is_digit_at(std::string_view text, std::size_t at) {
  return at < text.size() && text[at] >= '0' && text[at] <= '9';
}

// Groups of digits with one mark between each two: "1 234,5" is {1, 234, 5} and " ,".
struct DigitRun {
  std::vector<std::string_view> groups;
  std::string marks;
};

DigitRun read_run(std::string_view text, std::size_t& at) {
  DigitRun run;
  while (true) {
    const std::size_t start = at;
    while (is_digit_at(text, at)) ++at;
    run.groups.push_back(text.substr(start, at - start));
    const bool mark =
        at < text.size() && std::string_view(",.' ").find(text[at]) != std::string::npos;
    if (!mark || !is_digit_at(text, at + 1) || run.groups.size() == kMaxGroups) return run;
    run.marks += text[at++];
  }
}

// One mark throughout, a first group of one to three digits, the others of three.
bool are_thousands(const DigitRun& run, std::size_t marks) {
  if (run.groups[0].empty() || run.groups[0].size() > 3) return false;
  for (std::size_t i = 0; i < marks; ++i) {
    if (run.marks[i] != run.marks[0] || run.groups[i + 1].size() != 3) return false;
  }
  return true;
}

// How many groups stand before the decimal point; nothing where the marks are unclear.
std::optional<std::size_t> whole_groups(const DigitRun& run) {
  const std::size_t marks = run.marks.size();
  if (marks == 0) return 1;
  const char first = run.marks.front();
  const char last = run.marks.back();
  const bool mixed = marks > 1 && first != last;
  const bool point = last == '.' && (marks == 1 || first != '.');
  const bool comma_point = last == ',' && mixed;
  if (point || comma_point) {
    const bool grouped = marks == 1 || are_thousands(run, marks - 1);
    return grouped ? std::optional(marks) : std::nullopt;
  }
  const bool clear = first == ',' || first == '\'' || (first == ' ' && marks > 1);
  return clear && are_thousands(run, marks) ? std::optional(marks + 1) : std::nullopt;
}

std::optional<int> read_exponent(std::string_view text, std::size_t& at) {
  std::size_t next = at + 1;
  if (at >= text.size() || (text[at] != 'e' && text[at] != 'E')) return 0;
  const bool minus = next < text.size() && text[next] == '-';
  if (next < text.size() && (text[next] == '-' || text[next] == '+')) ++next;
  if (!is_digit_at(text, next)) return 0;
  int exponent = 0;
  while (is_digit_at(text, next) && exponent <= kMaxExponent) {
    exponent = exponent * 10 + (text[next++] - '0');
  }
  if (exponent > kMaxExponent) return std::nullopt;
  at = next;
  return minus ? -exponent : exponent;
}

}  // namespace

Decimal Decimal::times_ten_to(int power) const {
  return digits == 0 ? *this : Decimal{digits, exponent + power};
}

std::optional<std::int64_t> Decimal::in_places(int places) const {
  std::int64_t value = digits;
  int zeros = digits == 0 ? 0 : exponent + places;
  if (zeros < 0) return std::nullopt;
  for (; zeros > 0; --zeros) {
    if (__builtin_mul_overflow(value, std::int64_t{10}, &value)) return std::nullopt;
  }
  return value;
}

double Decimal::to_double() const {
  const std::string written = std::to_string(digits) + "e" + std::to_string(exponent);
  double value = 0;
  std::from_chars(written.data(), written.data() + written.size(), value);
  return value;
}

Decimal make_decimal(std::int64_t digits, int exponent) {
  if (digits == 0) return {};
  while (digits % 10 == 0) {
    digits /= 10;
    ++exponent;
  }
  return {digits, exponent};
}

std::optional<Decimal> sum_of(Decimal a, Decimal b) {
  const int places = std::max(a.places(), b.places());
  const auto left = a.in_places(places);
  const auto right = b.in_places(places);
  std::int64_t total = 0;
  if (!left || !right || __builtin_add_overflow(*left, *right, &total)) return std::nullopt;
  return make_decimal(total, -places);
}

std::optional<Decimal> read_digits(std::string_view text, std::size_t& at) {
  const bool point_first = at < text.size() && text[at] == '.' && is_digit_at(text, at + 1);
  if (!point_first && !is_digit_at(text, at)) return std::nullopt;
  const DigitRun run = read_run(text, at);
  const auto whole = whole_groups(run);
  if (!whole) return std::nullopt;
  const std::string_view first = run.groups.front();
  const bool zero_first = first.starts_with('0');
  if (zero_first && (first.size() > 1 || *whole > 1)) return std::nullopt;
  std::string digits;
  int exponent = 0;
  for (std::size_t i = 0; i < run.groups.size(); ++i) {
    digits += run.groups[i];
    if (i >= *whole) exponent -= static_cast<int>(run.groups[i].size());
  }
  digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size()));
  while (digits.ends_with('0')) {
    digits.pop_back();
    ++exponent;
  }
  if (digits.size() > kMaxDigits) return std::nullopt;
  const auto power = read_exponent(text, at);
  if (!power) return std::nullopt;
  std::int64_t value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return make_decimal(value, exponent + *power);
}

}  // namespace eider::text
