#include "corpus/search/search_index.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace eider::search {

Result<SearchIndex> SearchIndex::build(std::vector<SearchChunk> chunks, const CancelFlag& cancel) {
  SearchIndex made;
  made.chunks_ = std::move(chunks);
  std::sort(made.chunks_.begin(), made.chunks_.end(),
            [](const SearchChunk& a, const SearchChunk& b) {
              return std::tie(a.chunk.document_id, a.chunk.id) <
                     std::tie(b.chunk.document_id, b.chunk.id);
            });
  for (std::size_t i = 0; i < made.chunks_.size(); ++i) {
    if (cancel.cancelled()) {
      return fail(ErrorCode::kCancelled, "building the keyword index was cancelled");
    }
    const SearchChunk& each = made.chunks_[i];
    const Result<void> added = made.keyword_index_.add(
        static_cast<std::int64_t>(i), {each.chunk.title, each.chunk.heading, each.text});
    if (!added) return std::unexpected(added.error());
  }
  if (Result<void> added = made.add_embeddings(); !added) {
    return std::unexpected(std::move(added.error()));
  }
  return made;
}

Result<void> SearchIndex::add_embeddings() {
  for (std::size_t i = 0; i < chunks_.size(); ++i) {
    std::vector<float> values = std::exchange(chunks_[i].embedding, {});
    if (values.empty()) continue;
    if (!vector_index_) vector_index_.emplace(static_cast<std::int64_t>(values.size()));
    if (Result<void> added = vector_index_->add(values); !added) {
      added.error().where = "the embedding of chunk " + std::to_string(chunks_[i].chunk.id);
      return added;
    }
    embedded_.push_back(i);
  }
  return {};
}

Result<std::vector<std::optional<float>>> SearchIndex::cosines(std::span<const float> query) const {
  if (!vector_index_) return fail(ErrorCode::kInvalidArgument, "no chunk here is embedded");
  const Result<std::vector<float>> rows = vector_index_->scores(query);
  if (!rows) return std::unexpected(rows.error());
  std::vector<std::optional<float>> by_chunk(chunks_.size());
  for (std::size_t row = 0; row < rows->size(); ++row) by_chunk[embedded_[row]] = (*rows)[row];
  return by_chunk;
}

}  // namespace eider::search
