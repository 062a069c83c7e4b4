#pragma once
// Rules for captions, once lines are pieces.

#include <vector>

#include "corpus/parse/piece.h"

namespace eider::parse {

/// Rule: a short piece that ends in the credit of a picture in parentheses ("(agency photo)",
/// "(screenshot)") is that picture's caption.
void mark_picture_captions(std::vector<Piece>& pieces);

/// Rule: a figure's numbered caption or its source note, where neither a table nor a picture
/// stands beside it, captions nothing: boilerplate. Text formats alone; a printed page has its
/// pictures where no reader sees them.
void mark_lone_captions(std::vector<Piece>& pieces);

}  // namespace eider::parse
