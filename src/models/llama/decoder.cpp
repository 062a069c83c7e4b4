#include "models/llama/decoder.h"

#include <algorithm>
#include <exception>
#include <string>

#include "models/llama/context_options.h"
#include "models/llama/memory.h"

namespace eider::models {
namespace {

constexpr std::size_t kBatchTokens = 512;  // one step of prefill
constexpr std::size_t kBatchLogits = 64;   // rows of logits one step may give
constexpr std::size_t kBranches = 32;      // branches alive at once
constexpr std::int64_t kGraphBytes = 350'000'000;

}  // namespace

Decoder::Decoder(std::shared_ptr<const Weights> weights, Context context)
    : weights_(std::move(weights)), context_(std::move(context)), window_(0) {}

Result<std::unique_ptr<Decoder>> Decoder::open(std::shared_ptr<const Weights> weights,
                                               const LlamaOptions& options) {
  const std::string& name = weights->file().entry.name;
  if (options.threads < 1 || options.context_tokens < 1) {
    return fail(ErrorCode::kInvalidArgument, "threads and context tokens start at 1", name);
  }
  const auto enough =
      require_memory(name, weights->cache_bytes(options.context_tokens) + kGraphBytes);
  if (!enough) return std::unexpected(enough.error());

  std::unique_ptr<Decoder> decoder(new Decoder(std::move(weights), {nullptr, &llama_free}));
  const ContextShape shape{options.context_tokens, kBatchTokens, kBranches + 1, kBatchLogits,
                           options.threads};
  try {
    decoder->context_.reset(
        llama_init_from_model(decoder->weights_->get(), context_options(shape, &decoder->cancel_)));
  } catch (const std::exception&) {
    // told below
  }
  if (!decoder->context_) {
    return fail(ErrorCode::kUnavailable, "llama.cpp can't make a context window", name,
                "end other programs or choose a smaller model (eider models list)");
  }
  if (!llama_get_causal_attn(decoder->context_.get())) {
    return fail(ErrorCode::kInvalidArgument, "this model writes no text", name,
                "choose a generator (eider models list)");
  }
  decoder->window_ = options.context_tokens;
  return decoder;
}

void Decoder::forget() {
  llama_memory_clear(llama_get_memory(context_.get()), false);
  held_.clear();
}

Result<void> Decoder::compute(std::span<const Step> steps, const CancelFlag& cancel) {
  std::vector<TokenId> tokens;
  std::vector<llama_pos> positions;
  std::vector<llama_seq_id> sequences;
  std::vector<std::int32_t> counts(steps.size(), 1);
  std::vector<std::int8_t> wanted;
  for (const Step& step : steps) {
    tokens.push_back(step.token);
    positions.push_back(step.position);
    sequences.push_back(step.sequence);
    wanted.push_back(step.wanted ? 1 : 0);
  }
  std::vector<llama_seq_id*> sequence_lists;
  for (llama_seq_id& sequence : sequences) sequence_lists.push_back(&sequence);
  const llama_batch batch{static_cast<std::int32_t>(steps.size()),
                          tokens.data(),
                          nullptr,
                          positions.data(),
                          counts.data(),
                          sequence_lists.data(),
                          wanted.data()};

  std::int32_t status = -1;
  cancel_ = &cancel;
  try {
    status = cancel.cancelled() ? 2 : llama_decode(context_.get(), batch);
  } catch (const std::exception&) {
    status = -1;
  }
  cancel_ = nullptr;
  if (status == 0) return {};
  forget();  // a step that failed may have left some of its cells
  const std::string& name = weights_->file().entry.name;
  if (cancel.cancelled()) return fail(ErrorCode::kCancelled, "cancelled", name);
  return fail(ErrorCode::kUnavailable,
              "llama.cpp could not compute (status " + std::to_string(status) + ")", name,
              "try again; end other programs if memory is short");
}

Result<std::int64_t> Decoder::read(std::span<const TokenId> tokens, const CancelFlag& cancel) {
  if (tokens.empty() || std::ssize(tokens) > window_) {
    return fail(ErrorCode::kLimit,
                "a text of " + std::to_string(tokens.size()) +
                    " tokens does not fit the window of " + std::to_string(window_),
                weights_->file().entry.name);
  }
  const auto shared = std::ranges::mismatch(held_, tokens).in1 - held_.begin();
  // The last token is computed again even if it is held: its logits are wanted.
  const std::size_t kept = std::min(static_cast<std::size_t>(shared), tokens.size() - 1);
  if (!llama_memory_seq_rm(llama_get_memory(context_.get()), 0, static_cast<llama_pos>(kept), -1)) {
    forget();
    return read(tokens, cancel);
  }
  held_.resize(kept);
  while (held_.size() < tokens.size()) {
    const std::size_t begin = held_.size();
    const std::size_t end = std::min(begin + kBatchTokens, tokens.size());
    std::vector<Step> steps;
    for (std::size_t i = begin; i < end; ++i) {
      steps.push_back({tokens[i], static_cast<llama_pos>(i), 0, i + 1 == tokens.size()});
    }
    const auto done = compute(steps, cancel);
    if (!done) return std::unexpected(done.error());
    held_.insert(held_.end(), tokens.begin() + static_cast<std::ptrdiff_t>(begin),
                 tokens.begin() + static_cast<std::ptrdiff_t>(end));
  }
  return static_cast<std::int64_t>(tokens.size() - kept);
}

Result<void> Decoder::append(TokenId token, const CancelFlag& cancel) {
  if (std::ssize(held_) >= window_) {
    return fail(ErrorCode::kLimit, "the context window is full", weights_->file().entry.name);
  }
  const Step step{token, static_cast<llama_pos>(held_.size()), 0, true};
  const auto done = compute(std::span(&step, 1), cancel);
  if (done) held_.push_back(token);
  return done;
}

Logits Decoder::logits() const {
  const float* row = llama_get_logits_ith(context_.get(), -1);
  return {row, row == nullptr ? 0 : weights_->vocabulary_size()};
}

Result<void> Decoder::read_branches(std::span<const std::vector<TokenId>> branches,
                                    const CancelFlag& cancel, const Visit& visit) {
  const std::size_t room = static_cast<std::size_t>(window_) - held_.size();
  std::size_t first = 0;
  while (first < branches.size()) {
    std::size_t taken = 0;
    std::size_t end = first;
    while (end < branches.size() && end - first < kBranches &&
           taken + branches[end].size() <= room) {
      taken += branches[end++].size();
    }
    if (end == first) {
      return fail(ErrorCode::kLimit, "a continuation does not fit the context window",
                  weights_->file().entry.name);
    }
    const auto done = read_group(branches.subspan(first, end - first), first, cancel, visit);
    if (!done) return done;
    first = end;
  }
  return {};
}

Result<void> Decoder::read_group(std::span<const std::vector<TokenId>> branches, std::size_t first,
                                 const CancelFlag& cancel, const Visit& visit) {
  const llama_memory_t memory = llama_get_memory(context_.get());
  struct Place {
    std::size_t branch, position;
  };
  std::vector<Step> steps;
  std::vector<Place> places;
  for (std::size_t b = 0; b < branches.size(); ++b) {
    const auto sequence = static_cast<llama_seq_id>(b + 1);
    if (branches[b].size() > 1) llama_memory_seq_cp(memory, 0, sequence, -1, -1);
    for (std::size_t i = 0; i + 1 < branches[b].size(); ++i) {
      steps.push_back({branches[b][i], static_cast<llama_pos>(held_.size() + i), sequence, true});
      places.push_back({first + b, i + 1});
    }
  }
  for (std::size_t begin = 0; begin < steps.size(); begin += kBatchLogits) {
    const std::size_t count = std::min(kBatchLogits, steps.size() - begin);
    const auto done = compute(std::span(steps).subspan(begin, count), cancel);
    if (!done) return done;  // compute has forgotten all sequences
    for (std::size_t i = 0; i < count; ++i) {
      const float* row = llama_get_logits_ith(context_.get(), static_cast<std::int32_t>(i));
      const Place& place = places[begin + i];
      visit(place.branch, place.position, Logits(row, weights_->vocabulary_size()));
    }
  }
  for (std::size_t b = 0; b < branches.size(); ++b) {
    llama_memory_seq_rm(memory, static_cast<llama_seq_id>(b + 1), -1, -1);
  }
  return {};
}

}  // namespace eider::models
