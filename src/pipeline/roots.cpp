#include "pipeline/roots.h"

#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <string_view>
#include <utility>

namespace eider::pipeline {
namespace {

namespace fs = std::filesystem;

std::int64_t device_of(const std::string& path) {
  struct stat about{};
  return stat(path.c_str(), &about) == 0 ? static_cast<std::int64_t>(about.st_dev) : 0;
}

/// `path`, which lies under `from`, as it reads under `to`.
std::string moved_below(const std::string& path, const std::string& from, const std::string& to) {
  if (path == from) return to;
  std::string_view rest = std::string_view(path).substr(from.size());
  if (rest.starts_with('/')) rest.remove_prefix(1);
  return (to.ends_with('/') ? to : to + "/") + std::string(rest);
}

std::size_t documents_under(const std::string& root,
                            const std::vector<store::KnownDocument>& documents) {
  return static_cast<std::size_t>(std::count_if(
      documents.begin(), documents.end(),
      [&](const store::KnownDocument& known) { return lies_under(known.path, root); }));
}

std::string quote_text(std::string_view text) {
  std::string quoted = "'";
  for (const char c : text) {
    if (c == '\'') quoted += c;
    quoted += c;
  }
  return quoted + "'";
}

/// Why a root can't be trusted to be what it was.
UnreadableFolder missing_root(const store::SourceRoot& root, std::size_t documents) {
  return {root.path,
          {ErrorCode::kNotFound,
           "the folder is not there; its " + std::to_string(documents) + " documents are kept",
           root.absolute_path,
           "bring it back (is its disk mounted?), or forget it: DELETE FROM eider.source_root "
           "WHERE path = " +
               quote_text(root.path)}};
}

/// A single file that was loaded by its name: its folder tells whether it is gone.
bool is_file_that_went(const store::SourceRoot& root,
                       const std::vector<store::KnownDocument>& documents) {
  const bool file = std::any_of(documents.begin(), documents.end(),
                                [&](const auto& known) { return known.path == root.path; });
  const bool folder = std::any_of(documents.begin(), documents.end(), [&](const auto& known) {
    return known.path != root.path && lies_under(known.path, root.path);
  });
  std::error_code unknown;
  return (file || !folder) && fs::is_directory(fs::path(root.absolute_path).parent_path(), unknown);
}

void look_below(const store::SourceRoot& root, const std::vector<store::KnownDocument>& documents,
                RootFiles& below) {
  auto found = find_files(root.absolute_path);
  const std::size_t known = documents_under(root.path, documents);
  if (!found && found.error().code == ErrorCode::kNotFound) {
    if (!is_file_that_went(root, documents)) below.unknown.push_back(missing_root(root, known));
    return;
  }
  if (!found) return below.unknown.push_back({root.path, found.error()});
  const bool unmounted = found->files.empty() && known > 0 && root.device != 0 &&
                         device_of(root.absolute_path) != root.device;
  if (unmounted) return below.unknown.push_back(missing_root(root, known));
  if (!found->files.empty()) {
    below.roots.push_back({root.path, root.absolute_path, device_of(root.absolute_path)});
  }
  for (const std::string& file : found->files) {
    below.files.push_back({moved_below(file, root.absolute_path, root.path), file});
  }
  for (UnreadableFolder& folder : found->unreadable) {
    folder.path = moved_below(folder.path, root.absolute_path, root.path);
    below.unknown.push_back(std::move(folder));
  }
}

}  // namespace

store::SourceRoot root_at(const std::string& path) {
  std::string given = fs::path(path).lexically_normal().string();
  if (given.size() > 1 && given.ends_with('/')) given.pop_back();
  std::error_code unknown;
  std::string absolute = fs::absolute(given, unknown).lexically_normal().string();
  if (absolute.size() > 1 && absolute.ends_with('/')) absolute.pop_back();
  return {std::move(given), absolute, device_of(absolute)};
}

std::string location_of(const std::string& path, const std::vector<store::SourceRoot>& roots) {
  const store::SourceRoot* nearest = nullptr;
  for (const store::SourceRoot& root : roots) {
    const bool nearer = !nearest || root.path.size() > nearest->path.size();
    if (nearer && lies_under(path, root.path)) nearest = &root;
  }
  return nearest ? moved_below(path, nearest->path, nearest->absolute_path) : path;
}

RootFiles files_below(const std::vector<store::SourceRoot>& roots,
                      const std::vector<store::KnownDocument>& documents) {
  RootFiles below;
  for (const store::SourceRoot& root : roots) look_below(root, documents, below);
  const auto by_path = [](const RootFile& a, const RootFile& b) { return a.path < b.path; };
  std::stable_sort(below.files.begin(), below.files.end(), by_path);
  const auto repeated =
      std::unique(below.files.begin(), below.files.end(),
                  [](const RootFile& a, const RootFile& b) { return a.path == b.path; });
  below.files.erase(repeated, below.files.end());
  return below;
}

}  // namespace eider::pipeline
