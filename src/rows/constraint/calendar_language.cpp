#include "rows/constraint/calendar_language.h"

#include "rows/constraint/pattern.h"

namespace eider::rows {
namespace {

// The forms are regular, so they are written as patterns; none of them can fail to be read.
Language read(LanguagePool& pool, std::string_view pattern) {
  return language_of_pattern(pool, pattern).value_or(kNothing);
}

Language years(LanguagePool& pool) {
  return read(pool, "[1-9]\\d{3}|0[1-9]\\d\\d|00[1-9]\\d|000[1-9]");
}

Language leap_years(LanguagePool& pool) {
  return read(pool, "\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:0[48]|[2468][048]|[13579][26])00");
}

Language date(LanguagePool& pool) {
  const Language days = read(pool,
                             "-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|"
                             "(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))");
  const Language leap_day = pool.literal("-02-29");
  return pool.either({pool.then(years(pool), days), pool.then(leap_years(pool), leap_day)});
}

Language time(LanguagePool& pool) { return read(pool, "(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d"); }

Language plain(LanguagePool& pool, CalendarForm form) {
  if (form == CalendarForm::kDate) return date(pool);
  if (form == CalendarForm::kTime) return time(pool);
  const Language both = pool.then(date(pool), pool.then(pool.literal("T"), time(pool)));
  if (form == CalendarForm::kTimestamp) return both;
  return pool.then(both, read(pool, "Z|[+\\-](?:0\\d|1[0-4]):[0-5]\\d"));
}

}  // namespace

Language calendar_language(LanguagePool& pool, CalendarForm form) {
  const Language quote = pool.literal("\"");
  return pool.then(quote, pool.then(plain(pool, form), quote));
}

}  // namespace eider::rows
