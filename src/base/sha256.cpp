#include "base/sha256.h"

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <vector>

extern "C" {
#include <sha256/sha256.h>
}

namespace eider {
namespace {

using Digest = std::array<unsigned char, SHA256_DIGEST_SIZE>;

std::string hex(const Digest& digest) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  text.reserve(2 * digest.size());
  for (const unsigned char byte : digest) {
    text += kDigits[byte >> 4];
    text += kDigits[byte & 15];
  }
  return text;
}

}  // namespace

std::string sha256(std::string_view bytes) {
  Digest digest{};
  sha256_hash(digest.data(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  return hex(digest);
}

Result<std::string> sha256_file(const std::string& path, const CancelFlag& cancel) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rbe"),
                                                             &std::fclose);
  if (!file) {
    const auto code = errno == ENOENT ? ErrorCode::kNotFound : ErrorCode::kIo;
    return fail(code, std::strerror(errno), path);
  }
  sha256_t state;
  sha256_init(&state);
  std::vector<unsigned char> piece(1u << 20);
  while (const std::size_t read = std::fread(piece.data(), 1, piece.size(), file.get())) {
    if (cancel.cancelled()) return fail(ErrorCode::kCancelled, "cancelled", path);
    sha256_update(&state, piece.data(), read);
  }
  if (std::ferror(file.get())) return fail(ErrorCode::kIo, std::strerror(errno), path);
  Digest digest{};
  sha256_final(&state, digest.data());
  return hex(digest);
}

}  // namespace eider
