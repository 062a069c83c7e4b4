#pragma once
// Found chunks -> Hits, with what the tables say of each: text, title, path, date, neighbours.

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "base/error.h"
#include "corpus/search/search.h"
#include "records/answer.h"
#include "store/chunk_places.h"
#include "store/connection.h"
#include "store/passages.h"

namespace eider::pipeline {

/// Passages by id, each read once. Where `places` knows the chunks they are not read: it must be of
/// the moment that the connection's transaction sees, and stay.
class PassageShelf {
 public:
  PassageShelf(store::Connection connection, store::Catalog tables,
               const store::ChunkPlaces* places = nullptr)
      : connection_(connection), tables_(std::move(tables)), places_(places) {}

  /// Errors: those of the store. A chunk that is no longer there is no error.
  Result<void> fetch(std::span<const std::int64_t> ids);
  /// Null for a chunk that is not there; only for fetched ids.
  const store::Passage* find(std::int64_t id) const;
  /// Reads from here; this object must stay.
  search::TextsOf texts_of();

  struct HitsWanted {
    std::span<const search::FoundChunk> found;
    std::int64_t first_rank = 1;
    std::int64_t neighbours = 0;  // chunks to each side whose text comes along
  };
  /// In their order. A chunk that is no longer there is left out, its rank stays free.
  Result<std::vector<Hit>> hits_of(const HitsWanted& wanted);

 private:
  Result<std::vector<Chunk>> chunks_of(std::span<const std::int64_t> ids);

  store::Connection connection_;
  store::Catalog tables_;
  const store::ChunkPlaces* places_;
  std::unordered_map<std::int64_t, store::Passage> passages_;
};

}  // namespace eider::pipeline
