#pragma once
// Text lines of an area -> passages: what one paragraph, heading or list item is on one page.
// Rules, each on two lines that follow each other: a new passage begins where the font's size or
// weight changes, after a gap wider than the lines' usual pitch, at an indented line, at a list
// mark, and after a line that ends before the next line's first word would have had to wrap.

#include <vector>

#include "corpus/parse/pdf/sheet.h"
#include "corpus/parse/piece.h"

namespace eider::parse::pdf {

struct Passage {
  Piece piece;
  std::size_t lines = 0;
  float size = 0;
  bool bold = false;
  bool indented = false;   // its first line stands in from the column's edge
  bool cut_short = false;  // its last line leaves room: the paragraph is over
  bool in_column = false;  // running text of an area, not a header, table or slanting text
};

/// The passages of a page, in reading order; running heads and feet are boilerplate already.
std::vector<Passage> find_passages(const Sheet& sheet);

/// Begins like a list item: a bullet, a dash, "(a)", "1)", "3. ".
bool begins_list_item(std::string_view line);

/// "Figure 3.", "Table 2:", their Chinese forms: a label with a number, and more text after it.
bool is_caption(std::string_view text);

/// An entry of a table of contents: a leader of dots, and a page number.
bool has_dot_leader(std::string_view line);

}  // namespace eider::parse::pdf
