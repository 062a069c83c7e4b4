#include "models/llama/row_scoring.h"

#include <algorithm>

namespace eider::models {
namespace {

constexpr std::size_t kGroupNodes = 128;  // unless one branch is longer

}  // namespace

RowScoring::RowScoring(std::span<const std::vector<TokenId>> continuations)
    : tree_(grow_tree(continuations)) {
  for (const auto& each : continuations) {
    likelihoods_.push_back({0, std::ssize(each)});
    longest_ = std::max(longest_, each.size());
  }
}

std::size_t RowScoring::cells() const {
  return std::min(tree_.nodes.size(), std::max(kGroupNodes, longest_));
}

void RowScoring::open_group(RowContext& rows, SequenceId row, std::size_t held,
                            std::vector<SequenceId>& free) {
  if (end_branch_ > next_branch_) return;
  sequences_.assign(1, row);
  if (next_branch_ == tree_.branches) return;
  end_branch_ = std::min(tree_.branches, next_branch_ + 1 + free.size());
  group_nodes_ = nodes_of(tree_, next_branch_, end_branch_);
  while (group_nodes_.size() > kGroupNodes && end_branch_ > next_branch_ + 1) {
    group_nodes_ = nodes_of(tree_, next_branch_, --end_branch_);
  }
  fed_ = 0;
  for (std::size_t b = next_branch_ + 1; b < end_branch_; ++b) {
    sequences_.push_back(free.back());
    free.pop_back();
    rows.share(row, sequences_.back(), held);
  }
}

void RowScoring::begin_batch() {
  feeding_ = 0;
  asked_.clear();
}

void RowScoring::feed(RowBatch& batch, std::size_t prompt) {
  while (fed_ + feeding_ < group_nodes_.size() && batch.size() < RowContext::batch_tokens() &&
         batch.outputs() < RowContext::batch_outputs()) {
    const std::size_t number = group_nodes_[fed_ + feeding_++];
    const ContinuationTree::Node& node = tree_.nodes[number];
    const std::size_t first = std::max(node.first_branch, next_branch_) - next_branch_;
    const std::size_t end = std::min(node.end_branch, end_branch_) - next_branch_;
    const bool fresh = node.first_branch >= next_branch_;  // else an earlier group has read it
    const std::size_t place = batch.add(node.token, prompt + node.depth,
                                        std::span(sequences_).subspan(first, end - first), fresh);
    if (fresh) asked_.push_back({number, place});
  }
}

void RowScoring::read(std::span<const ContinuationTree::Reading> readings, Logits logits) {
  const double sum = log_sum(logits);
  for (const ContinuationTree::Reading& each : readings) {
    const double logit = logits[static_cast<std::size_t>(each.token)];
    likelihoods_[each.continuation].log_probability += logit - sum;
  }
}

void RowScoring::read_prompt(Logits logits) {
  read(tree_.after_prompt, logits);
  prompt_read_ = true;
}

void RowScoring::batch_done(RowContext& rows, std::size_t prompt, std::vector<SequenceId>& free) {
  for (const Asked& each : asked_) read(tree_.nodes[each.node].readings, rows.logits(each.place));
  fed_ += feeding_;
  begin_batch();
  if (end_branch_ == next_branch_ || fed_ < group_nodes_.size()) return;
  const SequenceId row = sequences_.front();
  close(rows, free);
  rows.cut(row, prompt);
  next_branch_ = end_branch_;
}

void RowScoring::close(RowContext& rows, std::vector<SequenceId>& free) {
  for (std::size_t i = 1; i < sequences_.size(); ++i) {
    rows.cut(sequences_[i], 0);
    free.push_back(sequences_[i]);
  }
  if (!sequences_.empty()) sequences_.resize(1);
}

}  // namespace eider::models
