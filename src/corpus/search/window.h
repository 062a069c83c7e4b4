#pragma once
// The reranking terms that need no model: how a text holds what is asked.
// Input: the asked words with their forms, a chunk -> output: shares of their idf, 0 to 1.
// The title counts for every window, since sentences speak of what it names by pronouns.

#include <span>
#include <string>
#include <string_view>

#include "corpus/search/asked.h"
#include "corpus/search/search_index.h"

namespace eider::search {

struct TextMatch {
  double windows = 0;  // held by the best sentence, and by the best three in a row: their mean
  double cover = 0;    // held by the whole, each word by how often: BM25 over its bound
};

/// How much of the runs (folded) stands in the text as it stands in them: of each run the longest
/// part that the text holds, in bytes, over the bytes of all. 0 where there are no runs.
double run_share(std::span<const std::string> runs, std::string_view text);

/// `length`: the text's over that of a usual one.
TextMatch match_text(std::span<const AskedWord> asked, const ChunkText& chunk, double length);

}  // namespace eider::search
