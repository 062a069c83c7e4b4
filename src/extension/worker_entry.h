#pragma once
// The extension as a program. A shared object may have an entry point; the system's loader then
// runs it like any program: `ld-linux-x86-64.so.2 eider.duckdb_extension`. So the process that
// reads hostile files needs no second binary, and no file that may be executed.

#include <string>
#include <vector>

#include "base/error.h"

namespace eider::extension {

/// How to start this library as a program: the loader that loaded it, and its file.
/// Errors: kUnavailable (the file's place is not known).
Result<std::vector<std::string>> worker_command();

}  // namespace eider::extension
