#pragma once
// Schema -> the language of the JSON texts that are valid replies.

#include "rows/constraint/languages.h"
#include "rows/constraint/schema.h"

namespace eider::rows {

/// Never kNothing. Errors name the place in the schema ("$.rounds[].amount"): kInvalidArgument
/// (no value can satisfy it: minimum above maximum, an empty enum), kUnsupported, kLimit.
Result<Language> schema_language(LanguagePool& pool, const Schema& schema);

}  // namespace eider::rows
