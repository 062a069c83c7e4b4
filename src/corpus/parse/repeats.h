#pragma once
// Rule: a repeated author box. At an article's end, what the same article has said word for word
// before (the author's note once more in a box, below a label) is boilerplate.

#include <vector>

#include "corpus/parse/piece.h"

namespace eider::parse {

void mark_repeated_boxes(std::vector<Piece>& pieces);

}  // namespace eider::parse
