#include "corpus/search/search.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/limits.h"
#include "corpus/search/window.h"
#include "text/utf8.h"

namespace eider::search {
namespace {

using keyword_index::KeywordIndex;
using keyword_index::QuestionWord;

constexpr std::size_t kRerankDepth = 20;

struct Candidate {
  std::size_t chunk = 0;  // place in SearchIndex::chunks()
  double score = 0;
  double keyword_score = 0;
  double vector_score = 0;
};

bool ranks_before(const Candidate& a, const Candidate& b) {
  return a.score != b.score ? a.score > b.score : a.chunk < b.chunk;
}

Result<void> check(const SearchIndex& search_index, const SearchRequest& request) {
  if (text::trim(request.question).empty()) {
    return fail(ErrorCode::kInvalidArgument, "the question is empty");
  }
  if (request.question.size() > kMaxQuestionBytes) {
    return fail(ErrorCode::kLimit, fmt::format("a question of {} bytes; the most is {}",
                                               request.question.size(), kMaxQuestionBytes));
  }
  if (request.k < 1) return fail(ErrorCode::kInvalidArgument, "k must be 1 or more");
  if (request.k > static_cast<std::int64_t>(kMaxHits)) {
    return fail(ErrorCode::kLimit, fmt::format("k is {}; the most is {}", request.k, kMaxHits));
  }
  if (!request.allowed.empty() && request.allowed.size() != search_index.chunks().size()) {
    return fail(ErrorCode::kInvalidArgument,
                fmt::format("a filter over {} chunks where there are {}", request.allowed.size(),
                            search_index.chunks().size()));
  }
  return {};
}

/// Every chunk with its keyword score, none filtered yet.
std::vector<Candidate> keyword_candidates(const SearchIndex& search_index,
                                          std::span<const QuestionWord> words) {
  const double bound = KeywordIndex::upper_bound(words);
  std::vector<Candidate> candidates(search_index.chunks().size());
  for (std::size_t i = 0; i < candidates.size(); ++i) candidates[i].chunk = i;
  for (const auto& hit : search_index.keyword_index().all_scores(words)) {
    const auto place = static_cast<std::size_t>(hit.id);  // as SearchIndex numbers them
    candidates[place].keyword_score = static_cast<double>(hit.score) / bound;
  }
  return candidates;
}

/// How many standard deviations each cosine lies above the mean; 0 where there is none.
std::vector<double> standardised(const std::vector<std::optional<float>>& cosines) {
  double count = 0;
  double sum = 0;
  for (const std::optional<float>& cosine : cosines) {
    if (!cosine) continue;
    count += 1;
    sum += static_cast<double>(*cosine);
  }
  const double mean = count > 0 ? sum / count : 0;
  double squares = 0;
  for (const std::optional<float>& cosine : cosines) {
    if (cosine) squares += (*cosine - mean) * (*cosine - mean);
  }
  const double deviation = count > 0 ? std::sqrt(squares / count) : 0;
  std::vector<double> z(cosines.size());
  for (std::size_t i = 0; i < cosines.size(); ++i) {
    if (cosines[i] && deviation > 0) z[i] = (*cosines[i] - mean) / deviation;
  }
  return z;
}

/// The first `count` in order of rank; the rest are dropped.
void keep_best(std::vector<Candidate>& candidates, std::size_t count) {
  const std::size_t kept = std::min(count, candidates.size());
  const auto end = candidates.begin() + static_cast<std::ptrdiff_t>(kept);
  std::partial_sort(candidates.begin(), end, candidates.end(), ranks_before);
  candidates.resize(kept);
}

Hit hit_of(const SearchChunk& chunk, const Candidate& candidate, std::size_t rank) {
  Hit hit;
  hit.rank = static_cast<std::int64_t>(rank);
  hit.score = candidate.score;
  hit.keyword_score = candidate.keyword_score;
  hit.vector_score = candidate.vector_score;
  hit.chunk_id = chunk.chunk.id;
  hit.document_id = chunk.chunk.document_id;
  hit.path = chunk.path;
  hit.title = chunk.chunk.title;
  hit.published_at = chunk.published_at;
  hit.span = chunk.chunk.span;
  hit.text = chunk.text;
  return hit;
}

Result<void> add_vector_scores(std::vector<Candidate>& candidates, const SearchIndex& search_index,
                               const SearchRequest& request) {
  const auto cosines = search_index.cosines(request.query_vector);
  if (!cosines) return std::unexpected(cosines.error());
  const std::vector<double> z = standardised(*cosines);
  for (Candidate& each : candidates) {
    each.vector_score = (*cosines)[each.chunk].value_or(0.0F);
    each.score += request.weights.cosine * z[each.chunk];
  }
  return {};
}

void add_window_scores(std::span<Candidate> best, const SearchIndex& search_index,
                       std::span<const QuestionWord> words, double weight) {
  for (Candidate& each : best) {
    const SearchChunk& chunk = search_index.chunks()[each.chunk];
    each.score += weight * window_share(words, chunk.chunk.title, chunk.text);
  }
}

}  // namespace

Result<std::vector<Hit>> search(const SearchIndex& search_index, const SearchRequest& request) {
  if (const Result<void> checked = check(search_index, request); !checked) {
    return std::unexpected(checked.error());
  }
  const std::vector<QuestionWord> words =
      search_index.keyword_index().question_words(request.question);
  std::vector<Candidate> candidates = keyword_candidates(search_index, words);
  for (Candidate& each : candidates) each.score = request.weights.words * each.keyword_score;

  const bool with_vectors = !request.query_vector.empty() && search_index.has_vectors();
  if (with_vectors) {
    const Result<void> added = add_vector_scores(candidates, search_index, request);
    if (!added) return std::unexpected(added.error());
  }
  std::erase_if(candidates, [&](const Candidate& each) {
    const bool refused = !request.allowed.empty() && !request.allowed[each.chunk];
    return refused || (!with_vectors && each.keyword_score == 0);
  });

  const auto k = static_cast<std::size_t>(request.k);
  keep_best(candidates, std::max(k, kRerankDepth));
  const std::size_t reranked = std::min(kRerankDepth, candidates.size());
  add_window_scores(std::span(candidates).first(reranked), search_index, words,
                    request.weights.window);
  keep_best(candidates, k);

  std::vector<Hit> hits;
  hits.reserve(candidates.size());
  for (const Candidate& each : candidates) {
    hits.push_back(hit_of(search_index.chunks()[each.chunk], each, hits.size() + 1));
  }
  return hits;
}

}  // namespace eider::search
