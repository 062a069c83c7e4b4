#include "models/llama/row_context.h"

#include <algorithm>
#include <exception>
#include <string>

#include "models/llama/context_options.h"
#include "models/llama/memory.h"

namespace eider::models {
namespace {

// Measured by ./dev bench rows: longer steps are no faster a token and are felt as late stops.
constexpr std::size_t kBatchTokens = 256;
constexpr std::size_t kBatchOutputs = 128;
constexpr std::int64_t kGraphBytes = 350'000'000;

Result<void> check(const Weights& weights, const RowEngineOptions& options) {
  const std::string& name = weights.file().entry.name;
  if (options.threads < 1 || options.window_tokens < 1 ||
      options.cache_tokens < options.window_tokens) {
    return fail(ErrorCode::kInvalidArgument,
                "threads and window tokens start at 1, and the cache holds a window", name);
  }
  if (llama_model_is_recurrent(weights.get()) || llama_model_is_hybrid(weights.get())) {
    return fail(ErrorCode::kUnsupported, "rows can't share the memory of a recurrent model", name,
                "choose another generator (eider models list)");
  }
  if (llama_model_has_encoder(weights.get()) || !llama_model_has_decoder(weights.get())) {
    return fail(ErrorCode::kInvalidArgument, "this model writes no text", name,
                "choose a generator (eider models list)");
  }
  return require_memory(name, weights.cache_bytes(options.cache_tokens) + kGraphBytes);
}

}  // namespace

std::size_t RowBatch::add(TokenId token, std::size_t position,
                          std::span<const SequenceId> sequences, bool wanted) {
  tokens_.push_back(token);
  positions_.push_back(static_cast<llama_pos>(position));
  counts_.push_back(static_cast<std::int32_t>(sequences.size()));
  sequences_.insert(sequences_.end(), sequences.begin(), sequences.end());
  wanted_.push_back(wanted ? 1 : 0);
  if (wanted) ++outputs_;
  return tokens_.size() - 1;
}

llama_batch RowBatch::view() {
  lists_.clear();
  SequenceId* next = sequences_.data();
  for (const std::int32_t count : counts_) {
    lists_.push_back(next);
    next += count;
  }
  return {static_cast<std::int32_t>(tokens_.size()),
          tokens_.data(),
          nullptr,
          positions_.data(),
          counts_.data(),
          lists_.data(),
          wanted_.data()};
}

RowContext::RowContext(std::shared_ptr<const Weights> weights)
    : weights_(std::move(weights)), context_(nullptr, &llama_free) {}

Result<std::unique_ptr<RowContext>> RowContext::open(std::shared_ptr<const Weights> weights,
                                                     const RowEngineOptions& options,
                                                     std::size_t sequences) {
  const auto possible = check(*weights, options);
  if (!possible) return std::unexpected(possible.error());
  std::unique_ptr<RowContext> made(new RowContext(std::move(weights)));
  const ContextShape shape{options.cache_tokens, kBatchTokens,
                           static_cast<std::uint32_t>(sequences), kBatchOutputs, options.threads};
  try {
    made->context_.reset(
        llama_init_from_model(made->weights_->get(), context_options(shape, &made->cancel_)));
  } catch (const std::exception&) {
    // told below
  }
  if (!made->context_) {
    return fail(ErrorCode::kUnavailable, "llama.cpp can't make a context window",
                made->weights_->file().entry.name,
                "end other programs, or give the rows fewer cache tokens");
  }
  made->cells_ = llama_n_ctx(made->context_.get());
  return made;
}

std::size_t RowContext::batch_tokens() { return kBatchTokens; }
std::size_t RowContext::batch_outputs() { return kBatchOutputs; }

Result<void> RowContext::compute(RowBatch& batch, const CancelFlag& cancel) {
  std::int32_t status = -1;
  cancel_ = &cancel;
  try {
    status = cancel.cancelled() ? 2 : llama_decode(context_.get(), batch.view());
  } catch (const std::exception&) {
    status = -1;
  }
  cancel_ = nullptr;
  if (status == 0) return {};
  // What a failed step wrote is taken back; positions of a sequence rise, so cutting at each in
  // turn from the last one on ends at the first.
  std::size_t end = batch.sequences_.size();
  for (std::size_t i = batch.size(); i-- > 0;) {
    const std::size_t begin = end - static_cast<std::size_t>(batch.counts_[i]);
    for (std::size_t j = begin; j < end; ++j) {
      cut(batch.sequences_[j], static_cast<std::size_t>(batch.positions_[i]));
    }
    end = begin;
  }
  const std::string& name = weights_->file().entry.name;
  if (cancel.cancelled()) return fail(ErrorCode::kCancelled, "cancelled", name);
  return fail(ErrorCode::kUnavailable,
              "llama.cpp could not compute (status " + std::to_string(status) + ")", name,
              "try again; end other programs if memory is short");
}

Logits RowContext::logits(std::size_t place) const {
  const float* row = llama_get_logits_ith(context_.get(), static_cast<std::int32_t>(place));
  return {row, row == nullptr ? 0 : weights_->vocabulary_size()};
}

void RowContext::share(SequenceId from, SequenceId to, std::size_t size) {
  if (size == 0) return;
  llama_memory_seq_cp(llama_get_memory(context_.get()), from, to, 0, static_cast<llama_pos>(size));
}

void RowContext::cut(SequenceId sequence, std::size_t size) {
  llama_memory_seq_rm(llama_get_memory(context_.get()), sequence, static_cast<llama_pos>(size), -1);
}

}  // namespace eider::models
