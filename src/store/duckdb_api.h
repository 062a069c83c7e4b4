#pragma once
// DuckDB's C API, either through the table the host hands to an extension, or linked (tests).

#ifdef EIDER_LINKED_DUCKDB
#include <duckdb.h>
#else
#include <duckdb_extension.h>
DUCKDB_EXTENSION_EXTERN
#endif
