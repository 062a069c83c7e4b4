#pragma once
// What DuckDB says when it cannot open a file, or fails a request, as an Error that names the file
// and what to do about it. Input: DuckDB's text -> output: Error.

#include <string>
#include <string_view>

#include "base/error.h"

namespace eider::cli {

/// `message` is what duckdb_open_ext said about `path`.
Error open_error(std::string_view message, std::string_view path);

/// What stands in the way of opening `path` before DuckDB is asked: a folder, a missing file where
/// none may be made, a folder that is not there.
Result<void> check_path(const std::string& path, bool may_create);

/// Whether opening for reading only may succeed where this failure came of opening for writing.
bool is_unwritable(std::string_view message);

/// DuckDB's text about a failed request without its class ("Binder Error: ") where it is one of
/// Eider's own functions that speaks, else as it is.
std::string plain_message(std::string_view message);

}  // namespace eider::cli
