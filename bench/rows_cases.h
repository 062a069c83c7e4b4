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

/// `count` prompts whose chat form begins with about `shared` equal tokens and goes on with 32 to
/// 96 of news.
std::vector<models::Prompt> news_prompts(std::size_t count, std::int64_t shared,
                                         const CountTokens& tokens);

}  // namespace eider::bench
