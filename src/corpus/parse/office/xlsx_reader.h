#pragma once
// .xlsx -> Page (ECMA-376 part 1, SpreadsheetML): each sheet a heading, its tables and texts.
// Formulas show the values that the file keeps of them; hidden sheets are read like others.

#include <string_view>

#include "base/error.h"
#include "corpus/parse/piece.h"

namespace eider::parse {

/// `bytes` are the file's. Errors name the part: kCorrupt, kUnsupported (encrypted or binary),
/// kLimit, kUnavailable. A sheet that breaks is named in Page::complaint, unless none is left.
Result<Page> read_xlsx(std::string_view bytes);

}  // namespace eider::parse
