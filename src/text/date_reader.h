#pragma once
// Reads one date or time from a place in folded text (text/fold.h): the grammar behind dates.h.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace eider::text {

struct CalendarDate {
  int year = 0;
  int month = 0;
  int day = 0;
};

struct ClockTime {
  int hour = 0;
  int minute = 0;
  int second = 0;
};

enum class HalfDay { kUnsaid, kMorning, kAfternoon };

/// A place in the text. The public `read_` functions move it past what they read, or
/// leave it where it is; the private ones of several parts may leave it anywhere when they fail.
class DateReader {
 public:
  DateReader(std::string_view folded, std::size_t at) : text_(folded), at_(at) {}

  std::size_t at() const { return at_; }
  bool at_end() const { return at_ == text_.size(); }

  /// A real calendar date of the years 1800 to 2199, in any of the forms of dates.h.
  std::optional<CalendarDate> read_date();

  /// A month and a day without a year ("May 1", "1 May", the Chinese form); `year` is 0.
  std::optional<CalendarDate> read_month_day();

  /// A time of day, with what may stand between it and a date, as "T08:30:00"; "" if none.
  std::string read_time();

  bool read_weekday();
  void skip_spaces();

 private:
  bool inside_number() const;
  std::optional<CalendarDate> read_chinese_month_day();
  std::optional<CalendarDate> read_numeric();
  std::optional<CalendarDate> read_chinese();
  std::optional<CalendarDate> read_month_first();
  std::optional<CalendarDate> read_day_first();
  std::optional<std::string> read_clock();
  std::optional<ClockTime> read_colon_clock();
  std::optional<ClockTime> read_chinese_clock();
  HalfDay read_half_day();
  HalfDay read_am_pm();
  void read_zone();

  std::optional<int> read_digits(std::size_t least, std::size_t most);
  std::optional<int> read_han_number();
  std::optional<int> read_han_digit();
  std::optional<int> read_number(std::size_t least, std::size_t most);
  std::optional<int> read_day_of_month();
  std::optional<int> read_month_name();
  bool read_one_of(std::string_view characters);
  bool read(std::string_view word);

  std::string_view text_;
  std::size_t at_;
};

}  // namespace eider::text
