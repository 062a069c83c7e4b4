#include "models/llama/llama_vocabulary.h"

#include <algorithm>
#include <string>

namespace eider::models {
namespace {

// SentencePiece vocabularies put a space before a text. With a line break before it, the space
// comes before that instead, and both are cut off again.
constexpr std::string_view kGuard = "\n";

}  // namespace

LlamaVocabulary::LlamaVocabulary(std::shared_ptr<const Weights> weights)
    : weights_(std::move(weights)), guard_(weights_->tokens_of(kGuard)) {}

std::vector<TokenNumber> LlamaVocabulary::tokens_of(std::string_view text) const {
  std::vector<TokenNumber> plain = weights_->tokens_of(text);
  const auto begins_as_text = [&] {
    std::string written;
    for (const TokenNumber token : plain) {
      written += bytes(token);
      if (written.size() >= text.size()) break;
    }
    return written.starts_with(text.substr(0, 1));
  };
  if (text.empty() || begins_as_text()) return plain;
  const std::vector<TokenNumber> guarded = weights_->tokens_of(std::string(kGuard).append(text));
  if (!std::ranges::equal(guard_,
                          std::span(guarded).first(std::min(guard_.size(), guarded.size())))) {
    return plain;
  }
  return {guarded.begin() + static_cast<std::ptrdiff_t>(guard_.size()), guarded.end()};
}

}  // namespace eider::models
