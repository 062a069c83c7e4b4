#include "corpus/answer/material.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <unordered_map>
#include <utility>

#include "text/fold.h"
#include "text/sentences.h"
#include "text/words.h"

namespace eider::answer {
namespace {

// Chosen by bench/answer_bench: how often the sentence with the answer is among the chosen.
constexpr double kNeighbourWeight = 0.5;  // a sentence speaks on of what the one beside it names
constexpr double kHitWeight = 0.3;        // of the first hit; falls to 0 after the last

struct Candidate {
  MaterialSentence sentence;
  std::size_t hit = 0;
  std::vector<std::size_t> words;  // of the question, that it holds
  double share = 0;                // of the question's idf, by these words
  double score = 0;
};

/// The distinct words of a question and where each stands in it.
class QuestionWords {
 public:
  explicit QuestionWords(std::string_view question) : folded_(text::fold_text(question)) {
    for (const text::Word& word : text::words(folded_)) places_.emplace(word.text, places_.size());
  }

  std::size_t size() const { return places_.size(); }

  /// The places of those that the text holds, ascending.
  std::vector<std::size_t> held_by(std::string_view text) const {
    std::vector<std::size_t> held;
    const std::string folded = text::fold_text(text);
    for (const text::Word& word : text::words(folded)) {
      const auto place = places_.find(word.text);
      if (place != places_.end()) held.push_back(place->second);
    }
    std::sort(held.begin(), held.end());
    held.erase(std::unique(held.begin(), held.end()), held.end());
    return held;
  }

 private:
  std::string folded_;
  std::unordered_map<std::string_view, std::size_t> places_;
};

Citation citation_of(const Hit& hit, Span sentence) {
  return {hit.document_id,
          hit.path,
          hit.title,
          {hit.span.start + sentence.start, hit.span.start + sentence.stop},
          std::string(slice(hit.text, sentence))};
}

std::vector<Candidate> candidates_of(std::span<const Hit> hits, const QuestionWords& question) {
  std::vector<Candidate> candidates;
  std::map<std::string, std::size_t> known;
  for (std::size_t h = 0; h < hits.size(); ++h) {
    for (const Span span : text::sentences(hits[h].text)) {
      const Citation citation = citation_of(hits[h], span);
      const auto [entry, is_new] = known.emplace(citation.quote, candidates.size());
      if (is_new) {
        candidates.push_back({{citation.quote, hits[h].title, hits[h].published_at, {}}, h});
        candidates.back().words = question.held_by(citation.quote);
      }
      candidates[entry->second].sentence.citations.push_back(citation);
    }
  }
  return candidates;
}

void add_shares(std::vector<Candidate>& candidates, std::size_t word_count) {
  std::vector<double> holding(word_count);
  for (const Candidate& each : candidates) {
    for (const std::size_t word : each.words) holding[word] += 1;
  }
  const auto all = static_cast<double>(candidates.size());
  const auto idf = [&](std::size_t word) {
    return std::log(1 + (all - holding[word] + 0.5) / (holding[word] + 0.5));
  };
  double total = 0;
  for (std::size_t word = 0; word < word_count; ++word) total += idf(word);
  for (Candidate& each : candidates) {
    for (const std::size_t word : each.words) each.share += idf(word) / total;
  }
}

/// The larger share of the sentences before and after it in the same hit.
double neighbour_share(const std::vector<Candidate>& candidates, std::size_t i) {
  double share = 0;
  if (i > 0 && candidates[i - 1].hit == candidates[i].hit) share = candidates[i - 1].share;
  if (i + 1 < candidates.size() && candidates[i + 1].hit == candidates[i].hit) {
    share = std::max(share, candidates[i + 1].share);
  }
  return share;
}

void add_scores(std::vector<Candidate>& candidates, std::size_t hit_count) {
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    Candidate& each = candidates[i];
    const double by_words = each.share + kNeighbourWeight * neighbour_share(candidates, i);
    const double by_hit = 1 - static_cast<double>(each.hit) / static_cast<double>(hit_count);
    each.score = by_words > 0 ? by_words + kHitWeight * by_hit : 0;
  }
  const auto has_words = [](const Candidate& each) { return each.score > 0; };
  if (std::any_of(candidates.begin(), candidates.end(), has_words)) {
    std::erase_if(candidates, [](const Candidate& each) { return each.score == 0; });
  }
}

}  // namespace

std::vector<MaterialSentence> choose_material(std::string_view question, std::span<const Hit> hits,
                                              const TokenCounter& count_tokens,
                                              std::int64_t budget) {
  const QuestionWords words(question);
  std::vector<Candidate> candidates = candidates_of(hits, words);
  add_shares(candidates, words.size());
  add_scores(candidates, hits.size());

  std::vector<std::size_t> best_first(candidates.size());
  std::iota(best_first.begin(), best_first.end(), 0u);
  std::stable_sort(best_first.begin(), best_first.end(), [&](std::size_t a, std::size_t b) {
    return candidates[a].score > candidates[b].score;
  });
  std::vector<std::size_t> chosen;
  for (const std::size_t i : best_first) {
    const std::int64_t tokens = count_tokens(candidates[i].sentence.text);
    if (tokens > budget) continue;
    budget -= tokens;
    chosen.push_back(i);
  }
  std::sort(chosen.begin(), chosen.end());

  std::vector<MaterialSentence> material;
  for (const std::size_t i : chosen) material.push_back(std::move(candidates[i].sentence));
  return material;
}

}  // namespace eider::answer
