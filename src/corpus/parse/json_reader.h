#pragma once
// .json -> Page: a list of records, also inside an object, is read as .jsonl is, each record an
// article; any other value is read as an outline of names and values.

#include <string_view>

#include "base/error.h"
#include "corpus/parse/piece.h"

namespace eider::parse {

/// `source` is valid UTF-8. Where it is no JSON value, but one a line, it is read as .jsonl.
/// Errors: kCorrupt, naming the byte (a lone surrogate is one); kLimit (kMaxJsonDepth).
Result<Page> read_json(std::string_view source);

}  // namespace eider::parse
