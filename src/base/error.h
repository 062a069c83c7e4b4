#pragma once
// What went wrong, where, and what to do about it. Inside Eider an error is a value, never a throw.

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

namespace eider {

enum class ErrorCode : std::uint8_t {
  kInvalidArgument,  // the caller's request makes no sense: empty question, k below 1
  kNotFound,         // a named thing is not there: file, folder, store, theme, model
  kIo,               // the operating system refused: permission, disk full, locked
  kCorrupt,          // bytes that are not what they claim to be: encoding, checksum, record
  kUnsupported,      // understood, but not done: unknown format, newer file version
  kLimit,            // a limit of base/limits.h would be passed
  kUnavailable,      // cannot now: no memory, model not loaded, database closed
  kCancelled,        // the user asked to stop
};

/// One failure. `what` says what happened, `where` names the file, row or byte ("" if none),
/// `remedy` says what the user can do ("" if nothing).
struct Error {
  ErrorCode code = ErrorCode::kInvalidArgument;
  std::string what;
  std::string where;
  std::string remedy;

  /// "where: what; remedy", without the empty parts.
  std::string message() const;
};

template <typename T>
using Result = std::expected<T, Error>;

/// Shorthand for the failing side of a Result.
std::unexpected<Error> fail(ErrorCode code, std::string_view what, std::string_view where = {},
                            std::string_view remedy = {});

}  // namespace eider
