#pragma once
// .docx -> Page (ECMA-376 part 1, WordprocessingML): headings by outline level, paragraphs, list
// items, tables, captions, text boxes; notes at the end; headers and footers are boilerplate.

#include <string_view>

#include "base/error.h"
#include "corpus/parse/piece.h"

namespace eider::parse {

/// `bytes` are the file's. Errors name the part: kCorrupt, kUnsupported (encrypted or binary),
/// kLimit, kUnavailable. Notes, headers and footers that break are named in Page::complaint.
Result<Page> read_docx(std::string_view bytes);

}  // namespace eider::parse
