#pragma once
// What eider_index_status() shows: the indices of every store, in memory and in the file, beside
// the tables that they follow. Looks only; brings nothing up to date.

#include <cstdint>
#include <string>
#include <vector>

#include "base/error.h"
#include "pipeline/host.h"

namespace eider::pipeline {

struct IndexStatus {
  std::string store;
  std::string kind;   // "keyword" or "vector"
  std::string model;  // hash of the embedder; "" for words
  std::int64_t rows = 0;
  std::int64_t covered = 0;  // rows that are indexed; the next search covers the rest
  std::int64_t delta = 0;    // of them, not in a segment yet
  std::int64_t tombstones = 0;
  std::int64_t segments = 0;
  std::int64_t lists = 0;
  double recall = 1;  // of the ten nearest, measured on held-out rows
  std::int64_t bytes_in_file = 0;
  std::int64_t bytes_resident = 0;  // 0: not in memory
  std::string note;                 // what went wrong, for people
};

/// By store and kind. None where nothing was loaded.
Result<std::vector<IndexStatus>> index_status(Host& host, store::Connection connection,
                                              const std::string& catalog);

}  // namespace eider::pipeline
