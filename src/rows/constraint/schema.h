#pragma once
// Schema: what a typed reply may be. One tree for JSON schemas, DuckDB types and labels.
// A value's text has one form: no spaces, an object's properties in the schema's order, numbers
// without an exponent, characters as constraint/characters.h says.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/error.h"
#include "rows/constraint/exact_number.h"

namespace eider::rows {

struct Schema;
struct Property;

inline constexpr std::uint32_t kAnyNumber = ~0u;  // of characters or items: no upper limit

struct BooleanSchema {};
struct NullSchema {};

struct NumberBound {
  ExactNumber value;
  bool is_included = true;
};

/// An integer where there are no fraction digits. The digits are what a reply may write at most.
struct NumberSchema {
  std::uint32_t whole_digits = 15;
  std::uint32_t fraction_digits = 6;
  std::optional<NumberBound> least;
  std::optional<NumberBound> most;
};

/// Lengths in characters (code points).
struct StringSchema {
  std::uint32_t min_length = 0;
  std::uint32_t max_length = kAnyNumber;
  std::string pattern;     // matches the whole string; "": any
  bool is_quoted = false;  // a stretch of the row's own text: strings_from() says which
};

/// A stretch of `text`, from any character to any later one.
struct StretchSchema {
  std::string text;
  bool may_be_empty = true;
};

enum class CalendarForm : std::uint8_t {
  kDate,       // 2026-05-01, a real day of the years 1 to 9999
  kTime,       // 08:30:00
  kTimestamp,  // 2026-05-01T08:30:00
  kDateTime,   // 2026-05-01T08:30:00Z, or +08:00 (RFC 3339)
};

struct CalendarSchema {
  CalendarForm form = CalendarForm::kDate;
};

/// One of these JSON texts.
struct EnumSchema {
  std::vector<std::string> texts;
};

/// An array of labels in any order, none twice.
struct LabelsSchema {
  std::vector<std::string> labels;
  std::uint32_t min_items = 0;
  std::uint32_t max_items = kAnyNumber;
};

struct ArraySchema {
  std::vector<Schema> item;  // one
  std::uint32_t min_items = 0;
  std::uint32_t max_items = kAnyNumber;
};

struct ObjectSchema {
  std::vector<Property> properties;
};

struct AnyOfSchema {
  std::vector<Schema> choices;
};

struct Schema {
  std::variant<NullSchema, BooleanSchema, NumberSchema, StringSchema, StretchSchema, CalendarSchema,
               EnumSchema, LabelsSchema, ArraySchema, ObjectSchema, AnyOfSchema>
      form;
  bool is_nullable = false;
};

struct Property {
  std::string name;
  Schema schema;
  bool is_required = true;
};

/// One of the labels as a JSON string; `several`: an array of them without repeats, maybe empty.
/// Errors: kInvalidArgument (none, an empty one, one twice, not UTF-8).
Result<Schema> schema_of_labels(const std::vector<std::string>& labels, bool several);

/// The schema with every string that is_quoted as a stretch of `text`; `all_strings`: every string
/// without pattern and lengths. Errors: kLimit (kMaxSourceTextBytes).
Result<Schema> strings_from(Schema schema, std::string_view text, bool all_strings = false);

/// Does it have strings that only strings_from() can fill? Compile a schema that has after it.
bool has_quoted_strings(const Schema& schema);

}  // namespace eider::rows
