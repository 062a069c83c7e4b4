#pragma once
// The files under a path, in a fixed order, and one file's bytes.

#include <string>
#include <vector>

#include "base/error.h"

namespace eider::pipeline {

/// A folder below that can't be listed, and why: what it holds is not known to be gone.
struct UnreadableFolder {
  std::string path;
  Error error;
};

struct FoundFiles {
  std::vector<std::string> files;
  std::vector<UnreadableFolder> unreadable;
};

/// `path` itself where it is a file; else every regular file below it, sorted by path, without
/// hidden files and folders and what editors leave beside a file (a~, #a#, ~$a). Links to folders
/// are not followed. Paths begin as `path` does. Errors: kNotFound (no such file or folder), kIo
/// (can't be listed), kLimit.
Result<FoundFiles> find_files(const std::string& path);

/// Errors: kNotFound, kIo (also: it changed meanwhile), kLimit (kMaxFileBytes).
Result<std::string> read_file(const std::string& path);

/// As read_file, for a file that becomes a document. Errors: also kUnsupported, for a name that is
/// not UTF-8: no row could name it.
Result<std::string> read_named_file(const std::string& path);

/// The path as it can be stored and shown: U+FFFD for every byte that is not UTF-8.
std::string shown_path(const std::string& path);

/// Whether it is the file of this database (or of its log): no document, though it may lie in a
/// folder of documents.
bool is_database(const std::string& path, const std::string& database_file);

/// Whether the path is the root itself or lies in the folder `root`.
bool lies_under(const std::string& path, const std::string& root);

}  // namespace eider::pipeline
