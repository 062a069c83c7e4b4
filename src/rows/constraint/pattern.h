#pragma once
// A regular expression -> the language of the JSON strings (without quotes) that match it whole:
// it is anchored at both ends, as ^ and $ there may say. Syntax: a subset of RE2's: literals,
// . (no line feed), [classes] of characters and ranges, \d \w \s and their capitals, \p{Han},
// \xHH \x{H..} \uHHHH, (groups), (?:groups), |, * + ? {m} {m,} {m,n}.

#include <string_view>

#include "base/error.h"
#include "rows/constraint/languages.h"

namespace eider::rows {

/// Errors: kInvalidArgument and kUnsupported (naming the byte of the pattern), kLimit.
Result<Language> language_of_pattern(LanguagePool& pool, std::string_view pattern);

}  // namespace eider::rows
