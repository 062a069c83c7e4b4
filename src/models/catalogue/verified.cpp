// FILE.verified: what was hashed, so that it is not hashed again.

#include <sys/stat.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <nlohmann/json.hpp>

#include "base/sha256.h"
#include "models/catalogue/model_file.h"

namespace eider::models {
namespace {

using nlohmann::json;

/// What the file system says about the file, as it is written to FILE.verified.
json describe(const struct stat& status) {
  const auto nanoseconds = static_cast<std::int64_t>(status.st_mtim.tv_sec) * 1'000'000'000 +
                           static_cast<std::int64_t>(status.st_mtim.tv_nsec);
  return {{"bytes", static_cast<std::int64_t>(status.st_size)},
          {"mtime_ns", nanoseconds},
          {"inode", static_cast<std::uint64_t>(status.st_ino)}};
}

}  // namespace

Result<std::string> verified_sha256(const std::string& path, const CancelFlag& cancel) {
  struct stat status{};
  if (::stat(path.c_str(), &status) != 0) {
    const auto code = errno == ENOENT ? ErrorCode::kNotFound : ErrorCode::kIo;
    return fail(code, std::strerror(errno), path);
  }
  json description = describe(status);
  const std::string beside = path + ".verified";
  std::ifstream kept(beside);
  const json before = json::parse(kept, nullptr, false);
  if (before.is_object() && before.contains("sha256") && before["sha256"].is_string()) {
    const std::string hash = before["sha256"].get<std::string>();
    description["sha256"] = hash;
    if (description == before) return hash;
  }
  auto hash = sha256_file(path, cancel);
  if (!hash) return hash;
  description["sha256"] = *hash;
  std::ofstream(beside) << description.dump() << '\n';  // a folder that can't be written: next time
  return hash;
}

}  // namespace eider::models
