// Recursive descent. read_date tries the forms in turn from the same place; a form that fails
// leaves the place anywhere, so each attempt works on a copy.

#include "text/date_reader.h"

#include <fmt/format.h>

#include <array>
#include <chrono>

#include "text/utf8.h"

namespace eider::text {
namespace {

constexpr int kFirstYear = 1800;
constexpr int kLastYear = 2199;
constexpr int kRepublic = 1911;  // year 1 of the Republic of China is 1912

constexpr std::string_view kYearSign = "\u5E74";
constexpr std::string_view kMonthSign = "\u6708";
constexpr std::string_view kDaySign = "\u65E5";
constexpr std::string_view kDayNumberSign = "\u53F7";
constexpr std::string_view kRepublicName = "\u6C11\u56FD";
constexpr std::string_view kMorning = "\u4E0A\u5348";
constexpr std::string_view kBeforeDawn = "\u51CC\u6668";
constexpr std::string_view kAfternoon = "\u4E0B\u5348";
constexpr std::string_view kEvening = "\u665A\u4E0A";
constexpr std::string_view kHourSign = "\u65F6";
constexpr std::string_view kClockSign = "\u70B9";
constexpr std::string_view kMinuteSign = "\u5206";
constexpr std::string_view kSecondSign = "\u79D2";
constexpr std::string_view kWeek = "\u661F\u671F";
constexpr std::string_view kWeekShort = "\u5468";
constexpr std::string_view kHanTen = "\u5341";
constexpr std::u32string_view kHanDigits =
    U"\u3007\u4E00\u4E8C\u4E09\u56DB\u4E94\u516D\u4E03\u516B\u4E5D";
constexpr std::u32string_view kHanZeros = U"\u96F6\u25CB";

constexpr std::array<std::string_view, 12> kMonths = {
    "january", "february", "march",     "april",   "may",      "june",
    "july",    "august",   "september", "october", "november", "december"};

constexpr std::array<std::string_view, 7> kWeekdays = {
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};

bool is_ascii_digit(char c) { return c >= '0' && c <= '9'; }

bool is_ascii_letter(char c) { return c >= 'a' && c <= 'z'; }

bool is_real(CalendarDate date) {
  using namespace std::chrono;
  return date.year >= kFirstYear && date.year <= kLastYear &&
         year_month_day(year(date.year), month(static_cast<unsigned>(date.month)),
                        day(static_cast<unsigned>(date.day)))
             .ok();
}

/// Whether `word` is `name` or its beginning of three or more letters ("sep", "sept").
bool shortens(std::string_view word, std::string_view name) {
  return word.size() >= 3 && name.starts_with(word) && (word.size() <= 4 || word == name);
}

}  // namespace

std::optional<CalendarDate> DateReader::read_date() {
  using Form = std::optional<CalendarDate> (DateReader::*)();
  constexpr std::array<Form, 4> kForms = {&DateReader::read_numeric, &DateReader::read_chinese,
                                          &DateReader::read_month_first,
                                          &DateReader::read_day_first};
  for (const Form form : kForms) {
    DateReader attempt = *this;
    const auto date = (attempt.*form)();
    if (!date || !is_real(*date) || attempt.inside_number()) continue;
    *this = attempt;
    return date;
  }
  return std::nullopt;
}

bool DateReader::inside_number() const {
  return at_ > 0 && !at_end() && is_ascii_digit(text_[at_ - 1]) && is_ascii_digit(text_[at_]);
}

/// 2026-05-01, 2026/5/1, 2026.5.1
std::optional<CalendarDate> DateReader::read_numeric() {
  const auto year = read_digits(4, 4);
  if (!year || at_end()) return std::nullopt;
  const std::string_view separator = text_.substr(at_, 1);
  if (!read_one_of("-/.")) return std::nullopt;
  const auto month = read_digits(1, 2);
  if (!month || !read(separator)) return std::nullopt;
  const auto day = read_digits(1, 2);
  if (!day) return std::nullopt;
  return CalendarDate{*year, *month, *day};
}

std::optional<CalendarDate> DateReader::read_chinese() {
  const bool republic = read(kRepublicName);
  if (republic) skip_spaces();
  const auto year = republic ? read_number(1, 3) : read_number(4, 4);
  skip_spaces();
  if (!year || !read(kYearSign)) return std::nullopt;
  skip_spaces();
  auto date = read_chinese_month_day();
  if (date) date->year = *year + (republic ? kRepublic : 0);
  return date;
}

std::optional<CalendarDate> DateReader::read_chinese_month_day() {
  const auto month = read_number(1, 2);
  skip_spaces();
  if (!month || !read(kMonthSign)) return std::nullopt;
  skip_spaces();
  const auto day = read_number(1, 2);
  skip_spaces();
  if (!day || !(read(kDaySign) || read(kDayNumberSign))) return std::nullopt;
  return CalendarDate{0, *month, *day};
}

std::optional<CalendarDate> DateReader::read_month_day() {
  DateReader chinese = *this;
  DateReader english = *this;
  auto date = chinese.read_chinese_month_day();
  *this = date ? chinese : english;
  if (!date) {
    const auto day_first = read_day_of_month();
    skip_spaces();
    const auto month = read_month_name();
    skip_spaces();
    const auto day = day_first ? day_first : month ? read_day_of_month() : std::nullopt;
    if (month && day && !inside_number()) date = CalendarDate{0, *month, *day};
    if (!date) *this = english;
  }
  constexpr int kLeapYear = 2000;
  if (!date || !is_real({kLeapYear, date->month, date->day})) return std::nullopt;
  return date;
}

/// May 1, 2026; Sept. 3rd 2026
std::optional<CalendarDate> DateReader::read_month_first() {
  const auto month = read_month_name();
  skip_spaces();
  const auto day = month ? read_day_of_month() : std::nullopt;
  if (!day) return std::nullopt;
  read(",");
  const std::size_t before = at_;
  skip_spaces();
  const auto year = at_ > before ? read_digits(4, 4) : std::nullopt;
  if (!year) return std::nullopt;
  return CalendarDate{*year, *month, *day};
}

/// 1 May 2026, 1st of May, 2026, 01-May-2026
std::optional<CalendarDate> DateReader::read_day_first() {
  const auto day = read_day_of_month();
  if (!day) return std::nullopt;
  skip_spaces();
  if (read("of")) skip_spaces();
  read("-");
  const auto month = read_month_name();
  if (!month) return std::nullopt;
  read_one_of(",-");
  skip_spaces();
  const auto year = read_digits(4, 4);
  if (!year) return std::nullopt;
  return CalendarDate{*year, *month, *day};
}

std::string DateReader::read_time() {
  DateReader attempt = *this;
  attempt.skip_spaces();
  if (attempt.read_weekday()) attempt.skip_spaces();
  attempt.read_one_of(",t");
  attempt.skip_spaces();
  const auto clock = attempt.read_clock();
  if (!clock) return "";
  attempt.read_zone();
  *this = attempt;
  return "T" + *clock;
}

std::optional<std::string> DateReader::read_clock() {
  HalfDay half = read_half_day();
  skip_spaces();
  const DateReader before = *this;
  auto clock = read_colon_clock();
  if (!clock) {
    *this = before;
    clock = read_chinese_clock();
  }
  if (!clock) return std::nullopt;
  if (half == HalfDay::kUnsaid) half = read_am_pm();
  if (half == HalfDay::kAfternoon && clock->hour < 12) clock->hour += 12;
  if (half == HalfDay::kMorning && clock->hour == 12) clock->hour = 0;
  if (clock->hour > 23 || clock->minute > 59 || clock->second > 59) return std::nullopt;
  return fmt::format("{:02}:{:02}:{:02}", clock->hour, clock->minute, clock->second);
}

/// 8:30, 08:30:15, 08:30:15.5
std::optional<ClockTime> DateReader::read_colon_clock() {
  const auto hour = read_digits(1, 2);
  const auto minute = hour && read(":") ? read_digits(2, 2) : std::nullopt;
  if (!minute) return std::nullopt;
  if (!read(":")) return ClockTime{*hour, *minute, 0};
  const auto second = read_digits(2, 2);
  if (!second) return std::nullopt;
  if (read(".")) read_digits(0, 9);
  return ClockTime{*hour, *minute, *second};
}

/// Hours, minutes and seconds, each with its sign; the later ones may be absent.
std::optional<ClockTime> DateReader::read_chinese_clock() {
  ClockTime clock;
  const auto hour = read_digits(1, 2);
  if (!hour || !(read(kHourSign) || read(kClockSign))) return std::nullopt;
  clock.hour = *hour;
  DateReader attempt = *this;
  const auto minute = attempt.read_digits(1, 2);
  if (!minute || !attempt.read(kMinuteSign)) return clock;
  clock.minute = *minute;
  *this = attempt;
  const auto second = attempt.read_digits(1, 2);
  if (!second || !attempt.read(kSecondSign)) return clock;
  clock.second = *second;
  *this = attempt;
  return clock;
}

HalfDay DateReader::read_half_day() {
  if (read(kMorning) || read(kBeforeDawn)) return HalfDay::kMorning;
  return read(kAfternoon) || read(kEvening) ? HalfDay::kAfternoon : HalfDay::kUnsaid;
}

HalfDay DateReader::read_am_pm() {
  DateReader attempt = *this;
  attempt.skip_spaces();
  HalfDay half = HalfDay::kUnsaid;
  if (attempt.read("am") || attempt.read("a.m.")) half = HalfDay::kMorning;
  if (attempt.read("pm") || attempt.read("p.m.")) half = HalfDay::kAfternoon;
  if (half != HalfDay::kUnsaid) *this = attempt;
  return half;
}

/// z, +08:00, +0800, gmt, utc
void DateReader::read_zone() {
  DateReader attempt = *this;
  attempt.skip_spaces();
  const bool named = attempt.read("gmt") || attempt.read("utc") || attempt.read("z");
  if (named) *this = attempt;
  if (!attempt.read_one_of("+-") || !attempt.read_digits(2, 4)) return;
  if (attempt.read(":") && !attempt.read_digits(2, 2)) return;
  *this = attempt;
}

bool DateReader::read_weekday() {
  DateReader attempt = *this;
  const bool bracket = attempt.read("(");
  if (attempt.read(kWeek) || attempt.read(kWeekShort)) {
    if (!attempt.read_han_digit() && !attempt.read(kDaySign)) return false;
  } else {
    std::size_t stop = attempt.at_;
    while (stop < text_.size() && is_ascii_letter(text_[stop])) ++stop;
    const std::string_view word = text_.substr(attempt.at_, stop - attempt.at_);
    bool known = false;
    for (std::string_view name : kWeekdays) known = known || shortens(word, name);
    if (!known) return false;
    attempt.at_ = stop;
    attempt.read(".");
  }
  if (bracket && !attempt.read(")")) return false;
  attempt.read(",");
  *this = attempt;
  return true;
}

void DateReader::skip_spaces() {
  for (CodePoint c = decode(text_, at_); c.value == U' ' || c.value == U'\t';
       c = decode(text_, at_)) {
    at_ += c.size;
  }
}

std::optional<int> DateReader::read_digits(std::size_t least, std::size_t most) {
  std::size_t count = 0;
  int value = 0;
  while (count < most && at_ + count < text_.size() && is_ascii_digit(text_[at_ + count])) {
    value = value * 10 + (text_[at_ + count] - '0');
    ++count;
  }
  if (count < least) return std::nullopt;
  at_ += count;
  return value;
}

std::optional<int> DateReader::read_han_digit() {
  const CodePoint c = decode(text_, at_);
  if (c.size == 0) return std::nullopt;
  auto value = kHanDigits.find(c.value);
  if (kHanZeros.find(c.value) != kHanZeros.npos) value = 0;
  if (value == kHanDigits.npos) return std::nullopt;
  at_ += c.size;
  return static_cast<int>(value);
}

/// Up to 99: the tens, the sign for ten, the ones, each of which may be absent.
std::optional<int> DateReader::read_han_number() {
  const auto first = read_han_digit();
  if (!read(kHanTen)) return first;
  return first.value_or(1) * 10 + read_han_digit().value_or(0);
}

/// Arabic digits, or Han numerals: digit by digit for a year (`most` above 2), else counted.
std::optional<int> DateReader::read_number(std::size_t least, std::size_t most) {
  if (const auto digits = read_digits(least, most)) return digits;
  if (least < 4) return read_han_number();
  int value = 0;
  for (std::size_t i = 0; i < most; ++i) {
    const auto digit = read_han_digit();
    if (!digit) return std::nullopt;
    value = value * 10 + *digit;
  }
  return value;
}

std::optional<int> DateReader::read_day_of_month() {
  const auto day = read_digits(1, 2);
  if (day) read("st") || read("nd") || read("rd") || read("th");
  return day;
}

std::optional<int> DateReader::read_month_name() {
  std::size_t stop = at_;
  while (stop < text_.size() && is_ascii_letter(text_[stop])) ++stop;
  const std::string_view word = text_.substr(at_, stop - at_);
  for (std::size_t i = 0; i < kMonths.size(); ++i) {
    if (!shortens(word, kMonths[i])) continue;
    at_ = stop;
    read(".");
    return static_cast<int>(i) + 1;
  }
  return std::nullopt;
}

bool DateReader::read_one_of(std::string_view characters) {
  if (at_end() || characters.find(text_[at_]) == characters.npos) return false;
  ++at_;
  return true;
}

bool DateReader::read(std::string_view word) {
  if (!text_.substr(at_).starts_with(word)) return false;
  at_ += word.size();
  return true;
}

}  // namespace eider::text
