#include "pipeline/hits.h"

#include <utility>

namespace eider::pipeline {
namespace {

std::vector<std::int64_t> ids_of(std::span<const search::FoundChunk> found) {
  std::vector<std::int64_t> ids;
  ids.reserve(found.size());
  for (const search::FoundChunk& chunk : found) ids.push_back(chunk.id);
  return ids;
}

}  // namespace

Result<std::vector<Chunk>> PassageShelf::chunks_of(std::span<const std::int64_t> ids) {
  if (!places_) return store::chunks_of(connection_, tables_, ids);
  std::vector<Chunk> chunks;
  chunks.reserve(ids.size());
  for (const std::int64_t id : ids) {
    if (auto chunk = places_->find(id)) chunks.push_back(std::move(*chunk));
  }
  return chunks;
}

Result<void> PassageShelf::fetch(std::span<const std::int64_t> ids) {
  std::vector<std::int64_t> missing;
  for (const std::int64_t id : ids) {
    if (!passages_.contains(id)) missing.push_back(id);
  }
  auto chunks = chunks_of(missing);
  if (!chunks) return std::unexpected(chunks.error());
  auto read = store::passages_of(connection_, tables_, *chunks);
  if (!read) return std::unexpected(read.error());
  passages_.merge(*read);
  return {};
}

const store::Passage* PassageShelf::find(std::int64_t id) const {
  const auto found = passages_.find(id);
  return found == passages_.end() ? nullptr : &found->second;
}

search::TextsOf PassageShelf::texts_of() {
  return [this](std::span<const std::int64_t> ids) -> Result<std::vector<search::ChunkText>> {
    if (auto fetched = fetch(ids); !fetched) return std::unexpected(fetched.error());
    std::vector<search::ChunkText> texts;
    texts.reserve(ids.size());
    for (const std::int64_t id : ids) {
      const store::Passage* passage = find(id);
      texts.push_back(passage ? search::ChunkText{passage->chunk.title, passage->text}
                              : search::ChunkText{});
    }
    return texts;
  };
}

Result<std::vector<Hit>> PassageShelf::hits_of(const HitsWanted& wanted) {
  const std::vector<std::int64_t> ids = ids_of(wanted.found);
  if (auto fetched = fetch(ids); !fetched) return std::unexpected(fetched.error());
  auto around = store::surroundings_of(connection_, tables_, ids, wanted.neighbours);
  if (!around) return std::unexpected(around.error());
  std::vector<Hit> hits;
  hits.reserve(ids.size());
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const store::Passage* passage = find(ids[i]);
    if (!passage) continue;
    Hit hit = search::hit_of(wanted.found[i], passage->chunk);
    hit.path = passage->path;
    hit.published_at = passage->published_at;
    hit.text = passage->text;
    hit.rank = wanted.first_rank + static_cast<std::int64_t>(i);
    hit.before = std::move((*around)[ids[i]].before);
    hit.after = std::move((*around)[ids[i]].after);
    hits.push_back(std::move(hit));
  }
  return hits;
}

}  // namespace eider::pipeline
