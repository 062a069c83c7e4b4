#pragma once
// Fragments of a page -> areas in reading order: runs of text lines, and tables.
// Method: recursive XY-cut (Nagy and Seth, 1984; Ha, Haralick and Phillips, 1995). A region is cut
// into strips at white space that crosses it; neighbouring strips through which the same gutter
// runs are a band. A band of full lines is columns of text, each a region again; a band of short
// cells is a table (alignment.h); any other is read line by line.

#include <vector>

#include "corpus/parse/pdf/fragments.h"
#include "corpus/parse/piece.h"

namespace eider::parse::pdf {

struct Table {
  Rect box;
  std::vector<Row> rows;
};

struct TextLine {
  Rect box;
  float baseline = 0;
  float size = 0;
  bool bold = false;
  std::string text;
};

struct Area {
  Rect box;
  std::vector<TextLine> lines;  // of running text, else empty
  Table table;
};

/// `tables` are those already found; their text is not among the fragments.
std::vector<Area> find_areas(std::vector<Fragment> fragments, std::vector<Table> tables,
                             const Rulings& rulings);

}  // namespace eider::parse::pdf
