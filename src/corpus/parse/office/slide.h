#pragma once
// The shapes of one slide, or of its notes (ECMA-376 part 1, PresentationML) -> pieces: the title
// first, then the others as they lie, from the rearmost to the front.

#include <string>
#include <vector>

#include "base/error.h"
#include "corpus/parse/office/table_budget.h"
#include "corpus/parse/office/xml.h"
#include "corpus/parse/piece.h"

namespace eider::parse {

struct SlideText {
  std::vector<Piece> pieces;
  bool is_cover = false;              // its title is centred, as a presentation's own is
  std::vector<std::string> charts;    // relations to parts that read_chart() reads
  std::vector<std::string> diagrams;  // relations to parts that read_diagram() reads
};

/// `root` is <p:sld>. Titles are headings of depth 1; dates and footers are boilerplate.
/// Errors: kLimit, as the budget's.
Result<SlideText> read_slide(pugi::xml_node root, TableBudget& budget);

/// `root` is <dgm:dataModel>: the texts of a diagram's points, as list items.
std::vector<Piece> read_diagram(pugi::xml_node root);

/// `root` is <p:notes>: what the speaker wrote, without the picture of the slide.
std::vector<Piece> read_slide_notes(pugi::xml_node root);

}  // namespace eider::parse
