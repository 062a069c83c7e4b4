#pragma once
// The Vocabulary port on a model's own vocabulary, of any kind that llama.cpp reads.

#include <memory>

#include "models/llama/weights.h"
#include "models/row_engine.h"

namespace eider::models {

class LlamaVocabulary final : public Vocabulary {
 public:
  explicit LlamaVocabulary(std::shared_ptr<const Weights> weights);

  std::size_t size() const override { return weights_->vocabulary_size(); }
  std::string_view bytes(TokenNumber token) const override { return weights_->piece(token); }
  std::vector<TokenNumber> tokens_of(std::string_view text) const override;

 private:
  std::shared_ptr<const Weights> weights_;
  std::vector<TokenNumber> guard_;  // the tokens of kGuard alone
};

}  // namespace eider::models
