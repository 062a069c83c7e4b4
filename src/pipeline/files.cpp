#include "pipeline/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>

#include "base/limits.h"
#include "text/utf8.h"

namespace eider::pipeline {
namespace {

namespace fs = std::filesystem;

/// Hidden, or left by an editor beside the file it has open: a backup, a lock.
bool hidden(const fs::path& path) {
  const std::string name = path.filename().string();
  const bool dotted = name.size() > 1 && name.front() == '.' && name != "..";
  const bool left_over = name.ends_with('~') || name.starts_with("~$") ||
                         (name.size() > 1 && name.starts_with('#') && name.ends_with('#'));
  return dotted || left_over;
}

ErrorCode code_of(const std::error_code& error) {
  return error == std::errc::no_such_file_or_directory ? ErrorCode::kNotFound : ErrorCode::kIo;
}

std::unexpected<Error> fail_with(const std::error_code& error, const fs::path& path) {
  if (code_of(error) == ErrorCode::kNotFound) {
    return fail(ErrorCode::kNotFound, "no such file or folder", path.string());
  }
  return fail(ErrorCode::kIo, error.message(), path.string());
}

// By the effective user, as opening it would be.
bool can_be_listed(const fs::path& folder) {
  return faccessat(AT_FDCWD, folder.c_str(), R_OK | X_OK, AT_EACCESS) == 0;
}

struct Stamp {
  off_t bytes = 0;
  timespec changed{};
};

Stamp stamp_of(std::FILE* file) {
  struct stat status{};
  if (fstat(fileno(file), &status) != 0) return {};
  return {status.st_size, status.st_mtim};
}

// Half of what somebody still writes is no document.
Result<void> check_unchanged(const Stamp& before, const Stamp& after, const std::string& path) {
  const bool same = before.bytes == after.bytes && before.changed.tv_sec == after.changed.tv_sec &&
                    before.changed.tv_nsec == after.changed.tv_nsec;
  if (same) return {};
  return fail(ErrorCode::kIo,
              "changed while it was read: it ended at byte " + std::to_string(before.bytes) +
                  " when it was opened, then at byte " + std::to_string(after.bytes),
              path, "load it again when it is complete");
}

Result<FoundFiles> walk(const fs::path& folder) {
  FoundFiles found;
  std::error_code error;
  fs::recursive_directory_iterator at(folder, fs::directory_options::skip_permission_denied, error);
  for (; !error && at != fs::recursive_directory_iterator(); at.increment(error)) {
    std::error_code unknown;  // a broken link is no file, and no reason to stop
    const bool is_folder = at->is_directory(unknown) && !at->is_symlink(unknown);
    if (hidden(at->path())) {
      if (is_folder) at.disable_recursion_pending();
      continue;
    }
    if (is_folder && !can_be_listed(at->path())) {
      const std::error_code why(errno, std::generic_category());
      found.unreadable.push_back({at->path().string(), fail_with(why, at->path()).error()});
      at.disable_recursion_pending();
    }
    if (!at->is_regular_file(unknown)) continue;
    if (found.files.size() == kMaxFilesPerLoad) {
      return fail(ErrorCode::kLimit, "more than " + std::to_string(kMaxFilesPerLoad) + " files",
                  folder.string());
    }
    found.files.push_back(at->path().string());
  }
  if (error) return fail_with(error, folder);
  std::sort(found.files.begin(), found.files.end());
  return found;
}

}  // namespace

Result<FoundFiles> find_files(const std::string& path) {
  if (path.empty()) return fail(ErrorCode::kInvalidArgument, "the path is empty");
  const fs::path start = fs::path(path).lexically_normal();
  std::error_code error;
  const auto status = fs::status(start, error);
  if (status.type() == fs::file_type::not_found || error) {
    return fail_with(error ? error : std::make_error_code(std::errc::no_such_file_or_directory),
                     start);
  }
  if (fs::is_regular_file(status)) return FoundFiles{{start.string()}, {}};
  if (!fs::is_directory(status)) {
    return fail(ErrorCode::kUnsupported, "neither a file nor a folder", start.string());
  }
  // Opening it tells an unreadable folder from an empty one.
  const fs::directory_iterator readable(start, error);
  if (error) return fail_with(error, start);
  return walk(start);
}

Result<std::string> read_file(const std::string& path) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rbe"),
                                                             &std::fclose);
  if (!file) return fail_with(std::error_code(errno, std::generic_category()), path);
  const Stamp before = stamp_of(file.get());
  std::string bytes;
  char piece[1 << 16];
  while (const std::size_t read = std::fread(piece, 1, sizeof piece, file.get())) {
    if (bytes.size() + read > kMaxFileBytes) {
      return fail(ErrorCode::kLimit, "larger than " + std::to_string(kMaxFileBytes >> 20) + " MiB",
                  path, "split it");
    }
    bytes.append(piece, read);
  }
  if (std::ferror(file.get())) {
    return fail_with(std::error_code(errno, std::generic_category()), path);
  }
  auto unchanged = check_unchanged(before, stamp_of(file.get()), path);
  if (!unchanged) return std::unexpected(unchanged.error());
  return bytes;
}

Result<std::string> read_named_file(const std::string& path) {
  if (text::is_valid_utf8(path)) return read_file(path);
  return fail(ErrorCode::kUnsupported, "the file's name is not UTF-8", shown_path(path),
              "rename it");
}

std::string shown_path(const std::string& path) {
  std::string shown;
  for (std::size_t at = 0; at < path.size();) {
    const text::CodePoint c = text::decode(path, at);
    text::append(shown, c.value);
    at += c.size;
  }
  return shown;
}

bool is_database(const std::string& path, const std::string& database_file) {
  if (database_file.empty()) return false;
  const std::string name = fs::path(database_file).filename().string();
  const std::string found = fs::path(path).filename().string();
  if (found != name && found != name + ".wal") return false;
  std::error_code unknown;
  return fs::equivalent(fs::path(path).parent_path() / name, database_file, unknown);
}

bool lies_under(const std::string& path, const std::string& root) {
  if (!path.starts_with(root)) return false;
  return path.size() == root.size() || root.ends_with('/') || path[root.size()] == '/';
}

}  // namespace eider::pipeline
