#pragma once
// Rule: front matter. A file that begins with "---", "key: value" lines, "---" says its facts
// there; they become columns of the document and are no reading text.

#include <cstddef>
#include <string_view>

#include "corpus/parse/piece.h"

namespace eider::parse {

/// Fills `facts`; returns the byte after the front matter, 0 if there is none. Values may be
/// quoted; unknown keys are passed over; a block without its closing line is no front matter.
std::size_t read_front_matter(std::string_view text, PageFacts& facts);

/// A date in ISO 8601: as text/dates.h reads it, also with the fractions of a second of
/// "2025-10-06T19:17:02.091082"; "" if there is none.
std::string iso_date(std::string_view value);

}  // namespace eider::parse
