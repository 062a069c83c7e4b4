#pragma once
// Binding: what a registered function carries (DuckDB's extra info), and how a Call is made from
// the caller's context when a statement is planned.

#include <memory>
#include <string>

#include "extension/call.h"
#include "extension/function_spec.h"
#include "store/duckdb_api.h"

namespace eider::extension {

/// One for each database that loaded the extension; no globals.
struct State {
  std::shared_ptr<pipeline::Host> host;
  std::string default_catalog;
  pipeline::ModelNames default_models;
};

/// Given to DuckDB with each function, which deletes it with `delete_binding`.
struct Binding {
  const FunctionSpec* spec = nullptr;
  std::shared_ptr<State> state;
  TableFunction table;
  RelationFunction relation;
  ScalarFunction scalar;
  RowsFunction rows;
  bool tries = false;  // a row that fails becomes NULL
};

void delete_binding(void* binding);

/// The host, the caller's catalog (first of its search path) and models (its settings).
Call call_in(const State& state, duckdb_client_context context);

/// Makes the settings eider_generator, eider_embedder and eider_models_folder.
bool register_settings(duckdb_connection connection, const State& state);

/// Reads the fields of an options STRUCT. Errors: kInvalidArgument names an option that the
/// function doesn't have, or the wrong type.
Result<void> read_options(const FunctionSpec& spec, duckdb_value options, Call& call);

}  // namespace eider::extension
