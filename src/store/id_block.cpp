#include "store/id_block.h"

#include <algorithm>
#include <functional>

namespace eider::store {
namespace {

constexpr std::size_t kMostAtOnce = 4096;  // up to as many are never used after a long load

}  // namespace

Result<std::vector<std::int64_t>> IdBlock::take(Connection connection, const Catalog& catalog,
                                                std::size_t count) {
  if (free_.size() < count) {
    reserved_ = std::max(count - free_.size(), std::min(2 * reserved_, kMostAtOnce));
    // A sequence never gives a number twice, but other loads may take some in between.
    auto rows =
        connection.query("SELECT nextval(" + catalog.literal("id") + ")::BIGINT FROM range($1)",
                         {static_cast<std::int64_t>(reserved_)});
    if (!rows) return std::unexpected(rows.error());
    while (rows->next()) free_.push_back(rows->integer(0));
    std::sort(free_.begin(), free_.end(), std::greater<>());
  }
  std::vector<std::int64_t> ids(free_.rbegin(),
                                free_.rbegin() + static_cast<std::ptrdiff_t>(count));
  free_.resize(free_.size() - count);
  return ids;
}

}  // namespace eider::store
