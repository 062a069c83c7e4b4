#pragma once
// A DuckDB type's text, such as STRUCT(company VARCHAR, amount DOUBLE, tags VARCHAR[]) -> Schema.
// A STRUCT is an object whose properties must be there but may be null, as its fields may; lists
// are arrays, T[3] an array of three. VARCHAR(n) has at most n characters.

#include <string_view>

#include "rows/constraint/schema.h"

namespace eider::rows {

/// Errors: kInvalidArgument (the byte where it is no type), kUnsupported (MAP, UNION, BLOB ...),
/// kLimit.
Result<Schema> schema_of_type(std::string_view text);

}  // namespace eider::rows
