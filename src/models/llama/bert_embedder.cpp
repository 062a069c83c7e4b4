// A call's texts are cut into tokens, sorted by length, and put into steps; threads take a step
// each. A step holds no padding, and no thread waits for another before the last step.

#include "models/llama/bert_embedder.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <mutex>
#include <numeric>
#include <span>
#include <system_error>
#include <thread>
#include <utility>

#include "models/encoder/encoder.h"
#include "models/llama/bert_file.h"
#include "models/llama/embed_tokens.h"
#include "text/fold.h"

namespace eider::models {
namespace {

// Enough for a step to read the weights seldom; its activations still fit into a core's cache.
constexpr std::size_t kStepTokens = 256;

/// Runs work(0) to work(count - 1), each once, on up to `threads` threads, this one among them.
template <typename Work>
void run_all(std::size_t threads, std::size_t count, Work work) {
  std::atomic<std::size_t> next = 0;
  const auto take = [&] {
    for (std::size_t at = next++; at < count; at = next++) work(at);
  };
  std::vector<std::jthread> others;
  try {
    for (std::size_t i = 1; i < std::min(threads, count); ++i) others.emplace_back(take);
  } catch (const std::system_error&) {
    // No thread to be had: those that run do all.
  }
  take();
}

class BertEmbedder final : public Embedder {
 public:
  BertEmbedder(std::shared_ptr<const Weights> weights, encoder::BertWeights bert,
               std::size_t threads)
      : weights_(std::move(weights)), encoder_(std::move(bert)), threads_(threads) {}

  const std::string& name() const override { return weights_->file().entry.name; }
  const std::string& hash() const override { return weights_->file().entry.sha256; }
  std::int64_t dimensions() const override {
    return static_cast<std::int64_t>(encoder_.dimensions());
  }
  std::int64_t count_tokens(std::string_view text) const override {
    return std::ssize(weights_->tokens_of(text::nfkc(text)));
  }
  Result<std::vector<std::vector<float>>> embed(const std::vector<std::string>& texts,
                                                EmbedKind kind, const CancelFlag& cancel) override;

 private:
  using Step = std::span<const std::size_t>;  // places of texts

  void run_step(Step step, const std::vector<encoder::Pieces>& pieces,
                std::vector<std::vector<float>>& rows);
  std::unique_ptr<encoder::Workspace> take_space();
  void give_back(std::unique_ptr<encoder::Workspace> space);

  std::shared_ptr<const Weights> weights_;
  encoder::Encoder encoder_;
  std::size_t threads_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<encoder::Workspace>> spaces_;  // not in use
};

std::unique_ptr<encoder::Workspace> BertEmbedder::take_space() {
  const std::lock_guard lock(mutex_);
  if (spaces_.empty()) return std::make_unique<encoder::Workspace>();
  auto space = std::move(spaces_.back());
  spaces_.pop_back();
  return space;
}

void BertEmbedder::give_back(std::unique_ptr<encoder::Workspace> space) {
  const std::lock_guard lock(mutex_);
  if (spaces_.size() < threads_) spaces_.push_back(std::move(space));
}

void BertEmbedder::run_step(Step step, const std::vector<encoder::Pieces>& pieces,
                            std::vector<std::vector<float>>& rows) {
  std::vector<const encoder::Pieces*> texts;
  for (const std::size_t text : step) texts.push_back(&pieces[text]);
  std::vector<float> out(texts.size() * encoder_.dimensions());
  auto space = take_space();
  encoder_.encode(texts, *space, out.data());
  give_back(std::move(space));
  auto row = out.begin();
  for (const std::size_t text : step) {
    const auto end = row + dimensions();
    rows[text].assign(row, end);
    row = end;
  }
}

std::vector<std::span<const std::size_t>> steps_of(std::span<const std::size_t> order,
                                                   const std::vector<encoder::Pieces>& pieces) {
  std::vector<std::span<const std::size_t>> steps;
  for (std::size_t begin = 0, end = 0; begin < order.size(); begin = end) {
    std::size_t size = 0;
    for (; end < order.size(); ++end) {
      size += pieces[order[end]].size();
      if (end > begin && size > kStepTokens) break;
    }
    steps.push_back(order.subspan(begin, end - begin));
  }
  return steps;
}

Result<std::vector<std::vector<float>>> BertEmbedder::embed(const std::vector<std::string>& texts,
                                                            EmbedKind kind,
                                                            const CancelFlag& cancel) {
  std::vector<encoder::Pieces> pieces(texts.size());
  run_all(threads_, texts.size(), [&](std::size_t i) {
    if (!cancel.cancelled()) pieces[i] = embed_tokens(*weights_, texts[i], kind, encoder_.window());
  });
  std::vector<std::size_t> order(texts.size());
  std::iota(order.begin(), order.end(), 0);
  // The longest first: the last steps, in which a thread may wait, are short.
  std::ranges::stable_sort(order, std::ranges::greater(),
                           [&](std::size_t i) { return pieces[i].size(); });
  const auto steps = steps_of(order, pieces);
  std::vector<std::vector<float>> rows(texts.size());
  run_all(threads_, steps.size(), [&](std::size_t i) {
    if (!cancel.cancelled()) run_step(steps[i], pieces, rows);
  });
  if (cancel.cancelled()) return fail(ErrorCode::kCancelled, "cancelled", name());
  for (const std::vector<float>& row : rows) {
    if (row.empty() || !std::isfinite(row.front())) {
      return fail(ErrorCode::kUnavailable, "an embedding is not finite", name());
    }
  }
  return rows;
}

}  // namespace

std::shared_ptr<Embedder> open_bert_embedder(const std::shared_ptr<const Weights>& weights,
                                             const LlamaOptions& options) {
  auto bert = read_bert(weights->file().path);
  if (!bert) return nullptr;
  const auto vocabulary = static_cast<std::size_t>(llama_vocab_n_tokens(weights->vocabulary()));
  if (vocabulary > bert->piece_count() || bert->window() < 3) return nullptr;
  return std::make_shared<BertEmbedder>(weights, std::move(*bert),
                                        static_cast<std::size_t>(options.threads));
}

}  // namespace eider::models
