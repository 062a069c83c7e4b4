#pragma once
// IndexManifest: what a store's kept segments were made from, kept beside them, so that a reopened
// database need not be read into an index again. Input: manifest <-> output: bytes.
//   "EIDRMANI", version, dimensions, segments (number, hash), rows (id, hash), hash64 of all that
// Numbers are 8 bytes, little-endian. Invariant: read() takes only what write() gave.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace eider::pipeline {

struct IndexManifest {
  struct Segment {
    std::int64_t number = 0;  // in eider.index_segment
    std::uint64_t hash = 0;   // of its bytes
    friend bool operator==(const Segment&, const Segment&) = default;
  };
  struct Row {
    std::int64_t id = 0;
    std::uint64_t hash = 0;  // of what the row said
    friend bool operator==(const Row&, const Row&) = default;
  };

  std::int64_t dimensions = 0;    // of vectors; 0 for words
  std::vector<Segment> segments;  // in the order in which they are attached
  std::vector<Row> rows;          // all that live in the segments, by id

  std::string write() const;
  /// Errors: kCorrupt, kUnsupported (another version).
  static Result<IndexManifest> read(std::string_view bytes);
};

}  // namespace eider::pipeline
