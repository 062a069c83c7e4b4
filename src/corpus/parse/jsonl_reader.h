#pragma once
// .jsonl -> Page: one JSON object a line, each an article. A line that is no object is passed
// over and named in Page::complaint; the others are kept.

#include <string_view>

#include "base/error.h"
#include "corpus/parse/piece.h"

namespace eider::parse {

/// Errors: kCorrupt if no line is an object, kLimit above kMaxLines.
Result<Page> read_jsonl(std::string_view source);

}  // namespace eider::parse
