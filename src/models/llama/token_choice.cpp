#include "models/llama/token_choice.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>
#include <string>

#include "models/llama/partial_utf8.h"
#include "models/llama/think_tags.h"

namespace eider::models {
namespace {

constexpr std::size_t kWordBits = 64;
constexpr std::uint64_t kAll = ~std::uint64_t{0};
constexpr float kLeast = -std::numeric_limits<float>::infinity();
// A token whose probability is below exp(-40) of the likeliest is never drawn.
constexpr double kDrawnNats = 40;

struct Scored {
  double score = -std::numeric_limits<double>::infinity();
  TokenId token = -1;
};

/// Of a heap: the best is at its front.
bool is_worse(const Scored& a, const Scored& b) {
  return a.score != b.score ? a.score < b.score : a.token > b.token;
}

/// The greatest of 64 numbers, by 16 lanes that the compiler keeps in registers.
float greatest(const float* logits) {
  std::array<float, 16> lanes{};
  std::copy_n(logits, lanes.size(), lanes.begin());
  for (std::size_t i = 16; i < kWordBits; i += 16) {
    for (std::size_t j = 0; j < 16; ++j) {
      lanes[j] = logits[i + j] > lanes[j] ? logits[i + j] : lanes[j];
    }
  }
  return *std::ranges::max_element(lanes);
}

template <typename Visit>
void visit_bits(std::uint64_t word, std::size_t first, Visit visit) {
  for (; word != 0; word &= word - 1) {
    visit(first + static_cast<std::size_t>(std::countr_zero(word)));
  }
}

/// The likeliest token of a mask; token -1 if it is empty.
Scored likeliest(Logits logits, TokenMask mask) {
  float best = kLeast;
  TokenId token = -1;
  const auto take = [&](std::size_t i) {
    if (logits[i] <= best && token >= 0) return;
    best = logits[i];
    token = static_cast<TokenId>(i);
  };
  for (std::size_t w = 0; w < mask.size(); ++w) {
    const std::size_t first = w * kWordBits;
    if (mask[w] == 0) continue;
    const bool whole = mask[w] == kAll && first + kWordBits <= logits.size();
    if (whole && token >= 0 && greatest(&logits[first]) <= best) continue;
    visit_bits(mask[w], first, take);
  }
  return {static_cast<double>(best), token};
}

std::uint64_t mixed(std::uint64_t x) {  // the finaliser of SplitMix64
  x += 0x9E3779B97F4A7C15;
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
  return x ^ (x >> 31);
}

double gumbel(std::uint64_t noise, TokenId token) {
  const std::uint64_t bits = mixed(noise ^ mixed(static_cast<std::uint64_t>(token)));
  const double uniform = (static_cast<double>(bits >> 11) + 0.5) * 0x1p-53;
  return -std::log(-std::log(uniform));
}

class Chooser {
 public:
  Chooser(Logits logits, const Weights& weights, const TokenSets& sets, const ChoiceRules& rules)
      : logits_(logits), weights_(weights), sets_(sets), rules_(rules) {}

  std::optional<Choice> best() const {
    if (rules_.temperature > 0) {
      if (const auto drawn = first_fitting(drawn_scores())) return drawn;
    }
    Scored top = likeliest(logits_, rules_.allowed);
    for (const TokenId token : ends()) {
      const Scored end{logit(token), token};
      if (top.token < 0 || is_worse(top, end)) top = end;
    }
    if (top.token < 0) return std::nullopt;
    if (fits(top.token)) return Choice{top.token, weights_.ends_reply(top.token)};
    return first_fitting(all_scores());
  }

 private:
  double logit(TokenId token) const {
    return static_cast<double>(logits_[static_cast<std::size_t>(token)]);
  }

  std::span<const TokenId> ends() const {
    if (!rules_.may_end || !rules_.unfinished.empty()) return {};
    return sets_.ends;
  }

  bool fits(TokenId token) const {
    if (weights_.ends_reply(token)) return true;  // only asked where it may
    std::string text(rules_.unfinished);
    text += sets_.bytes(weights_, token);
    return text.size() > rules_.unfinished.size() && whole_characters(text).has_value();
  }

  std::vector<Scored> all_scores() const {
    std::vector<Scored> scores;
    for (std::size_t w = 0; w < rules_.allowed.size(); ++w) {
      visit_bits(rules_.allowed[w], w * kWordBits, [&](std::size_t i) {
        const auto token = static_cast<TokenId>(i);
        scores.push_back({logit(token), token});
      });
    }
    for (const TokenId token : ends()) scores.push_back({logit(token), token});
    return scores;
  }

  std::vector<Scored> drawn_scores() const {
    std::vector<Scored> scores = all_scores();
    double top = -std::numeric_limits<double>::infinity();
    for (const Scored& each : scores) top = std::max(top, each.score);
    const double least = top - kDrawnNats * rules_.temperature;
    std::erase_if(scores, [&](const Scored& each) { return each.score < least; });
    for (Scored& each : scores) {
      each.score = each.score / rules_.temperature + gumbel(rules_.noise, each.token);
    }
    return scores;
  }

  std::optional<Choice> first_fitting(std::vector<Scored> heap) const {
    std::ranges::make_heap(heap, is_worse);
    while (!heap.empty()) {
      std::ranges::pop_heap(heap, is_worse);
      const TokenId token = heap.back().token;
      heap.pop_back();
      if (fits(token)) return Choice{token, weights_.ends_reply(token)};
    }
    return std::nullopt;
  }

  Logits logits_;
  const Weights& weights_;
  const TokenSets& sets_;
  const ChoiceRules& rules_;
};

}  // namespace

TokenSets token_sets(const Weights& weights) {
  TokenSets sets;
  sets.written.assign((weights.vocabulary_size() + kWordBits - 1) / kWordBits, 0);
  for (std::size_t i = 0; i < weights.vocabulary_size(); ++i) {
    const auto token = static_cast<TokenId>(i);
    if (weights.ends_reply(token)) sets.ends.push_back(token);
    if (!weights.piece(token).empty())
      sets.written[i / kWordBits] |= std::uint64_t{1} << (i % kWordBits);
  }
  for (const std::string_view tag : {kThinkOpen, kThinkClose}) {
    const std::vector<TokenId> tokens = weights.tokens_of_form(tag);
    if (tokens.size() != 1 || !weights.piece(tokens[0]).empty()) continue;
    const auto i = static_cast<std::size_t>(tokens[0]);
    sets.written[i / kWordBits] |= std::uint64_t{1} << (i % kWordBits);
    sets.tags.push_back({tokens[0], std::string(tag)});
  }
  return sets;
}

std::string_view TokenSets::bytes(const Weights& weights, TokenId token) const {
  for (const Tag& tag : tags) {
    if (tag.token == token) return tag.text;
  }
  return weights.piece(token);
}

std::optional<Choice> choose_token(Logits logits, const Weights& weights, const TokenSets& sets,
                                   const ChoiceRules& rules) {
  if (logits.empty()) return std::nullopt;
  return Chooser(logits, weights, sets, rules).best();
}

bool is_empty(TokenMask mask) {
  return std::ranges::all_of(mask, [](std::uint64_t word) { return word == 0; });
}

}  // namespace eider::models
