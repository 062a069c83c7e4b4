#pragma once
// The reranking term that needs no model: how much of a question stands close together.
// Input: a question's words with their idf, a text -> output: the idf share of the words that the
// best window of two neighbouring sentences holds, 0 to 1. The title counts for every window,
// since sentences speak of what it names by pronouns.

#include <span>
#include <string_view>

#include "corpus/keyword_index/keyword_index.h"

namespace eider::search {

double window_share(std::span<const keyword_index::QuestionWord> question, std::string_view title,
                    std::string_view text);

}  // namespace eider::search
