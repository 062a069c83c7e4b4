#pragma once
// SQL types between functions.yaml and DuckDB, and Values between Eider and DuckDB's vectors.

#include <string_view>

#include "base/error.h"
#include "store/duckdb_api.h"
#include "store/value.h"

namespace eider::extension {

/// Owns a logical type.
class Type {
 public:
  explicit Type(duckdb_logical_type handle) : handle_(handle) {}
  Type(Type&& other) noexcept : handle_(other.handle_) { other.handle_ = nullptr; }
  Type& operator=(Type&&) = delete;
  ~Type() {
    if (handle_) duckdb_destroy_logical_type(&handle_);
  }
  duckdb_logical_type get() const { return handle_; }

 private:
  duckdb_logical_type handle_;
};

/// "BIGINT", "FLOAT[]", "DECIMAL(18,2)", "STRUCT(a VARCHAR, b BIGINT[])", ...
Type parse_type(std::string_view text);

/// One value into a vector's row. A value of another kind than the vector's type becomes NULL. An
/// integer in a DECIMAL counts its last place.
void write_value(duckdb_vector vector, duckdb_logical_type type, idx_t row,
                 const store::Value& value);

/// A row of a flat vector of BOOLEAN, BIGINT, DOUBLE, VARCHAR or a LIST of these; NULL for other
/// types.
store::Value read_value(duckdb_vector vector, idx_t row);

/// A constant (a parameter, an option). A STRUCT becomes a list of its fields in order.
store::Value read_constant(duckdb_value value);

}  // namespace eider::extension
