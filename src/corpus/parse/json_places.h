#pragma once
// Where the records of a JSON text stand: the bytes of each, found without building any value.

#include <string_view>
#include <vector>

#include "base/span.h"

namespace eider::parse {

/// The objects of the list that makes up the text: its outermost value, or the one list of
/// objects that fills more than half of the outermost object. Empty where there is none, or
/// where its items are not all objects. `text` is valid JSON.
std::vector<Span> record_places(std::string_view text);

}  // namespace eider::parse
