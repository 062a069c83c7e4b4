#include "models/llama/choice.h"

#include <algorithm>
#include <string>
#include <vector>

#include "models/llama/partial_utf8.h"

namespace eider::models {
namespace {

class Rules {
 public:
  Rules(const Weights& weights, std::string_view written, const Constraint* constraint)
      : weights_(weights), text_(written), size_(written.size()), constraint_(constraint) {
    may_end_ = whole_characters(written) == written.size() &&
               (constraint == nullptr || constraint->may_end(written));
  }

  bool allow(TokenId token) {
    if (weights_.ends_reply(token)) return may_end_;
    const std::string& piece = weights_.piece(token);
    if (piece.empty()) return false;
    text_.resize(size_);
    text_ += piece;
    const std::optional<std::size_t> whole = whole_characters(text_);
    if (!whole) return false;
    if (constraint_ == nullptr) return true;
    const auto allowed = [this](std::string_view text) { return constraint_->allows(text); };
    return *whole == text_.size() ? allowed(text_) : can_finish(text_, allowed);
  }

 private:
  const Weights& weights_;
  std::string text_;
  std::size_t size_;
  const Constraint* constraint_;
  bool may_end_;
};

}  // namespace

std::optional<Choice> choose(Logits logits, const Weights& weights, std::string_view written,
                             const Constraint* constraint) {
  if (logits.empty()) return std::nullopt;
  const auto less_likely = [logits](TokenId a, TokenId b) {
    const float x = logits[static_cast<std::size_t>(a)];
    const float y = logits[static_cast<std::size_t>(b)];
    return x != y ? x < y : a > b;
  };
  Rules rules(weights, written, constraint);
  const auto best = static_cast<TokenId>(std::ranges::max_element(logits) - logits.begin());
  if (rules.allow(best)) return Choice{best, weights.ends_reply(best)};

  std::vector<TokenId> heap(logits.size());
  for (std::size_t i = 0; i < heap.size(); ++i) heap[i] = static_cast<TokenId>(i);
  std::ranges::make_heap(heap, less_likely);
  while (!heap.empty()) {
    std::ranges::pop_heap(heap, less_likely);
    const TokenId token = heap.back();
    heap.pop_back();
    if (rules.allow(token)) return Choice{token, weights.ends_reply(token)};
  }
  return std::nullopt;
}

}  // namespace eider::models
