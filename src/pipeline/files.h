#pragma once
// The files under a path, in a fixed order, and one file's bytes.

#include <string>
#include <vector>

#include "base/error.h"

namespace eider::pipeline {

/// `path` itself where it is a file; else every regular file below it, sorted by path, without
/// hidden files and folders. Links to folders are not followed. Paths begin as `path` does.
/// Errors: kNotFound (no such file or folder), kIo (can't be listed), kInvalidArgument (no file
/// in the folder), kLimit.
Result<std::vector<std::string>> files_under(const std::string& path);

/// Errors: kNotFound, kIo, kLimit (kMaxFileBytes).
Result<std::string> read_file(const std::string& path);

}  // namespace eider::pipeline
