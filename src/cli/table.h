#pragma once
// Table: what one request gives back. A cell is JSON: numbers are numbers, lists arrays, structs
// objects in their own order, NULL null; every other type is the text DuckDB prints for it.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

namespace eider::cli {

using Json = nlohmann::ordered_json;

struct Column {
  std::string name;  // unique in its table
  bool numeric = false;
};

struct Table {
  std::vector<Column> columns;
  std::vector<std::vector<Json>> rows;  // each as long as `columns`
  bool has_rows = false;                // false for a statement that gives none, as CREATE
  double seconds = 0;
};

/// The row as an object, in the order of the columns.
Json object_of(const Table& table, const std::vector<Json>& row);

/// Only `fields` of an object, in that order; null for one that it lacks.
Json pick(const Json& object, const std::vector<std::string_view>& fields);

/// A field as text: "" when it is absent or null, the JSON of anything that is no text.
std::string text_of(const Json& object, std::string_view field);
/// A field as a number, 0 when it is absent or no number.
double number_of(const Json& object, std::string_view field);
std::int64_t integer_of(const Json& object, std::string_view field);

/// "2026-05-01 00:00:00" -> "2026-05-01"; with another time "2026-05-01T08:30:00". What is no
/// timestamp stays as it is.
Json date_of(const Json& timestamp);

/// One line of JSON; bytes that are not UTF-8 become U+FFFD.
std::string dump(const Json& value);

}  // namespace eider::cli
