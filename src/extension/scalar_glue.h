#pragma once
// Registers a scalar function of functions.yaml with DuckDB.

#include "extension/binding.h"

namespace eider::extension {

/// `name` is the spec's, or its twin's. With options there are two forms: without and with the
/// STRUCT as last argument. Takes the binding; false where DuckDB refuses.
bool register_scalar(duckdb_connection connection, const std::string& name, const Binding& binding);

}  // namespace eider::extension
