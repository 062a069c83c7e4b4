#pragma once
// SegmentBytes: the memory of a segment, which is also what is written away: a head, a table of
// sections, the sections. All numbers are little-endian.
//
//   head, 64 bytes: magic "EiderVec", version u32, kind u32, dimensions u32, metric u32, rows u64,
//                   sections u32, zero u32, zeros, checksum u64 of all of head and table but itself
//   table:          offset u64, bytes u64, checksum u64 for each section
//   sections:       each begins at a multiple of 64; zeros between
//
// Invariant: what parse() gives back has the checksums that it says, sections inside the bytes and
// in order, and nothing after the last. What is inside a section, its reader checks.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>
#include <span>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "corpus/vector_index/metric.h"

namespace eider::vector_index {

enum class SegmentKind : std::uint32_t { kFlat = 0, kLists = 1 };

struct SegmentHead {
  SegmentKind kind = SegmentKind::kFlat;
  Metric metric = Metric::kCosine;
  std::uint32_t dimensions = 0;
  std::uint64_t rows = 0;
};

/// 64 bits that change when any byte or the length does.
std::uint64_t checksum_of(std::span<const std::byte> bytes);

struct AlignedRelease {
  std::size_t alignment = 64;
  void operator()(std::byte* memory) const {
    ::operator delete[](memory, std::align_val_t(alignment));
  }
};

class SegmentBytes {
 public:
  /// Zeroed sections of these sizes.
  SegmentBytes(const SegmentHead& head, std::span<const std::size_t> section_bytes);

  /// Copies the bytes and checks all of them. Errors: kCorrupt (says where), kUnsupported (made
  /// by a newer version).
  static Result<SegmentBytes> parse(std::string_view bytes);

  /// Computes the checksums; after the last change of a section.
  void seal();

  const SegmentHead& head() const { return head_; }
  std::size_t sections() const { return sections_.size(); }
  std::string_view all() const;
  std::uint64_t number() const;

  std::span<const std::byte> section(std::size_t which) const {
    return {data() + sections_[which].offset, sections_[which].bytes};
  }

  /// A section as values of one type; what is left over at its end is not in it.
  template <typename T>
  std::span<const T> values(std::size_t which) const {
    const auto bytes = section(which);
    return {reinterpret_cast<const T*>(bytes.data()), bytes.size() / sizeof(T)};
  }
  template <typename T>
  std::span<T> values(std::size_t which) {
    const Section& place = sections_[which];
    return {reinterpret_cast<T*>(data() + place.offset), place.bytes / sizeof(T)};
  }

 private:
  struct Section {
    std::uint64_t offset = 0;
    std::uint64_t bytes = 0;
  };
  SegmentBytes() = default;
  /// Zeros.
  void allocate(std::size_t bytes);
  std::byte* data() { return memory_.get(); }
  const std::byte* data() const { return memory_.get(); }
  std::uint64_t head_checksum() const;
  Result<void> read_head(std::string_view bytes);
  Result<void> read_table(std::string_view bytes);
  Result<void> check_sections() const;

  SegmentHead head_;
  std::vector<Section> sections_;
  std::size_t bytes_ = 0;
  std::unique_ptr<std::byte[], AlignedRelease> memory_;
};

}  // namespace eider::vector_index
