#pragma once
// Which token a row writes next, by masks over the vocabulary: the likeliest that is allowed and
// keeps the text valid UTF-8, or at a temperature a drawn one. Of equal scores the lower token
// wins. A draw adds noise to each logit (Gumbel's: the greatest sum falls on a token with its
// softmax probability); the noise comes from seed, step and token alone, so it is the same in any
// batch.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "models/llama/choice.h"
#include "models/llama/weights.h"

namespace eider::models {

using TokenMask = std::span<const std::uint64_t>;

/// The tokens that a reply may hold, and those that end it. Some models have their think tags as
/// control tokens: a reply may hold these, as the text of the tag.
struct TokenSets {
  struct Tag {
    TokenId token;
    std::string text;
  };
  std::vector<std::uint64_t> written;  // one bit a token
  std::vector<TokenId> ends;
  std::vector<Tag> tags;

  /// What a token writes.
  std::string_view bytes(const Weights& weights, TokenId token) const;
};

TokenSets token_sets(const Weights& weights);

struct ChoiceRules {
  TokenMask allowed;
  bool may_end = true;
  std::string_view unfinished;  // the bytes of a last character that is not whole
  double temperature = 0;
  std::uint64_t noise = 0;  // of this step
};

/// nullopt: nothing may follow, and the reply may not end either.
std::optional<Choice> choose_token(Logits logits, const Weights& weights, const TokenSets& sets,
                                   const ChoiceRules& rules);

/// No bit is set.
bool is_empty(TokenMask mask);

}  // namespace eider::models
