#pragma once
// Lines -> pieces: wrapped lines joined, rows gathered into tables, doubled lines dropped.

#include <vector>

#include "corpus/parse/lines.h"
#include "corpus/parse/piece.h"

namespace eider::parse {

std::vector<Piece> join_lines(const std::vector<Line>& lines);

}  // namespace eider::parse
