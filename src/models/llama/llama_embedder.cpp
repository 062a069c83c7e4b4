// The Embedder port on llama.cpp, for the models that Eider's own encoder does not run: several
// texts a step, mean pooling inside the graph, unit length.

#include "models/llama/llama_embedder.h"

#include <algorithm>
#include <cmath>
#include <exception>
#include <mutex>
#include <numeric>
#include <span>
#include <string>

#include "models/llama/embed_tokens.h"
#include "models/llama/memory.h"
#include "models/llama/weights.h"
#include "text/fold.h"

namespace eider::models {
namespace {

constexpr std::size_t kBatchTokens = 512;  // larger steps are slower (attention over all of it)
constexpr std::size_t kBatchTexts = 64;
constexpr std::int64_t kGraphBytes = 200'000'000;

using Context = std::unique_ptr<llama_context, void (*)(llama_context*)>;
using Tokens = std::vector<TokenId>;

class LlamaEmbedder final : public Embedder {
 public:
  LlamaEmbedder(std::shared_ptr<const Weights> weights, Context context)
      : weights_(std::move(weights)), context_(std::move(context)) {
    window_ =
        std::min(kBatchTokens, static_cast<std::size_t>(llama_model_n_ctx_train(weights_->get())));
  }

  const std::string& name() const override { return weights_->file().entry.name; }
  const std::string& hash() const override { return weights_->file().entry.sha256; }
  std::int64_t dimensions() const override { return llama_model_n_embd(weights_->get()); }
  std::int64_t count_tokens(std::string_view text) const override {
    return std::ssize(weights_->tokens_of(text::nfkc(text)));
  }
  Result<std::vector<std::vector<float>>> embed(const std::vector<std::string>& texts,
                                                EmbedKind kind, const CancelFlag& cancel) override;

 private:
  Result<void> encode(std::span<const Tokens* const> batch);
  Result<std::vector<float>> unit_vector(std::size_t sequence) const;

  std::mutex mutex_;
  std::shared_ptr<const Weights> weights_;
  Context context_;
  std::size_t window_;
};

Result<void> LlamaEmbedder::encode(std::span<const Tokens* const> batch) {
  Tokens tokens;
  std::vector<llama_pos> positions;
  std::vector<llama_seq_id> sequences;
  for (std::size_t text = 0; text < batch.size(); ++text) {
    for (std::size_t i = 0; i < batch[text]->size(); ++i) {
      tokens.push_back((*batch[text])[i]);
      positions.push_back(static_cast<llama_pos>(i));
      sequences.push_back(static_cast<llama_seq_id>(text));
    }
  }
  std::vector<std::int32_t> counts(tokens.size(), 1);
  std::vector<std::int8_t> wanted(tokens.size(), 1);
  std::vector<llama_seq_id*> sequence_lists;
  for (llama_seq_id& sequence : sequences) sequence_lists.push_back(&sequence);
  const llama_batch step{static_cast<std::int32_t>(tokens.size()),
                         tokens.data(),
                         nullptr,
                         positions.data(),
                         counts.data(),
                         sequence_lists.data(),
                         wanted.data()};
  std::int32_t status = -1;
  try {
    status = llama_encode(context_.get(), step);
  } catch (const std::exception&) {
    status = -1;
  }
  if (status == 0) return {};
  return fail(ErrorCode::kUnavailable,
              "llama.cpp could not compute (status " + std::to_string(status) + ")", name(),
              "try again; end other programs if memory is short");
}

Result<std::vector<float>> LlamaEmbedder::unit_vector(std::size_t sequence) const {
  const float* row = llama_get_embeddings_seq(context_.get(), static_cast<llama_seq_id>(sequence));
  if (row == nullptr) return fail(ErrorCode::kUnavailable, "no embedding came back", name());
  std::vector<float> vector(row, row + dimensions());
  const double square = std::inner_product(vector.begin(), vector.end(), vector.begin(), 0.0);
  if (!(square > 0) || !std::isfinite(square)) {
    return fail(ErrorCode::kUnavailable, "an embedding is not finite", name());
  }
  const double scale = 1 / std::sqrt(square);
  for (float& value : vector) value = static_cast<float>(value * scale);
  return vector;
}

Result<std::vector<std::vector<float>>> LlamaEmbedder::embed(const std::vector<std::string>& texts,
                                                             EmbedKind kind,
                                                             const CancelFlag& cancel) {
  std::vector<Tokens> tokens;
  for (const std::string& text : texts) {
    tokens.push_back(embed_tokens(*weights_, text, kind, window_));
  }
  std::vector<std::size_t> order(texts.size());
  std::iota(order.begin(), order.end(), 0);
  std::ranges::stable_sort(order, {}, [&](std::size_t i) { return tokens[i].size(); });

  const std::lock_guard lock(mutex_);
  std::vector<std::vector<float>> vectors(texts.size());
  for (std::size_t begin = 0, end = 0; begin < order.size(); begin = end) {
    if (cancel.cancelled()) return fail(ErrorCode::kCancelled, "cancelled", name());
    std::vector<const Tokens*> batch;
    for (std::size_t size = 0; end < order.size() && batch.size() < kBatchTexts; ++end) {
      size += tokens[order[end]].size();
      if (size > kBatchTokens) break;
      batch.push_back(&tokens[order[end]]);
    }
    const auto encoded = encode(batch);
    if (!encoded) return std::unexpected(encoded.error());
    for (std::size_t i = begin; i < end; ++i) {
      auto vector = unit_vector(i - begin);
      if (!vector) return std::unexpected(vector.error());
      vectors[order[i]] = std::move(*vector);
    }
  }
  return vectors;
}

llama_context_params context_options(const LlamaOptions& options) {
  llama_context_params params = llama_context_default_params();
  params.n_ctx = kBatchTokens;
  params.n_batch = kBatchTokens;
  params.n_ubatch = kBatchTokens;
  params.n_seq_max = kBatchTexts;
  params.n_threads = static_cast<std::int32_t>(options.threads);
  params.n_threads_batch = params.n_threads;
  params.embeddings = true;
  params.pooling_type = LLAMA_POOLING_TYPE_MEAN;
  params.flash_attn_type = LLAMA_FLASH_ATTN_TYPE_ENABLED;
  params.kv_unified = true;  // one step may hold texts of any lengths
  params.no_perf = true;
  return params;
}

}  // namespace

Result<std::shared_ptr<Embedder>> open_llama_embedder(const std::shared_ptr<const Weights>& weights,
                                                      const LlamaOptions& options) {
  const std::string& name = weights->file().entry.name;
  const auto enough = require_memory(name, kGraphBytes);
  if (!enough) return std::unexpected(enough.error());
  Context context(nullptr, &llama_free);
  try {
    context.reset(llama_init_from_model(weights->get(), context_options(options)));
  } catch (const std::exception&) {
    // told below
  }
  if (!context) {
    return fail(ErrorCode::kUnavailable, "llama.cpp can't make a context window", name,
                "end other programs");
  }
  if (llama_get_causal_attn(context.get())) {
    return fail(ErrorCode::kInvalidArgument, "this model gives no embeddings", name,
                "choose an embedder (eider models list)");
  }
  return std::make_shared<LlamaEmbedder>(weights, std::move(context));
}

}  // namespace eider::models
