#include "corpus/parse/office/number_format.h"

#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdint>

namespace eider::parse {
namespace {

constexpr std::int64_t kLastDay = 2'958'465;  // 9999-12-31
constexpr int kDaysTo1904 = 1462;             // between the two systems' first days
constexpr int kFalseLeapDay = 60;             // 1900-02-29, kept from an older program
constexpr std::int64_t kDaySeconds = 86'400;

bool between(long value, long low, long high) { return low <= value && value <= high; }

std::string digits(double value) {
  std::array<char, 400> buffer{};
  char* begin = buffer.data();
  char* end = begin + buffer.size();
  double size = std::fabs(value);
  auto general = std::to_chars(begin, end, value, std::chars_format::general, 15);
  std::string text(begin, general.ptr);
  if (text.find('e') == std::string::npos || size >= 1e21 || size < 1e-12) return text;
  int precision = size >= 1 ? 0 : 15 - static_cast<int>(std::floor(std::log10(size)));
  auto fixed = std::to_chars(begin, end, value, std::chars_format::fixed, precision);
  text.assign(begin, fixed.ptr);
  if (text.find('.') != std::string::npos) text.erase(text.find_last_not_of('0') + 1);
  return text;
}

void append_two(std::string& text, std::int64_t value) {
  if (value < 10) text += '0';
  text += std::to_string(value);
}

std::string time_text(std::int64_t seconds) {
  std::string text;
  append_two(text, seconds / 3600);
  text += ':';
  append_two(text, seconds / 60 % 60);
  text += ':';
  append_two(text, seconds % 60);
  return text;
}

std::string date_text(std::int64_t serial) {
  // Day 61 is 1900-03-01; before the day that never was, all days stand one later.
  std::int64_t since = serial > kFalseLeapDay ? serial : serial + 1;
  std::chrono::sys_days first = std::chrono::year(1899) / 12 / 30;
  std::chrono::year_month_day day(first + std::chrono::days(since));
  std::string text = std::to_string(static_cast<int>(day.year()));
  text += '-';
  append_two(text, static_cast<unsigned>(day.month()));
  text += '-';
  append_two(text, static_cast<unsigned>(day.day()));
  return text;
}

// What a format's code says of itself, without its literal texts, colours and conditions.
struct PlainCode {
  std::string letters;
  bool elapsed = false;
};

PlainCode plain_code(std::string_view code) {
  PlainCode plain;
  for (std::size_t at = 0; at < code.size() && code[at] != ';'; ++at) {
    char c = code[at];
    if (c == '"') {
      at = code.find('"', at + 1);
    } else if (c == '\\' || c == '_' || c == '*') {
      ++at;
    } else if (c == '[') {
      std::size_t end = code.find(']', at);
      std::string_view inside = code.substr(at + 1, end == code.npos ? code.npos : end - at - 1);
      bool elapsed = !inside.empty() && inside.find_first_not_of("hHmMsS") == inside.npos;
      plain.elapsed = plain.elapsed || elapsed;
      if (elapsed) plain.letters += 'h';
      at = end;
    } else {
      plain.letters += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    if (at == std::string_view::npos) break;
  }
  return plain;
}

}  // namespace

NumberFormat built_in_format(long id) {
  NumberFormat format;
  format.percent = id == 9 || id == 10;
  format.date = between(id, 14, 17) || id == 22 || between(id, 27, 31) || id == 36 ||
                between(id, 50, 54) || id == 57 || id == 58;
  format.time =
      between(id, 18, 22) || between(id, 32, 35) || between(id, 45, 47) || id == 55 || id == 56;
  format.elapsed = id == 46;
  return format;
}

NumberFormat format_of_code(std::string_view code) {
  PlainCode plain = plain_code(code);
  std::string_view letters = plain.letters;
  NumberFormat format;
  if (letters.starts_with("general") || letters.starts_with("g/")) return format;
  format.percent = letters.find('%') != std::string_view::npos;
  format.elapsed = plain.elapsed;
  bool digit_places = letters.find_first_of("0#?") != std::string_view::npos;
  format.time = letters.find_first_of("hs") != std::string_view::npos;
  format.date = letters.find_first_of("yd") != std::string_view::npos ||
                (letters.find('m') != std::string_view::npos && !format.time) ||
                (letters.find('e') != std::string_view::npos && !digit_places);
  return format;
}

std::string number_text(double value, NumberFormat format, bool since_1904) {
  if (format.percent) return digits(value * 100) + "%";
  if (!format.date && !format.time) return digits(value);
  if (since_1904 && format.date) value += kDaysTo1904;
  if (value < 0 || value >= static_cast<double>(kLastDay + 1)) return digits(value);
  auto seconds = static_cast<std::int64_t>(std::llround(value * static_cast<double>(kDaySeconds)));
  std::int64_t serial = seconds / kDaySeconds;
  std::int64_t rest = seconds % kDaySeconds;
  if (!format.date) return time_text(format.elapsed ? seconds : rest);
  if (serial == kFalseLeapDay || serial < 1 || serial > kLastDay) return digits(value);
  std::string text = date_text(serial);
  if (format.time) text.append("T").append(time_text(rest));
  return text;
}

}  // namespace eider::parse
