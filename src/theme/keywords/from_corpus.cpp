#include <algorithm>
#include <string>
#include <utility>

#include "theme/keywords/candidates.h"
#include "theme/keywords/collector.h"
#include "theme/keywords/keywords.h"
#include "theme/keywords/likelihood.h"
#include "theme/keywords/theme_name.h"

namespace eider::theme {

namespace {

constexpr std::size_t kMaxRanked = 96;  // candidates the model scores

struct Gain {
  std::string term;
  double nats = 0;  // see keywords/likelihood.h
};

std::vector<std::string> candidate_terms(const std::vector<std::string_view>& articles,
                                         const KeywordCollector& collected) {
  std::vector<std::string> terms;
  for (TermCandidate& candidate : term_candidates(articles, kMaxRanked)) {
    if (collected.may_describe_theme(candidate.term)) terms.push_back(std::move(candidate.term));
  }
  return terms;
}

std::vector<Gain> by_gain(const std::vector<std::string>& terms, const std::vector<double>& nats) {
  std::vector<Gain> all;
  for (std::size_t at = 0; at < terms.size(); ++at) all.push_back({terms[at], nats[at]});
  std::ranges::sort(all, [](const Gain& a, const Gain& b) {
    return a.nats != b.nats ? a.nats > b.nats : a.term < b.term;
  });
  return all;
}

}  // namespace

Result<std::vector<Keyword>> keywords_from_corpus(const KeywordRequest& request,
                                                  const std::vector<std::string_view>& articles,
                                                  models::Generator& generator,
                                                  const CancelFlag& cancel) {
  const auto name = theme_name(request.theme);
  if (!name) return std::unexpected(name.error());
  KeywordCollector collected(request);
  collected.add({*name, language_of(*name), "corpus", 1});

  const std::vector<std::string> terms = candidate_terms(articles, collected);
  const auto nats = term_gains(*name, terms, generator, cancel);
  if (!nats) return std::unexpected(nats.error());
  const std::vector<Gain> ranked = by_gain(terms, *nats);
  std::size_t taken = 0;
  for (const Gain& gain : ranked) {
    if (gain.nats < kMinGainNats || taken == kMaxCorpusTerms) break;
    if (collected.add(
            {gain.term, language_of(gain.term), "corpus", gain.nats / ranked.front().nats}))
      ++taken;
  }
  return std::move(collected).take();
}

}  // namespace eider::theme
