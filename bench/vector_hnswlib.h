#pragma once
// hnswlib (apt libhnswlib-dev) on the same data, compiled for the CPU at hand.

#include <cstdint>
#include <vector>

#include "vector_data.h"

struct PeerPoint {
  int effort = 0;
  double cpu_seconds = 0;  // for all queries, one after another
  std::vector<std::vector<std::int64_t>> found;
};

struct Peer {
  double build_cpu_seconds = 0;
  double bytes_a_row = 0;
  std::vector<PeerPoint> points;
};

/// M 16, ef_construction 200, inner product, one thread, top 10.
Peer run_hnswlib(const VectorData& data);
