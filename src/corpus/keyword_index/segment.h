#pragma once
// Segment: an immutable part of the keyword index, used as the bytes it is stored as, without
// unpacking. Input: bytes -> output: ids, lengths, and by word the list of its postings
// (posting.h). Invariant: whatever the bytes are, reading an opened segment stays inside them:
// open() checks the checksum of all bytes, then every place that one part gives of another. Bytes,
// little-endian (segment.cpp has the header):
//   header | ids i64 | word hashes u64 ascending | list starts u32, one more at the end |
//   directory u32 | lengths u16, padded to whole windows | lists | padding | checksum u64

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/error.h"
#include "corpus/keyword_index/posting.h"

namespace eider::keyword_index {

/// What stands at the beginning of a segment.
struct SegmentHeader {
  char magic[8] = {};
  std::uint32_t version = 0;
  std::uint32_t chunk_count = 0;
  std::uint32_t word_count = 0;
  std::uint32_t dense_count = 0;     // lists kept by windows
  std::uint32_t directory_bits = 0;  // the leading bits of a hash that choose a place in it
  std::uint32_t list_bytes = 0;      // without padding
  std::uint64_t posting_count = 0;
  std::uint64_t total_length = 0;
};

class Segment {
 public:
  /// Errors: kCorrupt, kUnsupported.
  static Result<std::shared_ptr<const Segment>> open(std::string bytes);
  Segment(const Segment&) = delete;
  Segment& operator=(const Segment&) = delete;

  const std::string& bytes() const { return bytes_; }
  std::uint64_t hash() const { return hash_; }  // the checksum
  std::uint32_t chunk_count() const { return header_.chunk_count; }
  std::uint32_t word_count() const { return header_.word_count; }
  std::uint32_t dense_count() const { return header_.dense_count; }
  std::uint64_t posting_count() const { return header_.posting_count; }
  std::uint64_t total_length() const { return header_.total_length; }
  double mean_length() const;  // its bounds are for this one

  /// Ascending by chunk.
  std::int64_t id(std::size_t chunk) const { return load<std::int64_t>(ids_ + 8 * chunk); }
  std::uint16_t length(std::size_t chunk) const {
    return load<std::uint16_t>(lengths_ + 2 * chunk);
  }
  std::uint64_t word_hash(std::size_t word) const {
    return load<std::uint64_t>(hashes_ + 8 * word);
  }
  std::optional<std::uint32_t> find_chunk(std::int64_t id) const;
  std::optional<std::uint32_t> find_word(std::uint64_t hash) const;

  std::span<const std::uint8_t> list(std::size_t word) const;
  /// Appends a word's postings, whichever way they are kept.
  void decode(std::size_t word, std::vector<Posting>& out) const;

 private:
  explicit Segment(std::string bytes) : bytes_(std::move(bytes)) {}
  bool place_parts();
  bool parts_agree() const;

  std::string bytes_;
  std::uint64_t hash_ = 0;
  SegmentHeader header_;
  const std::uint8_t* ids_ = nullptr;
  const std::uint8_t* hashes_ = nullptr;
  const std::uint8_t* starts_ = nullptr;
  const std::uint8_t* directory_ = nullptr;
  const std::uint8_t* lengths_ = nullptr;
  const std::uint8_t* lists_ = nullptr;
};

/// Of all bytes of a segment before it.
std::uint64_t checksum_of(std::string_view bytes);

/// Makes the bytes of a segment, word by word.
class SegmentWriter {
 public:
  /// One of each a chunk; ids ascending.
  SegmentWriter(std::vector<std::int64_t> ids, std::vector<std::uint16_t> lengths);

  /// Hashes ascending; postings as ListWriter::append wants them.
  /// Errors: kLimit (lists of 4 GiB in one segment).
  Result<void> append(std::uint64_t hash, std::span<const Posting> postings);
  std::string finish() &&;

 private:
  SegmentHeader header_;
  std::vector<std::int64_t> ids_;
  std::vector<std::uint16_t> lengths_;
  std::vector<std::uint64_t> hashes_;
  std::vector<std::uint32_t> starts_;
  std::string lists_;
  ListWriter writer_;
};

}  // namespace eider::keyword_index
