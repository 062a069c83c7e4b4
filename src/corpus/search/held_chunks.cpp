#include "corpus/search/held_chunks.h"

#include <utility>

#include "corpus/search/search.h"

namespace eider::search {

using vector_index::Metric;

Result<HeldChunks> HeldChunks::build(std::vector<HeldChunk> chunks, const CancelFlag& cancel) {
  HeldChunks made;
  made.chunks_ = std::move(chunks);
  for (std::size_t i = 0; i < made.chunks_.size(); ++i) {
    if (cancel.cancelled()) {
      return fail(ErrorCode::kCancelled, "building the search index was cancelled");
    }
    made.places_[made.chunks_[i].chunk.id] = i;
    if (Result<void> added = made.add(made.chunks_[i]); !added) {
      return std::unexpected(std::move(added.error()));
    }
  }
  return made;
}

Result<void> HeldChunks::add(HeldChunk& chunk) {
  const std::int64_t id = chunk.chunk.id;
  const Result<void> indexed =
      keywords_.add(id, {chunk.chunk.title, chunk.chunk.heading, chunk.text});
  if (!indexed) return indexed;
  const std::vector<float> values = std::exchange(chunk.embedding, {});
  if (values.empty()) return {};
  if (!vectors_) vectors_.emplace(static_cast<std::int64_t>(values.size()), Metric::kCosine);
  Result<void> added = vectors_->add(id, values);
  if (!added) added.error().where = "the embedding of chunk " + std::to_string(id);
  return added;
}

SearchIndex HeldChunks::view() const { return {&keywords_, vectors_ ? &*vectors_ : nullptr}; }

TextsOf HeldChunks::texts_of() const {
  return [this](std::span<const std::int64_t> ids) -> Result<std::vector<ChunkText>> {
    std::vector<ChunkText> texts;
    texts.reserve(ids.size());
    for (const std::int64_t id : ids) {
      const HeldChunk& chunk = chunks_[places_.at(id)];
      texts.push_back({chunk.chunk.title, chunk.text});
    }
    return texts;
  };
}

std::vector<Hit> HeldChunks::hits(std::span<const FoundChunk> found) const {
  std::vector<Hit> hits;
  hits.reserve(found.size());
  for (const FoundChunk& each : found) {
    const HeldChunk& chunk = chunks_[places_.at(each.id)];
    Hit hit = hit_of(each, chunk.chunk);
    hit.rank = static_cast<std::int64_t>(hits.size() + 1);
    hit.path = chunk.path;
    hit.published_at = chunk.published_at;
    hit.text = chunk.text;
    hits.push_back(std::move(hit));
  }
  return hits;
}

}  // namespace eider::search
