#include "corpus/parse/wraps.h"

#include <algorithm>
#include <cstdlib>

#include "corpus/parse/characters.h"
#include "corpus/parse/credits.h"
#include "corpus/parse/limits.h"
#include "corpus/parse/phrases.h"
#include "text/utf8.h"

namespace eider::parse {
namespace {

constexpr int kRunningColumns = 40;     // an unwrapped line this long is prose, not a label
constexpr int kLabelColumns = 30;       // a shorter unfinished line is a label
constexpr std::size_t kFarStanzas = 8;  // how far a short stanza looks for its column's width

bool is_prose(LineKind kind) { return kind == LineKind::kText || kind == LineKind::kListItem; }

// Columns of the piece that cannot be parted from the front of a line: a word, or a character.
int first_unit(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size() && at < 60) {
    text::CodePoint c = text::decode(text, at);
    if (!is_word_character(c.value)) break;
    at += c.size;
  }
  return at == 0 ? 2 : columns_of(text.substr(0, at)) + 1;
}

// With the indent that a paragraph's first line has.
int set_columns(const Line& line) { return line.columns + (line.indent <= 8 ? line.indent : 0); }

// Line `a` could not have taken the front of line `b` as well.
bool is_full(const Line& a, const Line& b, int columns) {
  int width = set_columns(a);
  if (width > columns + 4) return false;
  return width >= columns - 4 || width + first_unit(b.text) > columns - 2;
}

// Four paragraphs or more are set in, but not the lines in between.
bool indents_paragraphs(const std::vector<Line>& lines) {
  std::size_t prose = 0;
  std::size_t set_in = 0;
  for (const Line& line : lines) {
    if (line.kind != LineKind::kText) continue;
    ++prose;
    if (line.indent >= 2 && line.indent <= 8) ++set_in;
  }
  return set_in >= 4 && set_in * 20 >= prose && set_in * 2 <= prose;
}

// The width that the inner lines share: the widest that a second line confirms.
int widest_confirmed(const std::vector<Line>& lines, const Stanza& stanza) {
  std::vector<int> widths;
  for (std::size_t i = stanza.first; i + 1 < stanza.last; ++i) widths.push_back(lines[i].columns);
  std::sort(widths.rbegin(), widths.rend());
  for (std::size_t i = 0; i + 1 < widths.size(); ++i) {
    if (widths[i] - widths[i + 1] <= 2) return widths[i];
  }
  return 0;
}

// Two inner lines show a width only if they are prose of one width that both leave unfinished.
bool is_short_proof(const std::vector<Line>& lines, const Stanza& stanza) {
  const Line& first = lines[stanza.first];
  const Line& second = lines[stanza.first + 1];
  if (std::abs(first.columns - second.columns) > 2) return false;
  if (ends_sentence(first.text) || ends_sentence(second.text)) return false;
  return has_clause_mark(first.text) || has_clause_mark(second.text);
}

int own_columns(const std::vector<Line>& lines, const Stanza& stanza) {
  std::size_t size = stanza.last - stanza.first;
  if (size < 3 || (size == 3 && !is_short_proof(lines, stanza))) return 0;
  int columns = widest_confirmed(lines, stanza);
  if (columns < kMinWrapColumns || columns > kMaxWrapColumns) return 0;
  std::size_t inner = stanza.last - stanza.first - 1;
  std::size_t full = 0;
  for (std::size_t i = stanza.first; i + 1 < stanza.last; ++i) {
    if (is_full(lines[i], lines[i + 1], columns)) ++full;
  }
  return full * 3 >= inner * 2 ? columns : 0;
}

// A stanza fits a width when no line passes it and inner lines come near, unless they end a
// sentence.
bool fits(const std::vector<Line>& lines, const Stanza& stanza, int columns) {
  for (std::size_t i = stanza.first; i < stanza.last; ++i) {
    if (lines[i].columns > columns + 4) return false;
    bool inner = i + 1 < stanza.last;
    if (inner && lines[i].columns * 10 < columns * 7 && !ends_sentence(lines[i].text)) return false;
  }
  return true;
}

// Gives stanzas that show no width the one of the nearest wrapped stanza before or after that
// fits them.
void inherit_columns(const std::vector<Line>& lines, std::vector<Stanza>& stanzas) {
  std::vector<int> own(stanzas.size());
  std::transform(stanzas.begin(), stanzas.end(), own.begin(),
                 [](const Stanza& s) { return s.columns; });
  for (std::size_t i = 0; i < stanzas.size(); ++i) {
    if (own[i] > 0) continue;
    for (std::size_t far = 1; far <= kFarStanzas && stanzas[i].columns == 0; ++far) {
      int before = far <= i ? own[i - far] : 0;
      int after = i + far < own.size() ? own[i + far] : 0;
      for (int columns : {before, after}) {
        bool use = columns > 0 && stanzas[i].columns == 0 && fits(lines, stanzas[i], columns);
        if (use) stanzas[i].columns = columns;
      }
    }
  }
}

// Words part at spaces in this script, so a continued line begins in lower case.
bool may_continue(std::string_view next) {
  char32_t c = first_character(next);
  return !(c >= U'A' && c <= U'Z');
}

bool has_punctuation(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    text::CodePoint c = text::decode(text, at);
    if (text::is_punctuation(c.value)) return true;
    at += c.size;
  }
  return false;
}

// "Harbour Daily, 2 June" and its Chinese forms, with which a report begins.
bool has_dateline(std::string_view text) {
  for (std::string_view mark : {"\u65e5\u8baf", "\u65e5\u8a0a", "\u65e5\u7535", "\u65e5\u96fb"}) {
    if (text.find(mark) != std::string_view::npos) return true;
  }
  return false;
}

// One line alone may be a subhead; but not if nothing of the next line fitted into it. Hanging
// punctuation makes a column look one character wider than it is.
bool is_brimful(const Line& line, const Line& next, int columns) {
  if (line.columns > columns) return false;
  int slack = has_punctuation(line.text) ? 2 : 0;
  return set_columns(line) + first_unit(next.text) + slack > columns;
}

// Rule: where paragraphs are set in, a stanza that is not goes on with the one before, even if
// that ended its sentence at the foot of the column; unless it is a lone label.
bool is_set_flush(const std::vector<Line>& lines, const Stanza& stanza, const Stanza& next) {
  if (!stanza.indents || stanza.columns == 0 || lines[next.first].indent > 0) return false;
  const Line& line = lines[stanza.last - 1];
  bool lone = next.last - next.first == 1 && !ends_sentence(lines[next.first].text);
  return !lone && is_full(line, lines[next.first], stanza.columns);
}

// An opening bracket or a mark that no sentence begins with.
bool begins_inside(std::string_view text) {
  constexpr std::u32string_view kInside =
      U"\uff08\uff0c\u3002\u3001\uff1b\uff1a\uff09\u3011\u300d\u300f\u300b";
  return kInside.find(first_character(text)) != std::u32string_view::npos;
}

// A short line that ends what a bracket has opened.
bool closes_bracket(const Line& line) {
  char32_t end = last_character(line.text);
  return line.columns <= kRunningColumns && (end == U')' || end == U'\uff09') &&
         open_brackets(line.text) < 0;
}

// A button, a label with an address: nothing that a sentence goes on with.
bool begins_new(std::string_view text) {
  return is_interface_phrase(text) || !labelled_address(text).empty();
}

bool ends_in_latin(std::string_view text) { return last_character(text) < 0x80; }

bool ends_in_colon(std::string_view text) {
  char32_t c = last_character(text);
  return c == U':' || c == U'\uff1a' || c == U'|';
}

}  // namespace

std::vector<Stanza> find_stanzas(const std::vector<Line>& lines) {
  std::vector<Stanza> stanzas;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (!is_prose(lines[i].kind)) continue;
    bool new_one =
        stanzas.empty() || stanzas.back().last != i || lines[i].kind == LineKind::kListItem;
    if (new_one) stanzas.push_back({i, i});
    stanzas.back().last = i + 1;
  }
  bool indents = indents_paragraphs(lines);
  for (Stanza& stanza : stanzas) {
    stanza.columns = own_columns(lines, stanza);
    stanza.indents = indents;
  }
  inherit_columns(lines, stanzas);
  return stanzas;
}

bool goes_on_within(const std::vector<Line>& lines, std::size_t at, const Stanza& stanza,
                    const Unfinished& so_far) {
  const Line& line = lines[at];
  const Line& next = lines[at + 1];
  bool finished = ends_sentence(line.text);
  if (stanza.columns > 0) {
    if (next.indent >= line.indent + 2) return false;
    if (line.columns * 2 < stanza.columns) return false;
    return !finished || is_full(line, next, stanza.columns);
  }
  if (line.columns < kRunningColumns || ends_in_colon(line.text)) return false;
  if (so_far.brackets > 0 && closes_bracket(next)) return true;
  if (finished || begins_new(next.text)) return false;
  if (ends_in_latin(line.text) && is_word_character(first_character(next.text))) {
    return may_continue(next.text) || (line.columns >= 60 && ends_sentence(next.text));
  }
  return so_far.clause || so_far.brackets > 0;
}

bool goes_on_across(const std::vector<Line>& lines, const Stanza& stanza, const Stanza& next,
                    const Unfinished& so_far) {
  const Line& line = lines[stanza.last - 1];
  const Line& after = lines[next.first];
  if (after.kind != LineKind::kText || after.indent >= 2) return false;
  if (is_only_symbols(after.text)) return false;
  if (is_set_flush(lines, stanza, next)) return true;
  bool lead_in = ends_in_colon(line.text) && so_far.brackets <= 0;
  if (ends_sentence(line.text) || lead_in) return false;
  if (ends_in_latin(line.text) && !may_continue(after.text)) return false;
  bool prose =
      so_far.clause || so_far.brackets > 0 || has_dateline(line.text) || begins_inside(after.text);
  if (stanza.columns > 0) {
    bool wide = set_columns(line) * 10 >= stanza.columns * 7;
    int fitting = next.columns > 0 ? next.columns : stanza.columns;
    return wide && (so_far.lines >= 2 || prose || is_brimful(line, after, fitting));
  }
  bool label = after.columns < kLabelColumns && !ends_sentence(after.text);
  return line.columns >= kRunningColumns && prose && !label;
}

}  // namespace eider::parse
