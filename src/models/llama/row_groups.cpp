#include "models/llama/row_groups.h"

#include <algorithm>
#include <numeric>

namespace eider::models {
namespace {

/// Sorted prompts, and how much each begins like the one before it.
class Sorted {
 public:
  explicit Sorted(std::span<const std::vector<TokenId>> prompts)
      : prompts_(prompts), order_(prompts.size()), alike_(prompts.size(), 0) {
    std::iota(order_.begin(), order_.end(), std::size_t{0});
    std::stable_sort(order_.begin(), order_.end(),
                     [&](std::size_t a, std::size_t b) { return prompts[a] < prompts[b]; });
    for (std::size_t i = 1; i < order_.size(); ++i) {
      const std::vector<TokenId>& before = prompts[order_[i - 1]];
      const std::vector<TokenId>& own = prompts[order_[i]];
      const auto same =
          static_cast<std::size_t>(std::ranges::mismatch(before, own).in2 - own.begin());
      alike_[i] = std::min({same, before.size() - 1, own.size() - 1});
    }
  }

  /// Appends the best groups of a run of the order; gives how many tokens they save.
  std::size_t split(std::size_t first, std::size_t end, std::vector<RowGroup>& groups) const {
    RowGroup whole{{order_.begin() + static_cast<std::ptrdiff_t>(first),
                    order_.begin() + static_cast<std::ptrdiff_t>(end)},
                   0};
    if (end - first == 1) {
      groups.push_back(std::move(whole));
      return 0;
    }
    const auto least = std::min_element(alike_.begin() + static_cast<std::ptrdiff_t>(first) + 1,
                                        alike_.begin() + static_cast<std::ptrdiff_t>(end));
    whole.shared = *least;
    const std::size_t together = whole.shared * (end - first - 1);
    const auto cut = static_cast<std::size_t>(least - alike_.begin());
    std::vector<RowGroup> parts;
    const std::size_t left = split(first, cut, parts);
    const std::size_t apart = left + split(cut, end, parts);
    if (apart > together) {
      std::ranges::move(parts, std::back_inserter(groups));
      return apart;
    }
    groups.push_back(std::move(whole));
    return together;
  }

 private:
  std::span<const std::vector<TokenId>> prompts_;
  std::vector<std::size_t> order_;
  std::vector<std::size_t> alike_;
};

}  // namespace

std::vector<RowGroup> group_prompts(std::span<const std::vector<TokenId>> prompts) {
  std::vector<RowGroup> groups;
  if (!prompts.empty()) Sorted(prompts).split(0, prompts.size(), groups);
  return groups;
}

}  // namespace eider::models
