#pragma once
// Hyphens at line ends: typeset text cuts "compi-|lation" in two and also breaks
// "trace-|compilation" where it has a hyphen anyway. Only the rest of the document knows which.
// Input: lines one by one, then all pieces -> output: texts in which each cut is settled.
// Invariant: after settle_hyphens() no text holds the mark of an open cut (U+00AD).

#include <string>
#include <string_view>
#include <vector>

#include "corpus/parse/piece.h"

namespace eider::parse::pdf {

/// As append_wrapped(), but a hyphen that cuts a word becomes the mark of an open cut.
void append_line(std::string& text, std::string_view next);

/// Each open cut gets its hyphen back where the document writes the word with it elsewhere, or
/// writes both halves as words of their own and never as one word; else the halves close up.
void settle_hyphens(std::vector<Piece>& pieces);

}  // namespace eider::parse::pdf
