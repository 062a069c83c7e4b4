#include "cli/open_error.h"

#include <filesystem>
#include <system_error>

namespace eider::cli {
namespace {

namespace fs = std::filesystem;

bool holds(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

/// The digits after "PID ", "" where there are none.
std::string process_of(std::string_view message) {
  constexpr std::string_view kMark = "(PID ";
  const std::size_t at = message.find(kMark);
  if (at == std::string_view::npos) return "";
  const std::string_view rest = message.substr(at + kMark.size());
  return std::string(rest.substr(0, rest.find_first_not_of("0123456789")));
}

/// DuckDB's text up to the first line's end, without its class.
std::string first_line(std::string_view message) {
  return plain_message(message.substr(0, message.find('\n')));
}

}  // namespace

Error open_error(std::string_view message, std::string_view path) {
  const std::string where(path);
  if (holds(message, "lock on file")) {
    const std::string process = process_of(message);
    return {ErrorCode::kUnavailable,
            process.empty() ? "in use by another process" : "in use by process " + process, where,
            "close it there, or wait until it is done"};
  }
  if (holds(message, "newer version of DuckDB") || holds(message, "with version number")) {
    return {
        ErrorCode::kUnsupported, "made by a newer DuckDB than the one inside Eider (1.5.6)", where,
        "write it again with the newer DuckDB: ATTACH 'copy.duckdb' (STORAGE_VERSION 'v1.5.0'); "
        "COPY FROM DATABASE old TO copy"};
  }
  if (holds(message, "not a valid DuckDB database")) {
    return {ErrorCode::kCorrupt, "not a DuckDB database file", where,
            "name a .duckdb file; documents are read with: eider load FILE PATH"};
  }
  if (holds(message, "Permission denied")) {
    return {ErrorCode::kIo, "permission denied", where, "check who may read and write it"};
  }
  return {ErrorCode::kIo, "cannot be opened: " + first_line(message), where, ""};
}

Result<void> check_path(const std::string& path, bool may_create) {
  std::error_code ignored;
  if (fs::is_directory(path, ignored)) {
    return fail(ErrorCode::kInvalidArgument, "is a folder, not a database file", path,
                "name a file in it, such as " + (fs::path(path) / "eider.duckdb").string());
  }
  if (fs::exists(path, ignored)) return {};
  if (!may_create) {
    return fail(ErrorCode::kNotFound, "no such database file", path,
                "load documents into it first: eider load " + path + " FOLDER");
  }
  const fs::path folder = fs::path(path).parent_path();
  if (!folder.empty() && !fs::is_directory(folder, ignored)) {
    return fail(ErrorCode::kNotFound, "its folder does not exist", path,
                "make it first: mkdir -p " + folder.string());
  }
  return {};
}

bool is_unwritable(std::string_view message) {
  return holds(message, "Permission denied") || holds(message, "Read-only file system") ||
         holds(message, "lock on file");
}

std::string plain_message(std::string_view message) {
  constexpr std::string_view kClass = " Error: ";
  const std::size_t at = message.find(kClass);
  const std::size_t colon = message.find_first_of("\n:");
  const bool leads = at != std::string_view::npos && at + kClass.find(':') == colon;
  return std::string(leads ? message.substr(at + kClass.size()) : message);
}

}  // namespace eider::cli
