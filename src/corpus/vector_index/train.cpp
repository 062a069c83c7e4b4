#include "corpus/vector_index/train.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "corpus/vector_index/centre_tree.h"
#include "corpus/vector_index/kmeans.h"

namespace eider::vector_index {
namespace {

constexpr int kGroupRounds = 6;
constexpr int kListRounds = 6;
constexpr int kPolishRounds = 2;
constexpr std::size_t kSampleAGroup = 512;  // rows that a group's centre is made of
constexpr std::size_t kRowsBetweenLooks = 8192;
constexpr std::size_t kRowsAList = 128;

/// The members of each group of a clustering, in order.
std::vector<std::vector<SteppedRow>> members_of(std::span<const SteppedRow> rows,
                                                const Clustering& groups) {
  std::vector<std::vector<SteppedRow>> members(groups.centres.count());
  for (std::size_t r = 0; r < rows.size(); ++r) members[groups.nearest[r]].push_back(rows[r]);
  return members;
}

/// Lists within each group, as many as its share of the rows, `lists` in all.
Centres lists_in_groups(std::span<const std::vector<SteppedRow>> members, std::size_t rows,
                        std::size_t width, std::size_t lists) {
  Centres all(lists, width);
  std::size_t made = 0;
  std::size_t seen = 0;
  for (const std::vector<SteppedRow>& group : members) {
    seen += group.size();
    const std::size_t until = seen * lists / rows;
    if (until == made || group.empty()) continue;
    const Clustering parts = kmeans(group, width, until - made, kListRounds);
    for (std::size_t c = 0; c < parts.centres.count(); ++c) all.set(made++, parts.centres.row(c));
  }
  // A group of fewer rows than its share leaves lists over: they begin as rows.
  for (std::size_t i = 0; made < lists; ++i) {
    const std::vector<SteppedRow>& group = members[i % members.size()];
    if (!group.empty()) all.set(made++, group[i / members.size() % group.size()]);
  }
  return all;
}

}  // namespace

std::size_t lists_for(std::size_t rows) {
  const auto wanted = static_cast<std::size_t>(4 * std::sqrt(static_cast<double>(rows)));
  return std::max<std::size_t>(1, std::min(wanted, rows / kRowsAList));
}

Result<Centres> train_centres(std::span<const SteppedRow> sample, std::size_t width,
                              std::size_t lists, const CancelFlag& cancel) {
  const auto cancelled = [] { return fail(ErrorCode::kCancelled, "the merge was cancelled"); };
  const auto groups =
      std::max<std::size_t>(1, static_cast<std::size_t>(std::sqrt(static_cast<double>(lists))));
  const std::vector<SteppedRow> some = thinned(sample, groups * kSampleAGroup);
  Clustering grouped = kmeans(some, width, groups, kGroupRounds);
  grouped.nearest.resize(sample.size());
  find_nearest(sample, grouped);
  if (cancel.cancelled()) return cancelled();
  const auto members = members_of(sample, grouped);
  Clustering lowest = {lists_in_groups(members, sample.size(), width, lists),
                       std::vector<std::uint32_t>(sample.size())};
  for (int round = 0; round < kPolishRounds; ++round) {
    const CentreTree tree(lowest.centres);
    for (std::size_t r = 0; r < sample.size(); ++r) {
      if (r % kRowsBetweenLooks == 0 && cancel.cancelled()) return cancelled();
      lowest.nearest[r] = tree.nearest(sample[r]).centre;
    }
    move_to_means(sample, lowest);
  }
  return std::move(lowest.centres);
}

}  // namespace eider::vector_index
