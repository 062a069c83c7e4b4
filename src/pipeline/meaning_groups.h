#pragma once
// Near-equal rows of a table, by meaning. Rows are taken in their order: each joins the nearest of
// the representatives before it that is at least as similar as the threshold (ties: the earlier),
// or becomes one. So every row of a group is that near to its representative, which came first.

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "base/error.h"
#include "corpus/vector_index/vector_index.h"
#include "pipeline/compared_rows.h"

namespace eider::pipeline {

struct DedupRequest {
  ComparedColumn rows;
  double threshold = 0.9;  // of the cosine
};

/// Errors: those of plan_rows; kInvalidArgument (threshold).
Result<ComparedPlan> plan_groups(Host& host, const Scope& scope, const DedupRequest& request);

/// One running grouping; not thread-safe.
class MeaningGroups {
 public:
  struct Member {
    const ComparedRows::Row* row = nullptr;             // valid while this object lives
    const ComparedRows::Row* representative = nullptr;  // none of a row without text
    std::int64_t group = 0;                             // from 1, in the representatives' order
    double similarity = 0;                              // to the representative
  };

  MeaningGroups(Host& host, Scope scope, DedupRequest request, ComparedPlan plan)
      : host_(&host),
        scope_(std::move(scope)),
        request_(std::move(request)),
        plan_(std::move(plan)),
        cancel_(host.cancel_flag()) {}

  /// Every row in order, nothing at the end. Errors: as MeaningJoin::next.
  Result<std::optional<Member>> next();

 private:
  struct Place {
    std::size_t representative = 0;  // a meaning
    std::int64_t group = 0;
    double similarity = 1;
  };

  Result<void> begin();
  Result<void> place_batch();
  Result<void> place_next();

  Host* host_;
  Scope scope_;
  DedupRequest request_;
  ComparedPlan plan_;
  CancelFlag cancel_;
  bool begun_ = false;
  std::shared_ptr<models::Embedder> embedder_;
  ComparedRows rows_;
  std::optional<vector_index::VectorIndex> representatives_;
  std::vector<Place> places_;  // of the meanings so far
  std::int64_t groups_ = 0;
  std::size_t row_ = 0;
};

}  // namespace eider::pipeline
