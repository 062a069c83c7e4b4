#include "corpus/search/candidates.h"

#include <algorithm>
#include <utility>

#include "base/limits.h"

namespace eider::search {
namespace {

using keyword_index::KeywordHit;
using vector_index::Neighbour;

// Far above what the fused order can tell apart, at two thirds of the cost of an exact scan.
constexpr double kListRecall = 0.99;

struct Lists {
  std::size_t by_words = 0;  // longest list; 0: no limit
  std::size_t by_vector = 0;
};

Lists lengths(const SearchIndex& search_index, const CandidateRequest& request) {
  const std::size_t chunks = search_index.keywords->size();
  const bool exhaustive = chunks <= request.exhaustive_up_to;
  if (!request.k) return {0, kListLength};
  if (exhaustive) return {0, search_index.has_vectors() ? search_index.vectors->size() : 0};
  const std::size_t length = std::max(kListLength, *request.k);
  return {length <= kMaxHits ? length : 0, length};
}

bool is_allowed(const CandidateRequest& request, std::int64_t id) {
  return !request.filtered ||
         std::binary_search(request.allowed.begin(), request.allowed.end(), id);
}

/// Best first.
Result<std::vector<KeywordHit>> list_by_words(const SearchIndex& search_index,
                                              const CandidateRequest& request, std::size_t length) {
  if (length > 0) {
    return search_index.keywords->best(request.words, {length, request.allowed, request.filtered});
  }
  std::vector<KeywordHit> hits = search_index.keywords->all_scores(request.words);
  std::erase_if(hits, [&](const KeywordHit& hit) { return !is_allowed(request, hit.id); });
  std::stable_sort(hits.begin(), hits.end(),
                   [](const KeywordHit& a, const KeywordHit& b) { return a.score > b.score; });
  return hits;
}

/// Nearest first.
Result<std::vector<Neighbour>> list_by_vector(const SearchIndex& search_index,
                                              const CandidateRequest& request, std::size_t length) {
  if (request.query_vector.empty() || !search_index.has_vectors()) return std::vector<Neighbour>();
  const double recall = search_index.vectors->size() <= request.exhaustive_up_to ? 1 : kListRecall;
  return search_index.vectors->nearest(request.query_vector,
                                       {length, recall, request.allowed, request.filtered});
}

/// One candidate an id, ascending, with the ranks and scores that the lists tell.
std::vector<Candidate> join(const std::vector<KeywordHit>& by_words,
                            const std::vector<Neighbour>& by_vector, double upper_bound) {
  std::vector<Candidate> all;
  all.reserve(by_words.size() + by_vector.size());
  for (std::size_t i = 0; i < by_words.size(); ++i) {
    all.push_back({.id = by_words[i].id,
                   .keyword_score = static_cast<double>(by_words[i].score) / upper_bound,
                   .cosine = {},
                   .keyword_rank = static_cast<std::int64_t>(i + 1)});
  }
  for (std::size_t i = 0; i < by_vector.size(); ++i) {
    all.push_back({.id = by_vector[i].id,
                   .cosine = static_cast<double>(by_vector[i].similarity),
                   .vector_rank = static_cast<std::int64_t>(i + 1)});
  }
  std::stable_sort(all.begin(), all.end(),
                   [](const Candidate& a, const Candidate& b) { return a.id < b.id; });
  std::vector<Candidate> joined;
  joined.reserve(all.size());
  for (const Candidate& each : all) {
    if (joined.empty() || joined.back().id != each.id) {
      joined.push_back(each);
    } else {  // the later one comes from the list by vector
      joined.back().cosine = each.cosine;
      joined.back().vector_rank = each.vector_rank;
    }
  }
  return joined;
}

std::vector<std::int64_t> ids_without(const std::vector<Candidate>& all,
                                      std::int64_t Candidate::* rank) {
  std::vector<std::int64_t> ids;
  for (const Candidate& each : all) {
    if (each.*rank == 0) ids.push_back(each.id);
  }
  return ids;
}

/// The scores of candidates that only the other list named.
Result<void> fill(const SearchIndex& search_index, const CandidateRequest& request,
                  std::vector<Candidate>& all) {
  const auto wordless = ids_without(all, &Candidate::keyword_rank);
  const std::vector<float> scores = search_index.keywords->scores(request.words, wordless);
  std::size_t next = 0;
  for (Candidate& each : all) {
    if (each.keyword_rank != 0) continue;
    each.keyword_score = static_cast<double>(scores[next++]) / request.upper_bound;
  }
  if (request.query_vector.empty() || !search_index.has_vectors()) return {};
  const auto farther = ids_without(all, &Candidate::vector_rank);
  const auto cosines = search_index.vectors->similarities(request.query_vector, farther);
  if (!cosines) return std::unexpected(cosines.error());
  next = 0;
  for (Candidate& each : all) {
    if (each.vector_rank == 0) each.cosine = (*cosines)[next++];
  }
  return {};
}

}  // namespace

Result<std::vector<Candidate>> candidates(const SearchIndex& search_index,
                                          const CandidateRequest& request) {
  const Lists lists = lengths(search_index, request);
  const auto by_words = list_by_words(search_index, request, lists.by_words);
  if (!by_words) return std::unexpected(by_words.error());
  const auto by_vector = list_by_vector(search_index, request, lists.by_vector);
  if (!by_vector) return std::unexpected(by_vector.error());
  std::vector<Candidate> all = join(*by_words, *by_vector, request.upper_bound);
  const Result<void> filled = fill(search_index, request, all);
  if (!filled) return std::unexpected(filled.error());
  return all;
}

}  // namespace eider::search
