#pragma once
// Join by meaning: for every row of the left table the k rows of the right one that are nearest to
// it. Left rows in their order, their matches nearest first, ties in the right rows' order.
// The right table is read and embedded when the first pair is asked for; then the left one batch by
// batch. Tables are embedded in process and held in memory, and refused where they are too large.

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "base/error.h"
#include "corpus/vector_index/vector_index.h"
#include "pipeline/compared_rows.h"

namespace eider::pipeline {

struct JoinRequest {
  ComparedColumn left;
  ComparedColumn right;
  std::int64_t k = 1;
  double threshold = -1;  // the least similarity (cosine)
  double recall = 1;      // the share of the true matches to be found
};

struct JoinPlan {
  ComparedPlan left;
  ComparedPlan right;
};

/// Errors: those of plan_rows; kInvalidArgument (k, threshold, recall).
Result<JoinPlan> plan_join(Host& host, const Scope& scope, const JoinRequest& request);

/// One running join; not thread-safe.
class MeaningJoin {
 public:
  struct Pair {
    const ComparedRows::Row* left = nullptr;  // valid while the join lives
    const ComparedRows::Row* right = nullptr;
    double similarity = 0;
  };

  MeaningJoin(Host& host, Scope scope, JoinRequest request, JoinPlan plan)
      : host_(&host),
        scope_(std::move(scope)),
        request_(std::move(request)),
        plan_(std::move(plan)),
        cancel_(host.cancel_flag()) {}

  /// Nothing at the end. Errors: kCancelled, kLimit, the embedder's, kInvalidArgument (vectors that
  /// can't be compared).
  Result<std::optional<Pair>> next();

 private:
  using Answers = std::vector<std::vector<vector_index::Neighbour>>;

  Result<void> begin();
  Result<void> index_right();
  Result<void> match_batch();
  void pair_row(std::size_t row);

  Host* host_;
  Scope scope_;
  JoinRequest request_;
  JoinPlan plan_;
  CancelFlag cancel_;
  bool begun_ = false;
  std::shared_ptr<models::Embedder> embedder_;
  ComparedRows left_;
  ComparedRows right_;
  std::vector<std::vector<std::size_t>> right_rows_;  // of meanings
  std::vector<std::size_t> last_rows_;                // of the left meanings
  std::optional<vector_index::VectorIndex> right_index_;
  Answers answers_;  // of the left meanings, until their last row
  std::size_t matched_ = 0;
  std::size_t row_ = 0;
  std::vector<Pair> pairs_;  // of the rows before row_
  std::size_t pair_ = 0;
};

}  // namespace eider::pipeline
