#pragma once
// A JSON schema's text -> Schema. A subset: type (one or several), properties,
// required, items, minItems, maxItems, uniqueItems with an enum, enum, const, anyOf, minLength,
// maxLength, pattern, format (date, time, date-time, and our own "quote": a stretch of the row's
// text), minimum, maximum, exclusiveMinimum, exclusiveMaximum, nullable, $ref to "#/$defs/...".
// Objects hold the properties that are listed, in that order, and no others.

#include <string_view>

#include "rows/constraint/schema.h"

namespace eider::rows {

/// Errors: kInvalidArgument (no JSON: the byte; a wrong schema: its JSON pointer), kUnsupported
/// (what is not in the subset, by its pointer), kLimit.
Result<Schema> schema_of_json(std::string_view text);

}  // namespace eider::rows
