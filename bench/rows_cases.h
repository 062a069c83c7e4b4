#pragma once
// What ./dev bench rows asks: rows of generated news under an instruction of a given length. Same
// seed, same rows.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "models/generator.h"

namespace eider::bench {

using CountTokens = std::function<std::int64_t(const models::Prompt&)>;

struct NewsCase {
  std::size_t rows = 0;
  std::int64_t shared = 0;  // tokens, about
  std::uint64_t seed = 0;   // of the news: no peer may hold a row of an earlier case
};

/// Prompts whose chat form begins with `shared` equal tokens and goes on with 32 to 96 of news.
std::vector<models::Prompt> news_prompts(const NewsCase& wanted, const CountTokens& tokens);

}  // namespace eider::bench
