#pragma once
// A DuckDB column's cells -> JSON cells (table.h says how each type comes out).
// Invariant: no digit is lost. A number that neither int64, uint64 nor double holds exactly comes
// out as text; NaN and infinities, which JSON lacks, as null.

#include <duckdb.h>

#include "cli/table.h"

namespace eider::cli {

/// Row `row` of `vector`, whose type is `type`.
Json cell_of(duckdb_vector vector, duckdb_logical_type type, idx_t row);

/// Whether a column of this type is set flush right.
bool is_numeric(duckdb_type type);

}  // namespace eider::cli
