#include "theme/constituents/closeness.h"

#include <algorithm>

#include "text/sentences.h"

namespace eider::theme {

namespace {

/// The sentences of an article and the terms that stand in each.
struct Sentence {
  Span span;
  std::vector<TermHit> hits;
};

bool overlap(Span a, Span b) { return a.start < b.stop && b.start < a.stop; }

Span shifted(Span span, std::int64_t by) { return {span.start + by, span.stop + by}; }

/// The place of the sentence that holds the byte `at`, or the number of sentences.
std::size_t sentence_at(const std::vector<Sentence>& sentences, std::int64_t at) {
  const auto after = std::ranges::upper_bound(
      sentences, at, {}, [](const Sentence& sentence) { return sentence.span.start; });
  if (after == sentences.begin()) return sentences.size();
  const auto found = after - 1;
  return at < found->span.stop ? static_cast<std::size_t>(found - sentences.begin())
                               : sentences.size();
}

/// Is the hit part of one of the names? `names` are in order and disjoint.
bool is_in_name(Span hit, const std::vector<Span>& names) {
  const auto name = std::ranges::upper_bound(names, hit.start, {}, &Span::stop);
  return name != names.end() && overlap(hit, *name);
}

std::vector<Sentence> sentences_with_terms(const NewsArticle& article,
                                           const std::vector<const Mention*>& mentions,
                                           const TermFinder& finder) {
  const std::string_view body = slice(article.text, article.span);
  std::vector<Sentence> sentences;
  for (const Span span : text::sentences(body)) {
    sentences.push_back({shifted(span, article.span.start), {}});
  }
  std::vector<Span> names;
  for (const Mention* mention : mentions) names.push_back(mention->span);
  std::ranges::sort(names, {}, &Span::start);
  for (TermHit hit : finder.find(body)) {
    hit.span = shifted(hit.span, article.span.start);
    const std::size_t place = sentence_at(sentences, hit.span.start);
    if (place == sentences.size() || is_in_name(hit.span, names)) continue;
    sentences[place].hits.push_back(hit);
  }
  return sentences;
}

/// The longest term of a sentence, the first of equals.
const TermHit* most_specific(const Sentence& sentence, const TermFinder& finder) {
  const auto best = std::ranges::max_element(
      sentence.hits, {}, [&](const TermHit& hit) { return finder.length(hit.term); });
  return best == sentence.hits.end() ? nullptr : &*best;
}

bool is_better(const Quotation& a, const Quotation& b) {
  if (a.same_sentence != b.same_sentence) return a.same_sentence;
  return a.term_length > b.term_length;
}

/// Two neighbours, or one sentence twice, as a quotation.
Span joined(const Sentence& a, const Sentence& b) {
  return {std::min(a.span.start, b.span.start), std::max(a.span.stop, b.span.stop)};
}

}  // namespace

std::map<std::int64_t, Quotation> quotations(const NewsArticle& article,
                                             const std::vector<const Mention*>& mentions,
                                             const TermFinder& finder) {
  const std::vector<Sentence> sentences = sentences_with_terms(article, mentions, finder);
  std::map<std::int64_t, Quotation> best;
  for (const Mention* mention : mentions) {
    if (mention->role != MentionRole::kSubject) continue;
    const std::size_t here = sentence_at(sentences, mention->span.start);
    if (here == sentences.size()) continue;
    for (const std::size_t place : {here, here - 1, here + 1}) {
      if (place >= sentences.size()) continue;  // here - 1 wraps round at 0
      const TermHit* hit = most_specific(sentences[place], finder);
      if (hit == nullptr) continue;
      const Quotation found{joined(sentences[here], sentences[place]), hit->term,
                            finder.length(hit->term), here == place};
      const auto [entry, is_first] = best.try_emplace(mention->company_id, found);
      if (!is_first && is_better(found, entry->second)) entry->second = found;
    }
  }
  return best;
}

}  // namespace eider::theme
