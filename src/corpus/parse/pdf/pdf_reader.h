#pragma once
// .pdf -> Page: the text layer in reading order, every piece with its page and place. Headings,
// lists, captions and tables are found by type size, position and rulings; running heads, page
// numbers and contents are boilerplate. Nothing outside the bytes is read; scripts and forms are
// not run. Steps: ink (characters), rulings, fragments, furniture, areas, passages, roles.

#include <string_view>

#include "base/error.h"
#include "corpus/parse/piece.h"

namespace eider::parse {

/// Loads PDFium, which maps code: to be called before a process gives that up.
Result<void> prepare_pdf();

/// A page without text is named in `complaint`; if none has any, `needs_ocr` is set.
/// Errors: kCorrupt (no PDF, or broken beyond repair), kUnsupported (encrypted), kLimit (naming
/// the page), kUnavailable (no PDFium).
Result<Page> read_pdf(std::string_view bytes);

}  // namespace eider::parse
