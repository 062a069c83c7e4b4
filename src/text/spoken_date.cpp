#include "text/spoken_date.h"

#include <fmt/format.h>

#include <array>
#include <chrono>
#include <cstdlib>

#include "text/date_reader.h"
#include "text/fold.h"
#include "text/utf8.h"

namespace eider::text {
namespace {

using Days = std::chrono::sys_days;

constexpr std::size_t kHeadBytes = 600;      // two sentences, at most
constexpr std::size_t kDatelineBytes = 120;  // where a dateline ends
constexpr int kSureDays = 120;

struct DayWord {
  std::string_view word;
  int days = 0;  // from the day of publication
};

// Yesterday, last night, today, this morning, the day before yesterday, tomorrow.
constexpr std::array kDayWords = {
    DayWord{"\u6628\u5929", -1}, DayWord{"\u6628\u65e5", -1}, DayWord{"\u6628\u665a", -1},
    DayWord{"\u6628\u591c", -1}, DayWord{"\u4eca\u5929", 0},  DayWord{"\u4eca\u65e5", 0},
    DayWord{"\u4eca\u6668", 0},  DayWord{"\u4eca\u65e9", 0},  DayWord{"\u524d\u5929", -2},
    DayWord{"\u660e\u5929", 1},  DayWord{"yesterday", -1},    DayWord{"today", 0},
    DayWord{"tomorrow", 1}};

// As of, since, from, to, until: what follows or precedes bounds a span of time.
constexpr std::array<std::string_view, 8> kBoundBefore = {
    "\u622a\u81f3", "\u622a\u6b62", "\u81ea", "\u4ece", "\u81f3", "\u5230", "since ", "until "};
constexpr std::array<std::string_view, 9> kBoundAfter = {
    "\u81f3",       "\u5230",       "\u8d77", "\u524d", "\u4ee5\u524d",
    "\u4ee5\u6765", "\u4e4b\u524d", "-",      "\u2014"};
// Companies whose name begins with "today".
constexpr std::array<std::string_view, 4> kNames = {"\u5934\u6761", "\u8d44\u672c",
                                                    "\u4fc4\u7f57\u65af", "\u7f8e\u56fd"};
// Telegram, news: how a dateline ends.
constexpr std::array<std::string_view, 3> kDatelineEnds = {"\u7535", "\u8baf", "\u6d88\u606f"};

bool begins_with_any(std::string_view text, auto&& words) {
  for (std::string_view word : words) {
    if (text.starts_with(word)) return true;
  }
  return false;
}

bool ends_with_any(std::string_view text, auto&& words) {
  for (std::string_view word : words) {
    if (text.ends_with(word)) return true;
  }
  return false;
}

std::optional<Days> day_of(std::string_view iso) {
  const std::string folded(iso.substr(0, 10));
  DateReader reader(folded, 0);
  const auto date = reader.read_date();
  if (!date) return std::nullopt;
  using namespace std::chrono;
  return Days(year(date->year) / month(static_cast<unsigned>(date->month)) /
              day(static_cast<unsigned>(date->day)));
}

std::string iso_of(Days days) {
  const std::chrono::year_month_day date(days);
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

/// The nearest such day to `published`, if that is near enough to be the one that is meant.
std::optional<Days> nearest(CalendarDate date, Days published) {
  using namespace std::chrono;
  const year_month_day about(published);
  std::optional<Days> best;
  for (const years offset : {years(-1), years(0), years(1)}) {
    const year_month_day day_then(about.year() + offset, month(static_cast<unsigned>(date.month)),
                                  day(static_cast<unsigned>(date.day)));
    if (!day_then.ok()) continue;
    const Days days(day_then);
    if (std::abs((days - published).count()) <= kSureDays) best = days;
  }
  return best;
}

/// Whether the last double quote before `at` is an opening one.
bool is_quoted(std::string_view text, std::size_t at) {
  const auto last = [&](std::string_view mark) { return text.substr(0, at).rfind(mark) + 1; };
  return last("\u201c") > last("\u201d") || last("\u300c") > last("\u300d");
}

bool is_inside_word(std::string_view text, std::size_t at) {
  const char32_t before = decode_before(text, at).value;
  const char32_t here = decode(text, at).value;
  const auto is_alphanumeric = [](char32_t c) { return c < 0x80 && (is_letter(c) || is_digit(c)); };
  return is_alphanumeric(before) && is_alphanumeric(here);
}

/// A day read at one place of the folded text, and where it ends.
struct Reading {
  Days day;
  std::size_t stop = 0;
};

std::optional<Reading> read_day_word(std::string_view text, std::size_t at, Days published) {
  for (const DayWord& word : kDayWords) {
    if (!text.substr(at).starts_with(word.word)) continue;
    const std::size_t stop = at + word.word.size();
    if (begins_with_any(text.substr(stop), kNames)) return std::nullopt;
    if (is_inside_word(text, stop)) return std::nullopt;
    return Reading{published + std::chrono::days(word.days), stop};
  }
  return std::nullopt;
}

std::optional<Reading> read_day(std::string_view text, std::size_t at,
                                const std::optional<Days>& published) {
  DateReader full(text, at);
  if (const auto date = full.read_date()) {
    return Reading{*day_of(fmt::format("{:04}-{:02}-{:02}", date->year, date->month, date->day)),
                   full.at()};
  }
  if (!published) return std::nullopt;
  if (auto word = read_day_word(text, at, *published)) return word;
  DateReader reader(text, at);
  const auto date = reader.read_month_day();
  const auto day = date ? nearest(*date, *published) : std::nullopt;
  return day ? std::optional(Reading{*day, reader.at()}) : std::nullopt;
}

/// Folded, up to the end of the second sentence.
std::string head_of(std::string_view text) {
  std::string folded = fold_text(text.substr(0, kHeadBytes));
  constexpr std::string_view kStop = "\u3002";
  const std::size_t first = folded.find(kStop);
  const std::size_t second =
      first == std::string::npos ? first : folded.find(kStop, first + kStop.size());
  if (second != std::string::npos) folded.resize(second);
  return folded;
}

}  // namespace

std::optional<std::string> spoken_date(std::string_view text, std::string_view published) {
  const std::string folded = head_of(text);
  const std::string_view head = folded;
  const auto day_published = day_of(published);
  for (std::size_t at = 0; at < head.size();) {
    const auto reading =
        is_inside_word(head, at) ? std::nullopt : read_day(head, at, day_published);
    if (!reading) {
      at += decode(head, at).size;
      continue;
    }
    const bool bound = ends_with_any(head.substr(0, at), kBoundBefore) ||
                       begins_with_any(head.substr(reading->stop), kBoundAfter);
    if (!bound && !is_quoted(head, at)) return iso_of(reading->day);
    at = reading->stop;
  }
  return std::nullopt;
}

std::optional<std::string> dateline_date(std::string_view text, std::string_view published) {
  const std::string folded = fold_text(text.substr(0, kDatelineBytes));
  const std::string_view head = folded;
  const auto day_published = day_of(published);
  for (std::size_t at = 0; at < head.size(); at += decode(head, at).size) {
    if (head.substr(at).starts_with("\u3002") || head[at] == ',') break;
    if (is_inside_word(head, at)) continue;
    const auto reading = read_day(head, at, day_published);
    if (!reading) continue;
    if (!begins_with_any(head.substr(reading->stop), kDatelineEnds)) break;
    return iso_of(reading->day);
  }
  return std::nullopt;
}

}  // namespace eider::text
