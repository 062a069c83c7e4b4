#include "models/catalogue/model_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>

namespace eider::models {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

bool begins_like_gguf(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  char magic[4] = {};
  file.read(magic, sizeof magic);
  return file && std::string_view(magic, sizeof magic) == "GGUF";
}

/// A name becomes a file name, so it is kept to what every file system takes.
bool is_name(std::string_view name) {
  constexpr std::string_view kAllowed =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";
  return !name.empty() && name.size() <= 100 && name[0] != '.' && name[0] != '-' &&
         name.find_first_not_of(kAllowed) == std::string_view::npos;
}

std::string mending(const ModelEntry& entry) {
  return entry.carriers.empty() ? "run: eider models import PATH"
                                : "run: eider models pull " + entry.name;
}

std::optional<ModelEntry> read_imported(const std::string& path) {
  std::ifstream file(path);
  const json fields = json::parse(file, nullptr, false);
  if (!fields.is_object()) return std::nullopt;
  for (const char* key : {"name", "role", "file", "sha256"}) {
    if (!fields.contains(key) || !fields[key].is_string()) return std::nullopt;
  }
  if (!fields.contains("bytes") || !fields["bytes"].is_number_integer()) return std::nullopt;
  ModelEntry entry;
  entry.name = fields["name"].get<std::string>();
  entry.role = fields["role"] == "embedder" ? Role::kEmbedder : Role::kGenerator;
  entry.file = fields["file"].get<std::string>();
  entry.bytes = fields["bytes"].get<std::int64_t>();
  entry.sha256 = fields["sha256"].get<std::string>();
  entry.note = "imported";
  if (!is_name(entry.name) || !is_name(entry.file)) return std::nullopt;
  return entry;
}

Result<ModelFile> check(const ModelEntry& entry, const std::string& folder,
                        const CancelFlag& cancel) {
  const std::string path = folder + "/" + entry.file;
  std::error_code problem;
  const auto size = static_cast<std::int64_t>(fs::file_size(path, problem));
  if (problem) {
    return fail(ErrorCode::kNotFound,
                fmt::format("model {} is not in the model folder", entry.name), path,
                mending(entry));
  }
  if (size < entry.bytes) {
    return fail(ErrorCode::kCorrupt,
                fmt::format("model {} is truncated: {} of {} bytes", entry.name, size, entry.bytes),
                path, mending(entry));
  }
  const auto hash = verified_sha256(path, cancel);
  if (!hash) return std::unexpected(hash.error());
  if (*hash != entry.sha256) {
    return fail(ErrorCode::kCorrupt,
                fmt::format("model {} is altered: its SHA-256 is {}, not {}", entry.name, *hash,
                            entry.sha256),
                path, mending(entry));
  }
  return ModelFile{entry, path};
}

/// An entry for a file of the user's: the catalogue's, if it has these bytes.
Result<ModelEntry> describe_file(const std::string& path, const CancelFlag& cancel) {
  std::error_code problem;
  const auto size = static_cast<std::int64_t>(fs::file_size(path, problem));
  if (problem) {
    return fail(ErrorCode::kNotFound, "no such model file", path,
                "name a model of: eider models list");
  }
  if (!begins_like_gguf(path)) {
    return fail(ErrorCode::kCorrupt, "not a GGUF file", path, "name a model of: eider models list");
  }
  const auto hash = verified_sha256(path, cancel);
  if (!hash) return std::unexpected(hash.error());
  const auto known = std::ranges::find(catalogue(), *hash, &ModelEntry::sha256);
  if (known != catalogue().end()) return *known;
  ModelEntry entry;
  entry.name = fs::path(path).stem().string();
  entry.file = fs::path(path).filename().string();
  entry.bytes = size;
  entry.sha256 = *hash;
  return entry;
}

Result<void> place(const std::string& from, const std::string& to) {
  std::error_code problem;
  if (fs::equivalent(from, to, problem)) return {};
  const std::string part = to + ".part";
  fs::remove(part, problem);
  fs::create_hard_link(fs::canonical(from, problem), part, problem);
  if (problem) fs::copy_file(from, part, problem);
  if (!problem) fs::rename(part, to, problem);
  if (!problem) return {};
  const std::string why = problem.message();
  fs::remove(part, problem);
  return fail(ErrorCode::kIo, why, to, "free some space or choose another model folder");
}

Result<void> remember(const ModelEntry& entry, const std::string& folder) {
  const json fields = {{"name", entry.name},
                       {"role", std::string(to_string(entry.role))},
                       {"file", entry.file},
                       {"bytes", entry.bytes},
                       {"sha256", entry.sha256}};
  const std::string path = folder + "/" + entry.name + ".json";
  std::ofstream file(path);
  file << fields.dump(2) << '\n';
  file.close();
  if (!file) return fail(ErrorCode::kIo, "can't be written", path);
  return {};
}

}  // namespace

Result<ModelFile> locate(std::string_view name_or_path, const std::string& folder,
                         const CancelFlag& cancel) {
  if (const ModelEntry* entry = find_entry(name_or_path)) return check(*entry, folder, cancel);
  const std::string name(name_or_path);
  if (is_name(name) && !name.ends_with(".gguf")) {
    if (const auto entry = read_imported(folder + "/" + name + ".json")) {
      return check(*entry, folder, cancel);
    }
    return fail(ErrorCode::kNotFound, fmt::format("there is no model named '{}'", name), {},
                "see: eider models list; add one by: eider models import PATH");
  }
  const auto entry = describe_file(name, cancel);
  if (!entry) return std::unexpected(entry.error());
  return ModelFile{*entry, name};
}

Presence presence(const ModelEntry& entry, const std::string& folder) {
  std::error_code problem;
  const auto size = static_cast<std::int64_t>(fs::file_size(folder + "/" + entry.file, problem));
  if (problem) return Presence::kAbsent;
  return size < entry.bytes ? Presence::kTruncated : Presence::kPresent;
}

std::vector<ModelEntry> known_models(const std::string& folder) {
  std::vector<ModelEntry> imported;
  std::error_code problem;
  for (fs::directory_iterator at(folder, problem), end; !problem && at != end;
       at.increment(problem)) {
    if (at->path().extension() != ".json") continue;
    if (auto entry = read_imported(at->path().string())) imported.push_back(std::move(*entry));
  }
  std::ranges::sort(imported, {}, &ModelEntry::name);
  std::vector<ModelEntry> known = catalogue();
  known.insert(known.end(), imported.begin(), imported.end());
  return known;
}

Result<ModelFile> import_model(const std::string& path, const std::string& name, Role role,
                               const std::string& folder) {
  if (!is_name(name) || find_entry(name) != nullptr) {
    return fail(ErrorCode::kInvalidArgument, "not a name for a new model", name,
                "use letters, digits, '.', '_' and '-', and no name of the catalogue");
  }
  auto entry = describe_file(path, {});
  if (!entry) return std::unexpected(entry.error());
  const bool known = find_entry(entry->name) != nullptr && !entry->carriers.empty();
  if (!known) {
    entry->name = name;
    entry->role = role;
    entry->file = name + ".gguf";
  }
  std::error_code problem;
  fs::create_directories(folder, problem);
  auto done = place(path, folder + "/" + entry->file);
  if (done && !known) done = remember(*entry, folder);
  if (!done) return std::unexpected(done.error());
  return check(*entry, folder, {});
}

}  // namespace eider::models
