#pragma once
// Value: one SQL value on its way in or out of DuckDB. A STRUCT is a List of its fields in order.
// Dates travel as ISO 8601 text.

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace eider::store {

struct Value;
using List = std::vector<Value>;
using Floats = std::vector<float>;
/// Bytes of a BLOB column.
struct Blob {
  std::string bytes;
};

struct Value {
  std::variant<std::monostate, bool, std::int64_t, double, std::string, List, Floats, Blob> data;

  Value() = default;
  Value(bool value) : data(value) {}                      // NOLINT(google-explicit-constructor)
  Value(std::int64_t value) : data(value) {}              // NOLINT(google-explicit-constructor)
  Value(double value) : data(value) {}                    // NOLINT(google-explicit-constructor)
  Value(std::string value) : data(std::move(value)) {}    // NOLINT(google-explicit-constructor)
  Value(const char* value) : data(std::string(value)) {}  // NOLINT(google-explicit-constructor)
  Value(List value) : data(std::move(value)) {}           // NOLINT(google-explicit-constructor)
  Value(Floats value) : data(std::move(value)) {}         // NOLINT(google-explicit-constructor)
  Value(Blob value) : data(std::move(value)) {}           // NOLINT(google-explicit-constructor)

  bool is_null() const { return std::holds_alternative<std::monostate>(data); }
  const std::string* text() const { return std::get_if<std::string>(&data); }
  const std::int64_t* integer() const { return std::get_if<std::int64_t>(&data); }
  const List* list() const { return std::get_if<List>(&data); }
};

/// Empty text is stored as NULL: an unknown title, date or source.
inline Value text_or_null(const std::string& text) { return text.empty() ? Value() : Value(text); }

}  // namespace eider::store
