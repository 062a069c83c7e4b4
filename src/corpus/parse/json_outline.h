#pragma once
// A JSON value that holds no records -> pieces to read: "name: value" paragraphs under headings
// that are the names of the objects around them; lists of lists are tables.

#include <vector>

#include "corpus/parse/json_fields.h"
#include "corpus/parse/piece.h"

namespace eider::parse {

/// Facts of the outermost object (title, url, source, date) become the page's.
Page outline_of(const Json& value);

/// The title, source, address and date that an object's own members say.
PageFacts facts_of(const Json& object);

}  // namespace eider::parse
