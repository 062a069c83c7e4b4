#include "pipeline/index_content.h"

#include <algorithm>
#include <span>
#include <utility>

#include "store/index_rows.h"

namespace eider::pipeline {
namespace {

using store::ContentRow;

struct Difference {
  std::vector<std::int64_t> gone;  // ids that are no more, or say something else now
  std::vector<ContentRow> kept;    // as they are now
  std::vector<ContentRow> wanted;
};

/// Both are in order of ids.
Difference compare(std::span<const ContentRow> held, std::span<const ContentRow> now) {
  Difference difference;
  difference.kept.reserve(now.size());
  auto old = held.begin();
  for (const ContentRow& row : now) {
    for (; old != held.end() && old->id < row.id; ++old) difference.gone.push_back(old->id);
    const bool was_there = old != held.end() && old->id == row.id;
    if (was_there && old->hash == row.hash) {
      difference.kept.push_back(row);
    } else {
      difference.wanted.push_back(row);
      if (was_there) difference.gone.push_back(row.id);
    }
    if (was_there) ++old;
  }
  for (; old != held.end(); ++old) difference.gone.push_back(old->id);
  return difference;
}

/// After an error: what was added until then is held beside what was kept.
std::vector<ContentRow> with_added(const Difference& difference, std::vector<std::int64_t> added) {
  std::sort(added.begin(), added.end());
  std::vector<ContentRow> rows = difference.kept;
  for (const ContentRow& row : difference.wanted) {
    if (std::binary_search(added.begin(), added.end(), row.id)) rows.push_back(row);
  }
  std::sort(rows.begin(), rows.end(),
            [](const ContentRow& a, const ContentRow& b) { return a.id < b.id; });
  return rows;
}

constexpr const char* kNoVectors =
    "embeddings can't be compared with the others: of other dimensions, zero, NaN or infinite";

std::string refusal(std::size_t count, const char* why) {
  return count == 0 ? std::string() : std::to_string(count) + " " + why;
}

}  // namespace

Result<void> IndexContent::bring_to(store::StoreContents now, const store::ContentSource& source) {
  auto brought = bring_words_to(now, source);
  if (brought) brought = bring_vectors_to(now, source);
  // After an error the rows that are held are not those of one moment, so nothing may be reused.
  held_.documents = brought ? std::move(now.documents) : std::vector<ContentRow>();
  held_.document_layout = brought ? now.document_layout : 0;
  held_.vector_layout = brought ? now.vector_layout : 0;
  held_.with_chunks = now.with_chunks;
  held_.places = std::move(now.places);
  return brought;
}

Result<void> IndexContent::bring_words_to(const store::StoreContents& now,
                                          const store::ContentSource& source) {
  Difference difference = compare(held_.chunks, now.chunks);
  for (const std::int64_t id : difference.gone) words_.remove(id);
  std::vector<std::int64_t> added;
  const auto add = [&](const store::IndexedChunk& chunk) -> Result<void> {
    const keyword_index::ChunkFields fields{chunk.title, chunk.heading, chunk.body};
    auto done = words_.add(chunk.id, fields);
    if (!done && done.error().code == ErrorCode::kLimit) {
      done = words_.merge(source.cancel);  // the delta is full
      if (done) done = words_.add(chunk.id, fields);
    }
    if (done) added.push_back(chunk.id);
    return done;
  };
  const auto read = store::read_chunks(source, now, difference.wanted, add);
  held_.chunks = read ? now.chunks : with_added(difference, std::move(added));
  const std::size_t missing = read ? now.chunks.size() - words_.size() : 0;
  refused_words_ = refusal(missing, "chunks lie outside their documents' texts");
  return read;
}

Result<void> IndexContent::bring_vectors_to(const store::StoreContents& now,
                                            const store::ContentSource& source) {
  if (held_.dimensions != now.dimensions || !vectors_) {
    vectors_.reset();
    held_.embeddings.clear();
    held_.dimensions = now.dimensions;
  }
  const bool is_possible = now.dimensions > 0 && now.dimensions <= vector_index::kMaxDimensions;
  if (!is_possible) {
    held_.embeddings = now.embeddings;
    refused_vectors_ = refusal(now.embeddings.size(), kNoVectors);
    return {};
  }
  if (!vectors_) vectors_.emplace(now.dimensions, vector_index::Metric::kCosine);
  Difference difference = compare(held_.embeddings, now.embeddings);
  for (const std::int64_t id : difference.gone) vectors_->remove(id);
  std::vector<std::int64_t> added;
  const auto add = [&](std::int64_t id, std::span<const float> values) -> Result<void> {
    const auto done = vectors_->add(id, values);
    added.push_back(id);
    if (done || done.error().code == ErrorCode::kInvalidArgument) return {};
    return done;
  };
  const auto read = store::read_vectors(source, difference.wanted, add);
  held_.embeddings = read ? now.embeddings : with_added(difference, std::move(added));
  refused_vectors_ = refusal(read ? now.embeddings.size() - vectors_->size() : 0, kNoVectors);
  return read;
}

void IndexContent::take_words(keyword_index::KeywordIndex words, std::vector<ContentRow> rows) {
  words_ = std::move(words);
  held_.chunks = std::move(rows);
}

void IndexContent::take_vectors(vector_index::VectorIndex vectors, std::vector<ContentRow> rows,
                                std::int64_t dimensions) {
  vectors_.emplace(std::move(vectors));
  held_.embeddings = std::move(rows);
  held_.dimensions = dimensions;
}

bool IndexContent::wants_merge() const {
  return words_.wants_merge() || (vectors_ && vectors_->wants_merge());
}

}  // namespace eider::pipeline
