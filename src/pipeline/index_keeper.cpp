#include "pipeline/index_keeper.h"

#include <algorithm>
#include <limits>
#include <span>
#include <unordered_set>
#include <utility>
#include <vector>

#include "pipeline/index_manifest.h"
#include "store/index_segments.h"

namespace eider::pipeline {
namespace {

using keyword_index::KeywordIndex;
using store::ContentRow;
using store::ContentSource;
using store::StoredSegment;
using vector_index::VectorIndex;

store::IndexKey words_key(const ContentSource& source) { return {source.store, "keyword", ""}; }

store::IndexKey vectors_key(const ContentSource& source) {
  return {source.store, "vector", source.model_hash};
}

std::uint64_t hash_of(const keyword_index::SegmentHandle& segment) { return segment.hash(); }
std::uint64_t hash_of(const vector_index::SegmentHandle& segment) { return segment.number(); }
std::size_t rows_of(const keyword_index::SegmentHandle& segment) { return segment.chunk_count(); }
std::size_t rows_of(const vector_index::SegmentHandle& segment) { return segment.rows(); }

Result<std::vector<StoredSegment>> stored(const ContentSource& source, const store::IndexKey& key) {
  auto segments = store::stored_segments(source.connection, source.catalog, source.store);
  if (!segments) return segments;
  std::erase_if(*segments, [&](const StoredSegment& segment) {
    return segment.key.kind != key.kind || segment.key.model_hash != key.model_hash;
  });
  return segments;
}

/// The manifest is the row of the highest number.
Result<IndexManifest> read_manifest(const ContentSource& source,
                                    std::span<const StoredSegment> segments) {
  const auto bytes = store::read_segment(source.connection, source.catalog, segments.back());
  if (!bytes) return std::unexpected(bytes.error());
  return IndexManifest::read(*bytes);
}

/// Attaches the manifest's segments to an empty index.
template <typename Index>
Result<void> attach_all(const ContentSource& source, const IndexManifest& manifest,
                        std::span<const StoredSegment> segments, Index& into) {
  for (const IndexManifest::Segment& listed : manifest.segments) {
    const auto found = std::find_if(segments.begin(), segments.end(), [&](const auto& segment) {
      return segment.number == listed.number;
    });
    if (found == segments.end()) return fail(ErrorCode::kCorrupt, "a segment is missing");
    auto bytes = store::read_segment(source.connection, source.catalog, *found);
    if (!bytes) return std::unexpected(bytes.error());
    if (auto attached = into.attach(std::move(*bytes)); !attached) return attached;
    if (hash_of(into.segments().back()) != listed.hash) {
      return fail(ErrorCode::kCorrupt, "a segment is not the one that was kept");
    }
  }
  return {};
}

std::vector<std::int64_t> ids_of(const KeywordIndex& words) { return words.ids(); }

std::vector<std::int64_t> ids_of(const VectorIndex& vectors) {
  std::vector<std::int64_t> ids;
  for (const auto& segment : vectors.segments()) {
    const auto more = segment.ids();
    ids.insert(ids.end(), more.begin(), more.end());
  }
  return ids;
}

/// The manifest's rows that the index holds; it gives up those that the manifest does not name.
template <typename Index>
std::vector<ContentRow> agree(const IndexManifest& manifest, Index& kept) {
  std::vector<ContentRow> rows;
  rows.reserve(manifest.rows.size());
  // No rowid of another time is taken for one of now.
  constexpr std::uint32_t kNoRow = std::numeric_limits<std::uint32_t>::max();
  for (const IndexManifest::Row& row : manifest.rows) {
    if (kept.contains(row.id)) rows.push_back({row.id, row.hash, kNoRow, 0});
  }
  for (const std::int64_t id : ids_of(kept)) {
    if (!store::find_row(rows, id)) kept.remove(id);
  }
  return rows;
}

/// Runs `take` where something is kept; an error becomes a remark, since the tables have it all.
template <typename Take>
Result<std::string> take_one(const ContentSource& source, const store::IndexKey& key, Take take) {
  const auto segments = stored(source, key);
  if (!segments) return std::unexpected(segments.error());
  if (segments->empty()) return std::string();
  const auto manifest = read_manifest(source, *segments);
  const Result<void> taken =
      manifest ? take(*manifest, *segments) : std::unexpected(manifest.error());
  if (taken) return std::string();
  if (taken.error().code == ErrorCode::kCancelled) return std::unexpected(taken.error());
  return key.kind + ": what was kept can't be used and was made anew from the tables (" +
         taken.error().message() + ")";
}

/// Writes what is not kept yet, and the manifest above it; removes the rest.
template <typename Index>
Result<void> keep_one(const ContentSource& source, const store::IndexKey& key, const Index& index,
                      std::span<const ContentRow> rows, std::int64_t dimensions) {
  const auto there = stored(source, key);
  if (!there) return std::unexpected(there.error());
  IndexManifest before;
  if (!there->empty()) {
    if (auto read = read_manifest(source, *there)) before = std::move(*read);
  }
  std::int64_t next = there->empty() ? 1 : there->back().number + 1;
  IndexManifest manifest;
  manifest.dimensions = dimensions;
  std::unordered_set<std::int64_t> staying;
  for (const auto& segment : index.segments()) {
    const auto kept = std::find_if(
        before.segments.begin(), before.segments.end(), [&](const IndexManifest::Segment& listed) {
          return listed.hash == hash_of(segment) && !staying.contains(listed.number) &&
                 std::any_of(there->begin(), there->end(),
                             [&](const StoredSegment& one) { return one.number == listed.number; });
        });
    const std::int64_t number = kept == before.segments.end() ? next++ : kept->number;
    staying.insert(number);
    manifest.segments.push_back({number, hash_of(segment)});
    if (kept != before.segments.end()) continue;
    const auto count = static_cast<std::int64_t>(rows_of(segment));
    auto written = store::write_segment(source.connection, source.catalog,
                                        {key, number, count, 0, 0}, segment.write());
    if (!written) return written;
  }
  for (const ContentRow& row : rows) {
    if (index.contains(row.id)) manifest.rows.push_back({row.id, row.hash});
  }
  Result<void> done;
  if (!manifest.segments.empty()) {
    const auto count = static_cast<std::int64_t>(manifest.rows.size());
    done = store::write_segment(source.connection, source.catalog, {key, next, count, 0, 0},
                                manifest.write());
  }
  for (const StoredSegment& one : *there) {
    if (!done) return done;
    if (staying.contains(one.number)) continue;
    done = store::remove_segment(source.connection, source.catalog, key, one.number);
  }
  return done;
}

}  // namespace

Result<std::string> take_kept(const ContentSource& source, IndexContent& content) {
  auto words = take_one(source, words_key(source), [&](const auto& manifest, const auto& stored) {
    KeywordIndex kept;
    const auto attached = attach_all(source, manifest, stored, kept);
    if (attached) {
      auto rows = agree(manifest, kept);
      content.take_words(std::move(kept), std::move(rows));
    }
    return attached;
  });
  if (!words || source.model_hash.empty()) return words;
  const auto vectors =
      take_one(source, vectors_key(source),
               [&](const IndexManifest& manifest, const auto& stored) -> Result<void> {
                 const bool is_possible =
                     manifest.dimensions > 0 && manifest.dimensions <= vector_index::kMaxDimensions;
                 if (!is_possible)
                   return fail(ErrorCode::kCorrupt, "a manifest without dimensions");
                 VectorIndex kept(manifest.dimensions, vector_index::Metric::kCosine);
                 const auto attached = attach_all(source, manifest, stored, kept);
                 if (attached) {
                   auto rows = agree(manifest, kept);
                   content.take_vectors(std::move(kept), std::move(rows), manifest.dimensions);
                 }
                 return attached;
               });
  if (!vectors) return vectors;
  return *words + (words->empty() || vectors->empty() ? "" : "; ") + *vectors;
}

bool is_worth_keeping(const IndexContent& content) {
  const auto only_segments = [](const auto& index) {
    return !index.segments().empty() && index.delta_size() == 0;
  };
  return only_segments(content.words()) || (content.vectors() && only_segments(*content.vectors()));
}

Result<void> keep(const ContentSource& source, const IndexContent& content) {
  auto transaction = store::Transaction::begin(source.connection);
  if (!transaction) return std::unexpected(transaction.error());
  Result<void> kept;
  if (content.words().delta_size() == 0) {
    kept = keep_one(source, words_key(source), content.words(), content.held().chunks, 0);
  }
  if (kept && content.vectors() && content.vectors()->delta_size() == 0) {
    kept = keep_one(source, vectors_key(source), *content.vectors(), content.held().embeddings,
                    content.held().dimensions);
  }
  if (!kept) return kept;
  return transaction->commit();
}

}  // namespace eider::pipeline
