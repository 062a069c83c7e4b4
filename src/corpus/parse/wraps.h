#pragma once
// Rule: hard wraps. Which lines are one paragraph that a column's width has cut.
// A stanza is a run of prose lines without a blank line; a wrapped stanza has a column width
// that nearly all its lines fill. Lines of such a stanza go on into each other; a stanza whose
// last line is full and unfinished goes on across the blank line that a column or page break left.

#include <cstddef>
#include <vector>

#include "corpus/parse/lines.h"

namespace eider::parse {

struct Stanza {
  std::size_t first = 0;
  std::size_t last = 0;  // past the end
  int columns = 0;       // the width it was wrapped at, 0 if it was not
  bool indents = false;  // its page sets a paragraph's first line in
};

/// Prose stanzas in order; a list item begins its own. Widths come from the stanza itself if it
/// shows one over three lines or more, else from the nearest wrapped stanza whose width fits.
std::vector<Stanza> find_stanzas(const std::vector<Line>& lines);

/// What of a paragraph so far decides whether the next line belongs to it.
struct Unfinished {
  std::size_t lines = 0;
  bool clause = false;  // has a comma or semicolon
  int brackets = 0;     // opened and not yet closed
};

/// Inside a stanza: line `at` and line `at + 1` are one paragraph.
bool goes_on_within(const std::vector<Line>& lines, std::size_t at, const Stanza& stanza,
                    const Unfinished& so_far);

/// Across the blank line after `stanza`: its last line and the first of `next` are one paragraph.
bool goes_on_across(const std::vector<Line>& lines, const Stanza& stanza, const Stanza& next,
                    const Unfinished& so_far);

}  // namespace eider::parse
