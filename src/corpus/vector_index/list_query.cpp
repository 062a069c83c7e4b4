#include "corpus/vector_index/list_query.h"

#include <algorithm>

#include "corpus/vector_index/kernels/float_ops.h"
#include "corpus/vector_index/kernels/int8_dot.h"
#include "corpus/vector_index/kernels/query_ops.h"

namespace eider::vector_index {
namespace {

const QueryOps& fastest_query_ops() {
  static const QueryOps ops = query_ops().back();
  return ops;
}

}  // namespace

ListQuery::ListQuery(std::span<const float> turned, std::span<const float> origin, Metric metric) {
  const QueryOps& ops = fastest_query_ops();
  const std::size_t width = turned.size();
  square_ = ops.apart(turned.data(), origin.data(), width);
  if (metric != Metric::kL2) {
    bias_ = ops.dot(turned.data(), origin.data(), width);
    make_tables(turned);
    make_values16(turned);
    return;
  }
  bias_ = -square_;
  std::vector<float> moved(turned.begin(), turned.end());
  for (std::size_t i = 0; i < width; ++i) moved[i] -= origin[i];
  make_tables(moved);
  make_values16(moved);
}

void ListQuery::make_tables(std::span<const float> moved) {
  float widest = 0;
  float low = 0;
  float sum = 0;
  for (std::size_t at = 0; at < moved.size(); at += 4) {
    const float* four = &moved[at];
    const float lowest = std::min(four[0], 0.0F) + std::min(four[1], 0.0F) +
                         std::min(four[2], 0.0F) + std::min(four[3], 0.0F);
    const float all = (four[0] + four[1]) + (four[2] + four[3]);
    widest = std::max(widest, all - 2 * lowest);
    low += lowest;
    sum += all;
  }
  tables_.resize(moved.size() / 16);
  const float factor = widest > 0 ? kMaxEntry / widest : 0.0F;
  fastest_query_ops().tables(moved.data(), factor, tables_.data()->entries, moved.size());
  // The row's signs sum to twice what is added for the bits that are set, less all.
  scale_ = 2 * widest / kMaxEntry;
  shift_ = 2 * low - sum;
}

void ListQuery::make_values16(std::span<const float> moved) {
  static const FloatOps ops = float_ops().back();
  const float largest = ops.largest(moved.data(), moved.size());
  const auto limit = static_cast<float>(query16_limit(moved.size()));
  step_ = largest / limit;
  values16_.resize(moved.size());
  const float factor = largest > 0 ? limit / largest : 0.0F;
  fastest_query_ops().round16(moved.data(), factor, values16_.data(), moved.size());
}

BlockScan ListQuery::scan() const {
  BlockScan scan;
  scan.entries = tables_.data()->entries;
  scan.tables = values16_.size() / 4;
  scan.scale = scale_;
  scan.shift = shift_;
  return scan;
}

}  // namespace eider::vector_index
