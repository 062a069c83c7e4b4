#include "corpus/search/search.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/limits.h"
#include "corpus/search/asked.h"
#include "corpus/search/candidates.h"
#include "corpus/search/window.h"
#include "text/utf8.h"

namespace eider::search {
namespace {

constexpr std::size_t kReranked = 20;
constexpr std::size_t kRerankedAcross = 50;  // the first order is worth less there

bool ranks_before(const FoundChunk& a, const FoundChunk& b) {
  return a.score != b.score ? a.score > b.score : a.id < b.id;
}

Result<void> check(const SearchRequest& request) {
  if (text::trim(request.question).empty()) {
    return fail(ErrorCode::kInvalidArgument, "the question is empty");
  }
  if (request.question.size() > kMaxQuestionBytes) {
    return fail(ErrorCode::kLimit, fmt::format("a question of {} bytes; the most is {}",
                                               request.question.size(), kMaxQuestionBytes));
  }
  if (!request.k) return {};
  if (*request.k < 1) return fail(ErrorCode::kInvalidArgument, "k must be 1 or more");
  if (*request.k > static_cast<std::int64_t>(kMaxHits)) {
    return fail(ErrorCode::kLimit, fmt::format("k is {}; the most is {}", *request.k, kMaxHits));
  }
  return {};
}

/// The first `count` in order of rank; the rest are dropped.
void keep_best(std::vector<FoundChunk>& found, std::size_t count) {
  const std::size_t kept = std::min(count, found.size());
  const auto end = found.begin() + static_cast<std::ptrdiff_t>(kept);
  std::partial_sort(found.begin(), end, found.end(), ranks_before);
  found.resize(kept);
}

Result<std::vector<FoundChunk>> fuse(const SearchIndex& search_index, const SearchRequest& request,
                                     std::span<const Candidate> all, const SearchWeights& weights) {
  vector_index::Spread spread;
  if (!request.query_vector.empty() && search_index.has_vectors()) {
    const auto measured = search_index.vectors->spread(request.query_vector);
    if (!measured) return std::unexpected(measured.error());
    spread = *measured;
  }
  std::vector<FoundChunk> found;
  found.reserve(all.size());
  for (const Candidate& each : all) {
    const double z =
        each.cosine && spread.deviation > 0 ? (*each.cosine - spread.mean) / spread.deviation : 0;
    found.push_back({each.id, weights.words * each.keyword_score + weights.cosine * z,
                     each.keyword_score, each.cosine, each.keyword_rank, each.vector_rank});
  }
  return found;
}

Result<void> rerank(std::span<FoundChunk> best, const Asked& asked, const SearchWeights& weights,
                    const TextsOf& texts_of) {
  if (best.empty() || (weights.windows == 0 && weights.cover == 0 && weights.runs == 0)) return {};
  std::vector<std::int64_t> ids;
  ids.reserve(best.size());
  for (const FoundChunk& each : best) ids.push_back(each.id);
  const auto texts = texts_of(ids);
  if (!texts) return std::unexpected(texts.error());
  double bytes = 1;
  for (const ChunkText& chunk : *texts) bytes += static_cast<double>(chunk.text.size());
  const double usual = bytes / static_cast<double>(texts->size());
  for (std::size_t i = 0; i < best.size(); ++i) {
    const ChunkText& chunk = (*texts)[i];
    const TextMatch match =
        match_text(asked.forms, chunk, static_cast<double>(chunk.text.size()) / usual);
    best[i].score += weights.windows * match.windows + weights.cover * match.cover;
    if (weights.runs != 0) best[i].score += weights.runs * run_share(asked.runs, chunk.text);
  }
  return {};
}

}  // namespace

Hit hit_of(const FoundChunk& found, const Chunk& chunk) {
  Hit hit;
  hit.score = found.score;
  hit.keyword_score = found.keyword_score;
  hit.vector_score = found.vector_score;
  hit.keyword_rank = found.keyword_rank;
  hit.vector_rank = found.vector_rank;
  hit.chunk_id = found.id;
  hit.document_id = chunk.document_id;
  hit.title = chunk.title;
  hit.span = chunk.span;
  return hit;
}

Result<std::vector<FoundChunk>> search(const SearchIndex& search_index,
                                       const SearchRequest& request, const TextsOf& texts_of) {
  if (const Result<void> checked = check(request); !checked) {
    return std::unexpected(checked.error());
  }
  const Asked asked = request.word_for_word
                          ? ask_word_for_word(request.question, *search_index.keywords)
                          : ask_by(request.question, *search_index.keywords);
  const SearchWeights& weights = asked.is_across ? request.across : request.weights;
  CandidateRequest wanted{.words = asked.words,
                          .upper_bound = asked.upper_bound,
                          .query_vector = request.query_vector,
                          .allowed = request.allowed,
                          .filtered = request.filtered,
                          .k = {}};
  if (request.k) wanted.k = static_cast<std::size_t>(*request.k);
  const auto all = candidates(search_index, wanted);
  if (!all) return std::unexpected(all.error());
  auto found = fuse(search_index, request, *all, weights);
  if (!found) return found;

  const std::size_t k = wanted.k.value_or(found->size());
  const std::size_t depth = asked.is_across ? kRerankedAcross : kReranked;
  keep_best(*found, std::max(k, depth));
  const Result<void> reranked =
      rerank(std::span(*found).first(std::min(depth, found->size())), asked, weights, texts_of);
  if (!reranked) return std::unexpected(reranked.error());
  keep_best(*found, k);
  return found;
}

}  // namespace eider::search
