#include "theme/keywords/units.h"

#include "text/utf8.h"

namespace eider::theme {

namespace {

enum class Kind : std::uint8_t { kHan, kWord, kSpace, kOther };

Kind kind_of(char32_t c) {
  if (text::is_han(c)) return Kind::kHan;
  if (text::is_letter(c) || text::is_digit(c)) return Kind::kWord;
  return c == U' ' ? Kind::kSpace : Kind::kOther;
}

/// Does a unit of `kind` that starts at `at` carry on the run of `last`?
bool carries_on(std::string_view folded, const Unit& last, Kind kind, std::int64_t at) {
  if (last.is_han != (kind == Kind::kHan)) return false;
  if (last.is_han) return last.span.stop == at;
  return last.span.stop + 1 == at && folded[static_cast<std::size_t>(last.span.stop)] == ' ';
}

std::size_t word_stop(std::string_view folded, std::size_t at) {
  while (at < folded.size()) {
    const text::CodePoint c = text::decode(folded, at);
    if (kind_of(c.value) != Kind::kWord) break;
    at += c.size;
  }
  return at;
}

}  // namespace

std::string_view UnitText::words(std::size_t first, std::size_t count) const {
  return slice(folded.text, {units[first].span.start, units[first + count - 1].span.stop});
}

std::string UnitText::written(std::size_t first, std::size_t count) const {
  const Span span{units[first].span.start, units[first + count - 1].span.stop};
  return std::string(slice(original, folded.original(span)));
}

bool UnitText::is_one_run(std::size_t first, std::size_t count) const {
  if (first + count > units.size()) return false;
  for (std::size_t at = first + 1; at < first + count; ++at) {
    if (units[at].begins_run) return false;
  }
  return true;
}

UnitText units_of(std::string_view article) {
  UnitText made{article, text::fold(article), {}};
  const std::string_view folded = made.folded.text;
  for (std::size_t at = 0; at < folded.size();) {
    const text::CodePoint c = text::decode(folded, at);
    const Kind kind = kind_of(c.value);
    std::size_t stop = at + c.size;
    if (kind == Kind::kWord) stop = word_stop(folded, stop);
    if (kind == Kind::kHan || kind == Kind::kWord) {
      const auto start = static_cast<std::int64_t>(at);
      const bool is_new = made.units.empty() || !carries_on(folded, made.units.back(), kind, start);
      made.units.push_back({{start, static_cast<std::int64_t>(stop)}, kind == Kind::kHan, is_new});
    }
    at = stop;
  }
  return made;
}

}  // namespace eider::theme
