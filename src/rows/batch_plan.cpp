#include "rows/batch_plan.h"

#include <algorithm>
#include <numeric>
#include <string_view>
#include <unordered_map>

namespace eider::rows {

Collapsed collapse(std::span<const std::string> keys) {
  Collapsed collapsed;
  collapsed.group_of.reserve(keys.size());
  std::unordered_map<std::string_view, std::size_t> groups;
  for (std::size_t row = 0; row < keys.size(); ++row) {
    const auto [entry, is_new] = groups.try_emplace(keys[row], collapsed.asking.size());
    if (is_new) collapsed.asking.push_back(row);
    collapsed.group_of.push_back(entry->second);
  }
  return collapsed;
}

std::vector<std::size_t> by_shared_prefix(std::span<const std::string> texts) {
  std::vector<std::size_t> order(texts.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, [&](std::size_t a, std::size_t b) {
    const int compared = texts[a].compare(texts[b]);
    return compared != 0 ? compared < 0 : a < b;
  });
  return order;
}

std::size_t admitted(std::size_t places, std::size_t free_places, std::size_t waiting) {
  const bool idle = free_places >= places;
  if (!idle && 4 * free_places < places) return 0;
  return std::min(free_places, waiting);
}

}  // namespace eider::rows
