#pragma once
// Page -> ParsedDocument: the reading text is built from the pieces, and every block, cell and
// article gets its range of it. Here titles, dates, bylines and credits find their columns.
// Invariant: blocks are in order, disjoint, parted by one blank line; articles cover them.

#include <string>

#include "corpus/parse/piece.h"
#include "records/document.h"

namespace eider::parse {

/// `path` gives a title and a date where the page has none.
ParsedDocument assemble(Page page, const std::string& path);

}  // namespace eider::parse
