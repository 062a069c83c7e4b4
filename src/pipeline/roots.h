#pragma once
// Roots: the paths that loads were given, and where their files are now.

#include <string>
#include <vector>

#include "base/error.h"
#include "pipeline/files.h"
#include "pipeline/intake.h"
#include "store/source_roots.h"

namespace eider::pipeline {

/// `path` as a root that a later refresh finds again from any folder. It exists.
store::SourceRoot root_at(const std::string& path);

/// Where a stored path lies on disk: below the absolute path of its root, else as it is.
std::string location_of(const std::string& path, const std::vector<store::SourceRoot>& roots);

/// A file below a root.
struct RootFile {
  std::string path;      // as it is stored, but for bytes that are not UTF-8
  std::string location;  // to open it
};

/// What is known of the files below all roots.
struct RootFiles {
  std::vector<store::SourceRoot> roots;   // those with files, on the device they are on now
  std::vector<RootFile> files;            // sorted by path, each once
  std::vector<UnreadableFolder> unknown;  // roots and folders that can't be looked into
};

/// Looks below each root. A folder that is missing as a whole, or whose file system is gone, is
/// unknown, not empty. `documents` are the store's paths: a root that equals one is a file.
RootFiles files_below(const std::vector<store::SourceRoot>& roots,
                      const std::vector<store::KnownDocument>& documents);

}  // namespace eider::pipeline
