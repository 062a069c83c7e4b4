#include "corpus/vector_index/segment_bytes.h"

#include <fmt/format.h>
#if defined(__linux__)
#include <sys/mman.h>
#endif

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

namespace eider::vector_index {
namespace {

static_assert(std::endian::native == std::endian::little, "segments are little-endian");

constexpr std::string_view kMagic = "EiderVec";
constexpr std::uint32_t kVersion = 1;
constexpr std::size_t kHeadBytes = 64;
constexpr std::size_t kEntryBytes = 24;  // of the table
constexpr std::size_t kChecksumAt = 56;  // in the head
constexpr std::size_t kMaxSections = 64;
constexpr std::size_t kHugePage = std::size_t{2} << 20;

template <typename T>
T read(std::string_view bytes, std::size_t at) {
  T value = {};
  std::memcpy(&value, bytes.data() + at, sizeof value);
  return value;
}

std::size_t rounded(std::size_t bytes) { return (bytes + 63) / 64 * 64; }

std::uint64_t mixed(std::uint64_t state, std::uint64_t word) {
  return std::rotl(state ^ word, 29) * 0x9E3779B97F4A7C15u + 0x632BE59BD9B4E019u;
}

std::unexpected<Error> corrupt(std::string_view what, std::size_t at) {
  return fail(ErrorCode::kCorrupt, fmt::format("a vector segment whose {}", what),
              fmt::format("byte {}", at), "build the vector index again");
}

}  // namespace

std::uint64_t checksum_of(std::span<const std::byte> bytes) {
  // Four chains, so that one multiplication needn't wait for another. Each step is a bijection of
  // the word, so a single changed byte always shows.
  std::array<std::uint64_t, 4> chains = {1, 2, 3, 4};
  std::size_t at = 0;
  for (; at + 32 <= bytes.size(); at += 32) {
    std::array<std::uint64_t, 4> words = {};
    std::memcpy(words.data(), bytes.data() + at, 32);
    for (std::size_t i = 0; i < 4; ++i) chains[i] = mixed(chains[i], words[i]);
  }
  std::array<std::uint64_t, 4> rest = {};
  if (at < bytes.size()) std::memcpy(rest.data(), bytes.data() + at, bytes.size() - at);
  std::uint64_t sum = bytes.size();
  for (std::size_t i = 0; i < 4; ++i) sum = mixed(sum, mixed(chains[i], rest[i]));
  return sum ^ (sum >> 31);
}

SegmentBytes::SegmentBytes(const SegmentHead& head, std::span<const std::size_t> section_bytes)
    : head_(head) {
  std::size_t at = rounded(kHeadBytes + section_bytes.size() * kEntryBytes);
  for (const std::size_t bytes : section_bytes) {
    sections_.push_back({at, bytes});
    at += rounded(bytes);
  }
  allocate(at);
}

void SegmentBytes::allocate(std::size_t bytes) {
  const std::size_t alignment = bytes >= 2 * kHugePage ? kHugePage : 64;
  bytes_ = bytes;
  auto* memory = static_cast<std::byte*>(::operator new[](bytes, std::align_val_t(alignment)));
  memory_ = {memory, AlignedRelease{alignment}};
#if defined(__linux__)
  // Rows are looked up all over it: with small pages each look-up would walk the page table too.
  if (bytes >= 2 * kHugePage) static_cast<void>(madvise(data(), bytes, MADV_HUGEPAGE));
#endif
  std::memset(data(), 0, bytes);
}

void SegmentBytes::seal() {
  std::byte* out = data();
  const auto put = [out](std::size_t at, auto value) {
    std::memcpy(out + at, &value, sizeof value);
  };
  std::memcpy(out, kMagic.data(), kMagic.size());
  put(8, kVersion);
  put(12, static_cast<std::uint32_t>(head_.kind));
  put(16, head_.dimensions);
  put(20, static_cast<std::uint32_t>(head_.metric));
  put(24, head_.rows);
  put(32, static_cast<std::uint32_t>(sections_.size()));
  for (std::size_t i = 0; i < sections_.size(); ++i) {
    const std::size_t entry = kHeadBytes + i * kEntryBytes;
    put(entry, sections_[i].offset);
    put(entry + 8, sections_[i].bytes);
    put(entry + 16, checksum_of(section(i)));
  }
  put(kChecksumAt, head_checksum());
}

std::uint64_t SegmentBytes::head_checksum() const {
  const std::size_t table_end = kHeadBytes + sections_.size() * kEntryBytes;
  return mixed(checksum_of({data(), kChecksumAt}),
               checksum_of({data() + kHeadBytes, table_end - kHeadBytes}));
}

std::string_view SegmentBytes::all() const {
  return {reinterpret_cast<const char*>(data()), bytes_};
}

std::uint64_t SegmentBytes::number() const { return read<std::uint64_t>(all(), kChecksumAt); }

Result<void> SegmentBytes::read_head(std::string_view bytes) {
  if (bytes.size() < kHeadBytes) return corrupt("head is cut", bytes.size());
  if (!bytes.starts_with(kMagic)) return corrupt("first bytes are of something else", 0);
  if (read<std::uint32_t>(bytes, 8) > kVersion) {
    return fail(ErrorCode::kUnsupported, "a vector segment of a newer version", "byte 8",
                "use the newer Eider, or build the vector index again");
  }
  const auto kind = read<std::uint32_t>(bytes, 12);
  const auto metric = read<std::uint32_t>(bytes, 20);
  if (read<std::uint32_t>(bytes, 8) != kVersion) return corrupt("version is none", 8);
  if (kind > 1) return corrupt("kind is none", 12);
  if (metric > 2) return corrupt("metric is none", 20);
  head_ = {static_cast<SegmentKind>(kind), static_cast<Metric>(metric),
           read<std::uint32_t>(bytes, 16), read<std::uint64_t>(bytes, 24)};
  return {};
}

Result<void> SegmentBytes::read_table(std::string_view bytes) {
  const std::size_t count = read<std::uint32_t>(bytes, 32);
  if (count > kMaxSections) return corrupt("number of sections is absurd", 32);
  std::size_t at = kHeadBytes + count * kEntryBytes;
  if (bytes.size() < at) return corrupt("table is cut", bytes.size());
  at = rounded(at);
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t entry = kHeadBytes + i * kEntryBytes;
    const Section section = {read<std::uint64_t>(bytes, entry),
                             read<std::uint64_t>(bytes, entry + 8)};
    if (section.offset != at || at > bytes.size() || section.bytes > bytes.size() - at) {
      return corrupt(fmt::format("section {} is cut or misplaced", i), entry);
    }
    sections_.push_back(section);
    at += rounded(section.bytes);
  }
  if (at != bytes.size()) return corrupt("length is not what its table says", bytes.size());
  return {};
}

Result<void> SegmentBytes::check_sections() const {
  const std::string_view bytes = all();
  if (number() != head_checksum()) return corrupt("head is damaged", 0);
  const auto zero = [bytes](std::size_t from, std::size_t to) {
    return std::all_of(bytes.begin() + static_cast<std::ptrdiff_t>(from),
                       bytes.begin() + static_cast<std::ptrdiff_t>(to),
                       [](char byte) { return byte == 0; });
  };
  std::size_t end = kHeadBytes + sections_.size() * kEntryBytes;
  for (std::size_t i = 0; i < sections_.size(); ++i) {
    if (!zero(end, sections_[i].offset)) return corrupt("padding is damaged", end);
    if (checksum_of(section(i)) != read<std::uint64_t>(bytes, kHeadBytes + i * kEntryBytes + 16)) {
      return corrupt(fmt::format("section {} is damaged", i), sections_[i].offset);
    }
    end = sections_[i].offset + sections_[i].bytes;
  }
  if (!zero(end, bytes.size())) return corrupt("padding is damaged", end);
  return {};
}

Result<SegmentBytes> SegmentBytes::parse(std::string_view bytes) {
  SegmentBytes parsed;
  if (Result<void> read = parsed.read_head(bytes); !read) return std::unexpected(read.error());
  if (Result<void> read = parsed.read_table(bytes); !read) return std::unexpected(read.error());
  parsed.allocate(bytes.size());
  std::memcpy(parsed.data(), bytes.data(), bytes.size());
  if (Result<void> sound = parsed.check_sections(); !sound) {
    return std::unexpected(sound.error());
  }
  return parsed;
}

}  // namespace eider::vector_index
