#include "corpus/vector_index/centre_tree.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "corpus/vector_index/kmeans.h"

namespace eider::vector_index {
namespace {

constexpr std::size_t kGroupsLookedAt = 6;
constexpr int kGroupRounds = 4;

}  // namespace

CentreTree::CentreTree(const Centres& centres) {
  const auto groups = static_cast<std::size_t>(std::sqrt(static_cast<double>(centres.count())));
  std::vector<SteppedRow> rows;
  for (std::size_t c = 0; c < centres.count(); ++c) rows.push_back(centres.row(c));
  Clustering grouped =
      kmeans(rows, centres.width(), std::max<std::size_t>(1, groups), kGroupRounds);
  groups_ = std::move(grouped.centres);
  names_.resize(centres.count());
  std::iota(names_.begin(), names_.end(), 0u);
  std::stable_sort(names_.begin(), names_.end(), [&](std::uint32_t left, std::uint32_t right) {
    return grouped.nearest[left] < grouped.nearest[right];
  });
  starts_.assign(groups_.count() + 1, 0);
  for (const std::uint32_t group : grouped.nearest) ++starts_[group + 1];
  std::partial_sum(starts_.begin(), starts_.end(), starts_.begin());
  members_ = Centres(centres.count(), centres.width());
  for (std::size_t i = 0; i < names_.size(); ++i) members_.set(i, centres.row(names_[i]));
}

Nearest CentreTree::nearest(const SteppedRow& row) const {
  thread_local std::vector<float> keys;
  thread_local std::vector<Nearest> groups;
  keys.resize(std::max(groups_.count(), members_.count()));
  groups_.keys(row, 0, groups_.count(), keys.data());
  groups.clear();
  for (std::size_t g = 0; g < groups_.count(); ++g) {
    groups.push_back({static_cast<std::uint32_t>(g), keys[g]});
  }
  const std::size_t some = std::min(kGroupsLookedAt, groups.size());
  std::partial_sort(groups.begin(), groups.begin() + static_cast<std::ptrdiff_t>(some),
                    groups.end(), [](const Nearest& left, const Nearest& right) {
                      return left.key != right.key ? left.key < right.key
                                                   : left.centre < right.centre;
                    });
  Nearest best = {0, std::numeric_limits<float>::infinity()};
  for (std::size_t g = 0; g < some; ++g) {
    const std::size_t start = starts_[groups[g].centre];
    const std::size_t size = starts_[groups[g].centre + 1] - start;
    members_.keys(row, start, size, keys.data());
    for (std::size_t i = 0; i < size; ++i) {
      if (keys[i] < best.key) best = {names_[start + i], keys[i]};
    }
  }
  return best;
}

}  // namespace eider::vector_index
