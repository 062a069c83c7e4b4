#include "base/sha256.h"

#include <mbedtls/sha256.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <vector>

namespace eider {
namespace {

using Digest = std::array<unsigned char, 32>;

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

class Sha256 {
 public:
  Sha256() {
    mbedtls_sha256_init(&state_);
    mbedtls_sha256_starts_ret(&state_, 0);
  }
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;
  ~Sha256() { mbedtls_sha256_free(&state_); }

  void update(const void* bytes, std::size_t size) {
    mbedtls_sha256_update_ret(&state_, static_cast<const unsigned char*>(bytes), size);
  }
  std::string finish() {
    Digest digest{};
    mbedtls_sha256_finish_ret(&state_, digest.data());
    return hex(digest);
  }

 private:
  mbedtls_sha256_context state_;
};

}  // namespace

std::string sha256(std::string_view bytes) {
  Sha256 state;
  state.update(bytes.data(), bytes.size());
  return state.finish();
}

Result<std::string> sha256_file(const std::string& path, const CancelFlag& cancel) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rbe"),
                                                             &std::fclose);
  if (!file) {
    const auto code = errno == ENOENT ? ErrorCode::kNotFound : ErrorCode::kIo;
    return fail(code, std::strerror(errno), path);
  }
  Sha256 state;
  std::vector<char> piece(1u << 20);
  while (const std::size_t read = std::fread(piece.data(), 1, piece.size(), file.get())) {
    if (cancel.cancelled()) return fail(ErrorCode::kCancelled, "cancelled", path);
    state.update(piece.data(), read);
  }
  if (std::ferror(file.get())) return fail(ErrorCode::kIo, std::strerror(errno), path);
  return state.finish();
}

}  // namespace eider
