#pragma once
// .html -> Page: headings, paragraphs, list items and tables from the tags; scripts and styles
// are no text; navigation, footers, asides and lists of links are boilerplate.

#include <string_view>

#include "base/error.h"
#include "corpus/parse/piece.h"

namespace eider::parse {

/// `source` is valid UTF-8. Errors: kLimit above kMaxCells, kUnavailable without memory.
Result<Page> read_html(std::string_view source);

}  // namespace eider::parse
