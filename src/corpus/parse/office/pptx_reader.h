#pragma once
// .pptx -> Page (ECMA-376 part 1, PresentationML): slides in the order they are shown, hidden
// ones too, each with its title, texts, tables and the speaker's notes. A slide is a page.

#include <string_view>

#include "base/error.h"
#include "corpus/parse/piece.h"

namespace eider::parse {

/// `bytes` are the file's. Errors name the part: kCorrupt, kUnsupported (encrypted or binary),
/// kLimit, kUnavailable. A slide that breaks is named in Page::complaint, unless none is left.
Result<Page> read_pptx(std::string_view bytes);

}  // namespace eider::parse
