#pragma once
// Segment: an immutable part of the keyword index, as bytes.

#include <cstdint>
#include <string>
#include <vector>

#include "base/error.h"
#include "corpus/keyword_index/chunk_words.h"

namespace eider::keyword_index {

struct SegmentChunk {
  std::int64_t id = 0;
  ChunkWords words;
};

class Segment {
 public:
  static Segment write(const std::vector<SegmentChunk>& chunks);
  static Result<std::pair<Segment, std::vector<SegmentChunk>>> read(std::string bytes);

  const std::string& bytes() const { return bytes_; }
  std::uint64_t hash() const { return hash_; }
  std::size_t chunk_count() const { return chunk_count_; }

 private:
  std::string bytes_;
  std::uint64_t hash_ = 0;
  std::size_t chunk_count_ = 0;
};

}  // namespace eider::keyword_index
