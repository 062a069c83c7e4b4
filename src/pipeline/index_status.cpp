#include "pipeline/index_status.h"

#include "store/documents.h"
#include "store/index_segments.h"
#include "store/passages.h"

namespace eider::pipeline {
namespace {

std::int64_t number(std::size_t count) { return static_cast<std::int64_t>(count); }

/// What the file keeps of this index: segments, and above them a manifest with their live rows.
void add_kept(IndexStatus& status, const std::vector<store::StoredSegment>& kept) {
  for (const store::StoredSegment& segment : kept) {
    if (segment.key.kind != status.kind || segment.key.model_hash != status.model) continue;
    ++status.segments;
    status.bytes_in_file += segment.bytes;
    status.covered = segment.rows;
  }
  if (status.segments > 0) --status.segments;
}

void add_resident(IndexStatus& status, const ResidentReport& report) {
  const bool is_of_words = status.kind == "keyword";
  const std::string& own = is_of_words ? report.words_note : report.vectors_note;
  status.note = report.note + (report.note.empty() || own.empty() ? "" : "; ") + own;
  if (!report.is_resident) return;
  if (is_of_words) {
    status.covered = number(report.words.chunks);
    status.delta = number(report.words.delta_chunks);
    status.tombstones = number(report.words.tombstones);
    status.segments = number(report.words.segments);
    status.bytes_resident = number(report.words.resident_bytes);
  } else {
    status.covered = number(report.vectors.rows);
    status.delta = number(report.vectors.delta);
    status.tombstones = report.vector_tombstones;
    status.segments = number(report.vectors.segments);
    status.lists = number(report.vectors.lists);
    status.recall = report.vectors.recall;
    status.bytes_resident = number(report.vectors.bytes);
  }
}

Result<void> add_store(Host& host, store::Connection connection, const Scope& scope,
                       std::vector<IndexStatus>& all) {
  const auto kept = store::stored_segments(connection, scope.tables(), scope.store);
  if (!kept) return std::unexpected(kept.error());
  const auto counts = store::count_indexed(connection, scope.tables(), scope.store);
  if (!counts) return std::unexpected(counts.error());
  // The words of a store are in memory once for each embedder; any that is will do.
  ResidentReport words = host.resident_index(scope, "")->report();
  const std::size_t first = all.size();
  for (const store::IndexedRows& counted : *counts) {
    IndexStatus status;
    status.store = scope.store;
    status.kind = counted.model_hash.empty() ? "keyword" : "vector";
    status.model = counted.model_hash;
    status.rows = counted.rows;
    add_kept(status, *kept);
    if (!status.model.empty()) {
      const ResidentReport report = host.resident_index(scope, status.model)->report();
      add_resident(status, report);
      if (report.is_resident) words = report;
    }
    all.push_back(std::move(status));
  }
  if (first < all.size()) add_resident(all[first], words);
  return {};
}

}  // namespace

Result<std::vector<IndexStatus>> index_status(Host& host, store::Connection connection,
                                              const std::string& catalog) {
  std::vector<IndexStatus> all;
  Scope scope;
  scope.catalog = catalog;
  const auto present = store::open_schema(connection, scope.tables());
  if (!present) return std::unexpected(present.error());
  if (!*present) return all;
  const auto names = store::store_names(connection, scope.tables());
  if (!names) return std::unexpected(names.error());
  for (const std::string& name : *names) {
    scope.store = name;
    if (auto added = add_store(host, connection, scope, all); !added) {
      return std::unexpected(added.error());
    }
  }
  return all;
}

}  // namespace eider::pipeline
