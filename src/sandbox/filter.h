#pragma once
// The system calls that a shut-in process keeps: read, write, exit, memory without code, its own
// clock and signal to itself. Asking for a file is refused; anything else ends the process.

#include "base/error.h"

namespace eider::sandbox {

/// For this thread and all it starts, for ever. Errors: kUnavailable (the system has no seccomp).
Result<void> keep_few_system_calls();

}  // namespace eider::sandbox
