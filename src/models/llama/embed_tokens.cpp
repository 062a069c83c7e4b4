#include "models/llama/embed_tokens.h"

#include "text/fold.h"

namespace eider::models {

std::vector<TokenId> embed_tokens(const Weights& weights, std::string_view text, EmbedKind kind,
                                  std::size_t window) {
  const ModelEntry& entry = weights.file().entry;
  const std::string& prefix = kind == EmbedKind::kQuery ? entry.query_prefix : entry.passage_prefix;
  std::vector<TokenId> tokens = weights.tokens_of(prefix + text::nfkc(text));
  if (tokens.size() > window - 2) tokens.resize(window - 2);
  tokens.insert(tokens.begin(), llama_vocab_bos(weights.vocabulary()));
  tokens.push_back(llama_vocab_eos(weights.vocabulary()));
  return tokens;
}

}  // namespace eider::models
