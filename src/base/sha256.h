#pragma once
// SHA-256 (FIPS 180-4) of bytes and of files, as 64 lower-case hexadecimal digits.

#include <span>
#include <string>
#include <string_view>

#include "base/cancel.h"
#include "base/error.h"

namespace eider {

std::string sha256(std::string_view bytes);

/// Reads the file in pieces. Errors: kNotFound, kIo, kCancelled.
Result<std::string> sha256_file(const std::string& path, const CancelFlag& cancel = {});

}  // namespace eider
