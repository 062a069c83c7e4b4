#pragma once
// JSON objects -> the fields of a record. Inner objects give fields with dotted names; lists give
// one text. Lone surrogates are errors of the file, as its own format has no such text.

#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/parse/record_fields.h"

namespace eider::parse {

using Json = nlohmann::ordered_json;

/// The column of each name, in the order in which the names come up.
class ColumnNames {
 public:
  std::int64_t column_of(const std::string& name);
  const std::vector<std::string>& names() const { return names_; }

 private:
  std::map<std::string, std::int64_t> columns_;
  std::vector<std::string> names_;
};

/// Strings and numbers as they are; items of a list parted by a comma, those that are objects as
/// "name: value" and parted by a semicolon. NUL characters go.
std::string json_text(const Json& value);

/// `object` is one. The names get their columns.
std::vector<RecordField> json_fields(const Json& object, ColumnNames& columns);

/// What is wrong with a text as JSON, and at which of its bytes.
struct JsonFault {
  std::string what;
  std::size_t byte = 0;
  bool too_deep = false;  // nested more than kMaxJsonDepth deep
};

/// Empty where `text` is one JSON value.
std::optional<JsonFault> json_fault(std::string_view text);

}  // namespace eider::parse
