// Folds the text, so that widths, cases and scripts are one, and tries DateReader at every place
// where a date may begin: not inside a number or a Latin word.

#include "text/dates.h"

#include <fmt/format.h>

#include "text/date_reader.h"
#include "text/fold.h"
#include "text/utf8.h"

namespace eider::text {
namespace {

std::string iso_of(CalendarDate date, std::string_view time) {
  return fmt::format("{:04}-{:02}-{:02}{}", date.year, date.month, date.day, time);
}

bool is_digit_or_latin(char32_t c) { return is_digit(c) || (c < 0x250 && is_letter(c)); }

/// A date may not begin in the middle of a number or a Latin word.
bool may_begin(std::string_view folded, std::size_t at) {
  const CodePoint before = decode_before(folded, at);
  return before.size == 0 || !is_digit_or_latin(before.value) ||
         !is_digit_or_latin(decode(folded, at).value);
}

}  // namespace

std::optional<std::string> parse_date(std::string_view text) {
  const std::string folded = fold_text(trim(text));
  DateReader reader(folded, 0);
  if (reader.read_weekday()) reader.skip_spaces();
  const auto date = reader.read_date();
  if (!date) return std::nullopt;
  const std::string time = reader.read_time();
  reader.skip_spaces();
  reader.read_weekday();
  if (!reader.at_end()) return std::nullopt;
  return iso_of(*date, time);
}

std::optional<FoundDate> find_date(std::string_view text) {
  const Folded folded = fold(text);
  for (std::size_t at = 0; at < folded.text.size(); at += decode(folded.text, at).size) {
    if (!may_begin(folded.text, at)) continue;
    DateReader reader(folded.text, at);
    const auto date = reader.read_date();
    if (!date) continue;
    const std::string time = reader.read_time();
    const Span span = {static_cast<std::int64_t>(at), static_cast<std::int64_t>(reader.at())};
    return FoundDate{iso_of(*date, time), folded.original(span)};
  }
  return std::nullopt;
}

}  // namespace eider::text
