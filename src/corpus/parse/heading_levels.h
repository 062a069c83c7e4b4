#pragma once
// Rule: heading levels that lie. Headings numbered in one series, "(1)", "(2)", "(3)" also in Han
// numerals, under one heading above them, have one level: the one that most of them have, the
// first one's in a tie.

#include <vector>

#include "corpus/parse/piece.h"

namespace eider::parse {

void align_numbered_headings(std::vector<Piece>& pieces);

}  // namespace eider::parse
