#pragma once
// .txt and .md -> Page.

#include <string_view>

#include "base/error.h"
#include "corpus/parse/piece.h"

namespace eider::parse {

/// `source` is valid UTF-8. Errors: kLimit.
Result<Page> read_text(std::string_view source);

/// Boilerplate, headings and articles, for readers whose format says nothing of them.
void mend(std::vector<Piece>& pieces);

}  // namespace eider::parse
