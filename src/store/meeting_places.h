#pragma once
// Where the roots of a store's duplicates are met: from the keys under which alike units meet to
// the documents that hold a root. Kept for the length of a load, by all loads of the store at
// once, so that a document which is alike nothing costs no look into the tables.
// Invariant: no stored root is missing. Some documents may be there that hold none any more, or
// whose keys are equal in 32 bits only: who asks reads the units themselves.

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string>
#include <vector>

#include "base/error.h"
#include "store/connection.h"
#include "store/duplicate_roots.h"
#include "store/schema.h"

namespace eider::store {

/// Threads: all members may be called from several.
class MeetingPlaces {
 public:
  /// Adds the roots of the store. Errors: those of the database.
  Result<void> read(Connection connection, const Catalog& catalog, const std::string& store);
  void add(const Unit& root);
  /// Ids of documents with a root that shares a key with one of these; ascending, each once.
  std::vector<std::int64_t> met_by(const std::vector<Unit>& units) const;
  std::size_t resident_bytes() const;

 private:
  // Places are counted from 1; 0 is none.
  struct Entry {
    std::uint32_t key = 0;
    std::uint32_t visit = 0;  // in visits_: the latest document under this key
  };
  struct Visit {
    std::uint32_t document = 0;  // in documents_
    std::uint32_t earlier = 0;   // in visits_
  };
  std::size_t place_of(std::uint32_t key) const;
  void make_room();

  mutable std::mutex mutex_;
  std::vector<std::int64_t> documents_;  // ids
  std::vector<Visit> visits_;
  std::vector<Entry> entries_;  // an open hash table, of a power of two
  std::size_t keys_ = 0;
};

}  // namespace eider::store
