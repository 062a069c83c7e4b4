#pragma once
// Rules for what a site puts below and beside its articles: lists of links, the readers' part.
// Such pieces become kBoilerplate; their text is kept.

#include <vector>

#include "corpus/parse/piece.h"

namespace eider::parse {

/// Rule: three list items or more in a row that are links and nothing else lead away from the
/// page, unless the line above announces them by a colon.
void mark_link_runs(std::vector<Piece>& pieces);

/// Rule: from the heading of the comments on, everything is the readers' down to the next heading
/// of its depth or above; from a plain line that says so below the text, down to the next heading.
void mark_comments(std::vector<Piece>& pieces);

}  // namespace eider::parse
