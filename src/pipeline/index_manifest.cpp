#include "pipeline/index_manifest.h"

#include <array>
#include <bit>
#include <cstring>

#include "base/hash64.h"

namespace eider::pipeline {
namespace {

static_assert(std::endian::native == std::endian::little, "numbers are copied as they are");

constexpr std::string_view kMagic = "EIDRMANI";
constexpr std::uint64_t kVersion = 1;
constexpr std::size_t kNumber = 8;
constexpr std::size_t kHeadNumbers = 4;  // version, dimensions, segments, rows

void put(std::string& bytes, std::uint64_t number) {
  const auto raw = std::bit_cast<std::array<char, kNumber>>(number);
  bytes.append(raw.data(), raw.size());
}

/// Reads numbers one after another; the caller has checked that they are there.
class Numbers {
 public:
  explicit Numbers(std::string_view bytes) : bytes_(bytes) {}
  std::uint64_t next() {
    std::uint64_t number = 0;
    std::memcpy(&number, bytes_.data(), kNumber);
    bytes_.remove_prefix(kNumber);
    return number;
  }
  std::int64_t next_signed() { return static_cast<std::int64_t>(next()); }

 private:
  std::string_view bytes_;
};

std::unexpected<Error> corrupt() {
  return fail(ErrorCode::kCorrupt, "the bytes of the manifest were changed");
}

}  // namespace

std::string IndexManifest::write() const {
  std::string bytes(kMagic);
  bytes.reserve(kMagic.size() +
                kNumber * (kHeadNumbers + 2 * segments.size() + 2 * rows.size() + 1));
  put(bytes, kVersion);
  put(bytes, static_cast<std::uint64_t>(dimensions));
  put(bytes, segments.size());
  put(bytes, rows.size());
  for (const Segment& segment : segments) {
    put(bytes, static_cast<std::uint64_t>(segment.number));
    put(bytes, segment.hash);
  }
  for (const Row& row : rows) {
    put(bytes, static_cast<std::uint64_t>(row.id));
    put(bytes, row.hash);
  }
  put(bytes, hash64(bytes));
  return bytes;
}

Result<IndexManifest> IndexManifest::read(std::string_view bytes) {
  constexpr std::size_t kLeast = kMagic.size() + kNumber * (kHeadNumbers + 1);
  if (bytes.size() < kLeast || !bytes.starts_with(kMagic)) return corrupt();
  const std::string_view body = bytes.substr(0, bytes.size() - kNumber);
  if (Numbers(bytes.substr(body.size())).next() != hash64(body)) return corrupt();
  Numbers numbers(body.substr(kMagic.size()));
  if (numbers.next() != kVersion) {
    return fail(ErrorCode::kUnsupported, "the manifest is of another version");
  }
  IndexManifest made;
  made.dimensions = numbers.next_signed();
  const std::uint64_t segments = numbers.next();
  const std::uint64_t rows = numbers.next();
  const std::uint64_t pairs = (bytes.size() - kLeast) / (2 * kNumber);
  const bool whole = (bytes.size() - kLeast) % (2 * kNumber) == 0;
  if (!whole || segments > pairs || rows != pairs - segments) return corrupt();
  for (std::uint64_t i = 0; i < segments; ++i) {
    const std::int64_t number = numbers.next_signed();
    made.segments.push_back({number, numbers.next()});
  }
  made.rows.reserve(rows);
  for (std::uint64_t i = 0; i < rows; ++i) {
    const std::int64_t id = numbers.next_signed();
    made.rows.push_back({id, numbers.next()});
    if (i > 0 && made.rows[i - 1].id >= id) return corrupt();
  }
  return made;
}

}  // namespace eider::pipeline
