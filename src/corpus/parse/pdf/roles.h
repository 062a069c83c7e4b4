#pragma once
// Passages of a whole document -> pieces: headings by the font's size among the document's sizes,
// captions, contents with dot leaders, and paragraphs that go on over a column's or page's end.

#include <vector>

#include "corpus/parse/pdf/passages.h"

namespace eider::parse::pdf {

std::vector<Piece> give_roles(std::vector<Passage> passages);

}  // namespace eider::parse::pdf
