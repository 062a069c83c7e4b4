#include "vector_hnswlib.h"

#include <hnswlib/hnswlib.h>

#include <algorithm>

#include "measuring.h"

using eider::bench::thread_seconds;

Peer run_hnswlib(const VectorData& data) {
  constexpr std::size_t kTop = 10;
  constexpr std::size_t kLinks = 16;
  hnswlib::InnerProductSpace space(data.base.dimensions);
  hnswlib::HierarchicalNSW<float> graph(&space, data.base.count, kLinks, 200);
  Peer peer;
  double began = thread_seconds();
  for (std::size_t r = 0; r < data.base.count; ++r) graph.addPoint(data.base.row(r), r);
  peer.build_cpu_seconds = thread_seconds() - began;
  // Level 0: values, 2 M links with their count, the label; the lists above are some per cent.
  peer.bytes_a_row = static_cast<double>(graph.size_data_per_element_) + 8.0 + kLinks;
  for (const int effort : {16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512, 768}) {
    graph.setEf(static_cast<std::size_t>(effort));
    std::vector<double> seconds;
    PeerPoint point = {effort, 0, {}};
    for (int run = 0; run < 3; ++run) {
      point.found.clear();
      began = thread_seconds();
      for (std::size_t q = 0; q < data.queries.count; ++q) {
        auto nearest = graph.searchKnn(data.queries.row(q), kTop);
        point.found.emplace_back();
        for (; !nearest.empty(); nearest.pop()) {
          point.found.back().push_back(static_cast<std::int64_t>(nearest.top().second));
        }
      }
      seconds.push_back(thread_seconds() - began);
    }
    std::sort(seconds.begin(), seconds.end());
    point.cpu_seconds = seconds[1];
    peer.points.push_back(std::move(point));
  }
  return peer;
}
