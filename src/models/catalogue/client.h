#pragma once
// Runs an ordinary command-line program (pip, python's zipfile) as a child process, without a
// shell. The child sees the caller's environment, no input, and its output is dropped except for
// the last line it wrote to its error stream.

#include <string>
#include <vector>

#include "base/cancel.h"
#include "base/error.h"

namespace eider::models {

/// `command[0]` is looked up in PATH. A cancel ends the child (SIGTERM) and waits for it.
/// Errors: kUnavailable (not installed; it failed: names it and its last line), kCancelled.
Result<void> run_client(const std::vector<std::string>& command, const CancelFlag& cancel);

}  // namespace eider::models
