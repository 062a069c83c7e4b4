#include "pipeline/meaning_join.h"

#include <algorithm>
#include <utility>

#include "base/limits.h"

namespace eider::pipeline {
namespace {

using Row = ComparedRows::Row;

Result<void> check(const JoinRequest& request) {
  if (request.k < 1 || request.k > static_cast<std::int64_t>(kMaxJoinMatches)) {
    return fail(ErrorCode::kInvalidArgument, "k is " + std::to_string(request.k) +
                                                 ", it must be 1 to " +
                                                 std::to_string(kMaxJoinMatches));
  }
  if (!(request.threshold >= -1 && request.threshold <= 1)) {
    return fail(ErrorCode::kInvalidArgument, "the threshold must be -1 to 1");
  }
  if (!(request.recall > 0 && request.recall <= 1)) {
    return fail(ErrorCode::kInvalidArgument, "recall must be above 0 and at most 1");
  }
  return {};
}

}  // namespace

Result<JoinPlan> plan_join(Host& host, const Scope& scope, const JoinRequest& request) {
  if (auto checked = check(request); !checked) return std::unexpected(checked.error());
  const auto lease = host.lease();
  if (!lease) return std::unexpected(lease.error());
  auto left = plan_rows(lease->connection(), scope, request.left);
  if (!left) return std::unexpected(left.error());
  auto right = plan_rows(lease->connection(), scope, request.right);
  if (!right) return std::unexpected(right.error());
  return JoinPlan{std::move(*left), std::move(*right)};
}

Result<void> MeaningJoin::begin() {
  {
    const auto lease = host_->lease();
    if (!lease) return std::unexpected(lease.error());
    auto left = ComparedRows::read(lease->connection(), plan_.left);
    if (!left) return std::unexpected(left.error());
    left_ = std::move(*left);
    auto right = ComparedRows::read(lease->connection(), plan_.right);
    if (!right) return std::unexpected(right.error());
    right_ = std::move(*right);
  }
  if (left_.meanings() == 0 || right_.meanings() == 0) {
    row_ = left_.rows().size();  // nothing can match
    return {};
  }
  auto embedder = embedder_for(*host_, scope_, plan_.left.is_text || plan_.right.is_text);
  if (!embedder) return std::unexpected(embedder.error());
  embedder_ = std::move(*embedder);
  answers_.resize(left_.meanings());
  last_rows_.resize(left_.meanings());
  for (std::size_t row = 0; row < left_.rows().size(); ++row) {
    const std::size_t meaning = left_.rows()[row].meaning;
    if (meaning != ComparedRows::kNothing) last_rows_[meaning] = row;
  }
  return index_right();
}

Result<void> MeaningJoin::index_right() {
  auto embedded = right_.embed_up_to(right_.meanings(), embedder_.get(), cancel_);
  if (!embedded) return embedded;
  right_rows_.resize(right_.meanings());
  for (std::size_t row = 0; row < right_.rows().size(); ++row) {
    const std::size_t meaning = right_.rows()[row].meaning;
    if (meaning != ComparedRows::kNothing) right_rows_[meaning].push_back(row);
  }
  right_index_.emplace(static_cast<std::int64_t>(right_.dimensions()),
                       vector_index::Metric::kCosine);
  for (std::size_t meaning = 0; meaning < right_.meanings(); ++meaning) {
    if (cancel_.cancelled()) return fail(ErrorCode::kCancelled, "the join was stopped");
    if (auto added = right_.add_to(*right_index_, meaning); !added) return added;
  }
  return right_index_->wants_merge() ? right_index_->merge(cancel_) : Result<void>();
}

/// Finds what the next left meanings match.
Result<void> MeaningJoin::match_batch() {
  const std::size_t stop = std::min(left_.meanings(), matched_ + kComparedBatch);
  if (auto done = left_.embed_up_to(stop, embedder_.get(), cancel_); !done) return done;
  if (left_.dimensions() != right_.dimensions()) {
    return fail(ErrorCode::kInvalidArgument,
                "vectors of " + std::to_string(left_.dimensions()) +
                    " dimensions can't be compared with those of " +
                    std::to_string(right_.dimensions()),
                plan_.left.name);
  }
  const vector_index::FullRows full_rows = right_.full_rows();
  vector_index::NearestRequest request;
  request.k = std::min(static_cast<std::size_t>(request_.k), right_.meanings());
  request.recall = request_.recall;
  request.full_rows = &full_rows;
  const auto first = left_.vector(matched_);
  const std::span queries(first.data(), (stop - matched_) * left_.dimensions());
  auto found = right_index_->nearest_batch(queries, request, cancel_);
  if (!found) return std::unexpected(left_.named(std::move(found.error()), matched_));
  std::move(found->begin(), found->end(), answers_.begin() + static_cast<std::ptrdiff_t>(matched_));
  matched_ = stop;
  return {};
}

void MeaningJoin::pair_row(std::size_t at) {
  const Row& left = left_.rows()[at];
  std::size_t left_to_give = static_cast<std::size_t>(request_.k);
  for (const vector_index::Neighbour& match : answers_[left.meaning]) {
    if (match.similarity < request_.threshold) break;
    for (const std::size_t row : right_rows_[static_cast<std::size_t>(match.id)]) {
      if (left_to_give-- == 0) return;
      pairs_.push_back({&left, &right_.rows()[row], match.similarity});
    }
  }
}

Result<std::optional<MeaningJoin::Pair>> MeaningJoin::next() {
  if (!begun_) {
    if (auto done = begin(); !done) return std::unexpected(done.error());
    begun_ = true;
  }
  while (pair_ == pairs_.size()) {
    if (cancel_.cancelled()) return fail(ErrorCode::kCancelled, "the join was stopped");
    if (row_ == left_.rows().size()) return std::nullopt;
    pairs_.clear();
    pair_ = 0;
    const std::size_t meaning = left_.rows()[row_].meaning;
    if (meaning != ComparedRows::kNothing) {
      if (meaning >= matched_) {
        if (auto done = match_batch(); !done) return std::unexpected(done.error());
      }
      pair_row(row_);
      if (last_rows_[meaning] == row_) answers_[meaning] = {};
    }
    ++row_;
  }
  return pairs_[pair_++];
}

}  // namespace eider::pipeline
