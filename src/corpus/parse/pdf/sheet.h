#pragma once
// One page of a document on its way to pieces: its fragments by direction of the text, then its
// areas in reading order.

#include <string>
#include <vector>

#include "corpus/parse/pdf/areas.h"
#include "corpus/parse/pdf/fragments.h"
#include "corpus/parse/pdf/ink.h"
#include "corpus/parse/pdf/rulings.h"

namespace eider::parse::pdf {

/// The text of one direction. Its places are those of the turned page (Frame).
struct Side {
  Frame frame;
  std::vector<Fragment> fragments;
  Rulings rulings;
  std::vector<TextLine> header;  // what repeats on other pages, and page numbers
  std::vector<TextLine> footer;
  std::vector<Area> areas;
};

struct Sheet {
  int number = 0;           // 1 is the first
  std::vector<Side> sides;  // the one with most text first
  std::vector<TextLine> slanting;
  bool has_pictures = false;
  std::size_t characters = 0;
  std::size_t unreadable = 0;  // characters without a Unicode value
  std::size_t wordless = 0;    // characters that are no letters, digits or Han
};

Sheet make_sheet(int number, const PageInk& ink, const PageDrawing& drawing);

/// Fills every side's areas.
void lay_out(Sheet& sheet);

}  // namespace eider::parse::pdf
