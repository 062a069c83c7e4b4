#pragma once
// Registers every function of functions.yaml with a database.

#include <memory>

#include "base/error.h"
#include "extension/binding.h"

namespace eider::extension {

/// Names of `ai_*` that another extension already holds are left to it; their twins are made.
Result<void> register_all(duckdb_connection connection, const std::shared_ptr<State>& state);

}  // namespace eider::extension
