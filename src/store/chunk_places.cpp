#include "store/chunk_places.h"

#include <algorithm>

namespace eider::store {
namespace {

constexpr auto kId = [](const auto& titled) { return titled.place.id; };

}  // namespace

void ChunkPlaces::add(const Place& place, std::string_view title) {
  if (titles_.empty() || titles_.back() != title) titles_.emplace_back(title);
  places_.push_back({place, titles_.size() - 1});
}

void ChunkPlaces::sort() {
  if (!std::ranges::is_sorted(places_, {}, kId)) std::ranges::sort(places_, {}, kId);
  places_.shrink_to_fit();
  titles_.shrink_to_fit();
}

std::optional<Chunk> ChunkPlaces::find(std::int64_t id) const {
  const auto found = std::ranges::lower_bound(places_, id, {}, kId);
  if (found == places_.end() || found->place.id != id) return {};
  const Place& place = found->place;
  return Chunk{id, place.document_id, place.article_id, place.span, titles_[found->title], ""};
}

}  // namespace eider::store
