#include "corpus/vector_index/kmeans.h"

#include <algorithm>

#include "corpus/vector_index/kernels/code_ops.h"

namespace eider::vector_index {

void move_to_means(std::span<const SteppedRow> rows, Clustering& clustering) {
  const CodeOps ops = code_ops().back();
  Centres& centres = clustering.centres;
  const std::size_t width = centres.width();
  std::vector<float> sums(centres.count() * width);
  std::vector<std::size_t> counts(centres.count());
  for (std::size_t r = 0; r < rows.size(); ++r) {
    const std::uint32_t c = clustering.nearest[r];
    ++counts[c];
    ops.gather(rows[r].values, rows[r].step, &sums[c * width], width);
  }
  for (std::size_t c = 0; c < centres.count(); ++c) {
    if (counts[c] == 0) continue;
    const float share = 1 / static_cast<float>(counts[c]);
    for (std::size_t i = 0; i < width; ++i) sums[c * width + i] *= share;
    centres.set(c, {&sums[c * width], width});
  }
  std::size_t next = 0;
  for (std::size_t c = 0; c < centres.count(); ++c) {
    if (counts[c] != 0) continue;
    const auto fullest =
        static_cast<std::size_t>(std::max_element(counts.begin(), counts.end()) - counts.begin());
    for (std::size_t tried = 0; tried < rows.size(); ++tried, ++next) {
      if (clustering.nearest[next % rows.size()] == fullest) break;
    }
    centres.set(c, rows[next % rows.size()]);
    ++next;
    counts[c] = counts[fullest] / 2;
    counts[fullest] -= counts[c];
  }
}

void find_nearest(std::span<const SteppedRow> rows, Clustering& clustering) {
  for (std::size_t r = 0; r < rows.size(); ++r) {
    clustering.nearest[r] = clustering.centres.nearest(rows[r]).centre;
  }
}

std::vector<SteppedRow> thinned(std::span<const SteppedRow> rows, std::size_t most) {
  const std::size_t count = std::min(most, rows.size());
  std::vector<SteppedRow> some(count);
  for (std::size_t i = 0; i < count; ++i) some[i] = rows[i * rows.size() / count];
  return some;
}

Clustering kmeans(std::span<const SteppedRow> rows, std::size_t width, std::size_t count,
                  int rounds) {
  const std::vector<SteppedRow> first = thinned(rows, count);
  Clustering clustering = {Centres(first.size(), width), std::vector<std::uint32_t>(rows.size())};
  for (std::size_t c = 0; c < first.size(); ++c) clustering.centres.set(c, first[c]);
  for (int round = 0; round < rounds; ++round) {
    find_nearest(rows, clustering);
    move_to_means(rows, clustering);
  }
  find_nearest(rows, clustering);
  return clustering;
}

}  // namespace eider::vector_index
