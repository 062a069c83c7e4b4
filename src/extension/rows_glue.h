#pragma once
// The parts of a scalar that takes all rows of a vector at once: what scalar_glue registers for it.

#include "extension/binding.h"

namespace eider::extension {

/// For duckdb_scalar_function_set_init: each thread of a statement joins the statement's
/// RowStatement, which ends with the last of them.
void init_rows(duckdb_init_info info);

/// For duckdb_scalar_function_set_function. A row with a NULL is NULL without a call; one that
/// fails ends the statement, or becomes NULL and a line of eider_errors().
void run_rows(duckdb_function_info info, duckdb_data_chunk input, duckdb_vector output);

/// Checked when a statement is planned. Errors: kInvalidArgument.
Result<void> check_rows_options(const Call& call);

}  // namespace eider::extension
