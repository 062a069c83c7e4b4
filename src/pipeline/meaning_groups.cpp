#include "pipeline/meaning_groups.h"

#include <algorithm>
#include <utility>

namespace eider::pipeline {

Result<ComparedPlan> plan_groups(Host& host, const Scope& scope, const DedupRequest& request) {
  if (!(request.threshold >= -1 && request.threshold <= 1)) {
    return fail(ErrorCode::kInvalidArgument, "the threshold must be -1 to 1");
  }
  const auto lease = host.lease();
  if (!lease) return std::unexpected(lease.error());
  return plan_rows(lease->connection(), scope, request.rows);
}

Result<void> MeaningGroups::begin() {
  const auto lease = host_->lease();
  if (!lease) return std::unexpected(lease.error());
  auto rows = ComparedRows::read(lease->connection(), plan_);
  if (!rows) return std::unexpected(rows.error());
  rows_ = std::move(*rows);
  if (rows_.meanings() == 0) return {};
  auto embedder = embedder_for(*host_, scope_, plan_.is_text);
  if (!embedder) return std::unexpected(embedder.error());
  embedder_ = std::move(*embedder);
  return {};
}

/// Embeds the next meanings and gives each its place.
Result<void> MeaningGroups::place_batch() {
  const std::size_t stop = std::min(rows_.meanings(), places_.size() + kComparedBatch);
  if (auto done = rows_.embed_up_to(stop, embedder_.get(), cancel_); !done) return done;
  if (!representatives_) {
    representatives_.emplace(static_cast<std::int64_t>(rows_.dimensions()),
                             vector_index::Metric::kCosine);
  }
  while (places_.size() < stop) {
    if (auto placed = place_next(); !placed) return placed;
  }
  return representatives_->wants_merge() ? representatives_->merge(cancel_) : Result<void>();
}

Result<void> MeaningGroups::place_next() {
  const std::size_t meaning = places_.size();
  const vector_index::FullRows full_rows = rows_.full_rows();
  vector_index::NearestRequest request;
  request.k = 1;
  request.recall = 1;
  request.full_rows = &full_rows;
  const auto nearest = representatives_->nearest(rows_.vector(meaning), request);
  if (!nearest) return std::unexpected(rows_.named(nearest.error(), meaning));
  if (!nearest->empty() && nearest->front().similarity >= request_.threshold) {
    const auto representative = static_cast<std::size_t>(nearest->front().id);
    places_.push_back({representative, places_[representative].group, nearest->front().similarity});
    return {};
  }
  places_.push_back({meaning, ++groups_, 1});
  return rows_.add_to(*representatives_, meaning);
}

Result<std::optional<MeaningGroups::Member>> MeaningGroups::next() {
  if (!begun_) {
    if (auto done = begin(); !done) return std::unexpected(done.error());
    begun_ = true;
  }
  if (cancel_.cancelled()) return fail(ErrorCode::kCancelled, "the grouping was stopped");
  if (row_ == rows_.rows().size()) return std::nullopt;
  const ComparedRows::Row& row = rows_.rows()[row_++];
  if (row.meaning == ComparedRows::kNothing) return Member{&row};
  while (row.meaning >= places_.size()) {
    if (auto done = place_batch(); !done) return std::unexpected(done.error());
  }
  const Place& place = places_[row.meaning];
  return Member{&row, &rows_.first_row(place.representative), place.group, place.similarity};
}

}  // namespace eider::pipeline
