#pragma once
// Registers a table function of functions.yaml with DuckDB.

#include "extension/binding.h"

namespace eider::extension {

/// `name` is the spec's, or its twin's. Takes the binding; false where DuckDB refuses.
bool register_table(duckdb_connection connection, const std::string& name, Binding binding);

}  // namespace eider::extension
