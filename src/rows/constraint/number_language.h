#pragma once
// Numbers between exact bounds -> the language of their texts: no exponent, no leading zero, no
// negative zero, at most the schema's digits before and behind the point.

#include "rows/constraint/languages.h"
#include "rows/constraint/schema.h"

namespace eider::rows {

/// kNothing where no number of so many digits lies between the bounds.
Language number_language(LanguagePool& pool, const NumberSchema& schema);

}  // namespace eider::rows
