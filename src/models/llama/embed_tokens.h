#pragma once
// What an embedder reads of a text: prefix, NFKC, tokens cut at the window, framed by begin and
// end.

#include <string_view>
#include <vector>

#include "models/embedder.h"
#include "models/llama/weights.h"

namespace eider::models {

/// At most `window` tokens.
std::vector<TokenId> embed_tokens(const Weights& weights, std::string_view text, EmbedKind kind,
                                  std::size_t window);

}  // namespace eider::models
