#include "theme/constituents/constituents.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include "text/utf8.h"
#include "theme/constituents/events.h"
#include "theme/constituents/reports.h"
#include "theme/constituents/weights.h"
#include "theme/constituents/wilson.h"

namespace eider::theme {

namespace {

bool is_better(const Report& a, const Report& b) {
  const Quotation &quote_a = *a.quotation, &quote_b = *b.quotation;
  if (quote_a.same_sentence != quote_b.same_sentence) return quote_a.same_sentence;
  if (a.article->published_at != b.article->published_at) {
    return a.article->published_at > b.article->published_at;
  }
  if (quote_a.term_length != quote_b.term_length) return quote_a.term_length > quote_b.term_length;
  return age_order(*a.article) < age_order(*b.article);
}

/// The best report of each event that has one, the best first.
std::vector<Report> best_reports(const std::vector<Report>& reports,
                                 const std::vector<std::size_t>& events) {
  std::map<std::size_t, Report> best;
  for (std::size_t at = 0; at < reports.size(); ++at) {
    if (!reports[at].quotation) continue;
    const auto [entry, is_first] = best.try_emplace(events[at], reports[at]);
    if (!is_first && is_better(reports[at], entry->second)) entry->second = reports[at];
  }
  std::vector<Report> in_order;
  for (const auto& [event, report] : best) in_order.push_back(report);
  std::ranges::sort(in_order, is_better);
  return in_order;
}

Evidence evidence_of(const Report& report, const std::vector<Keyword>& terms) {
  const NewsArticle& article = *report.article;
  const Span span = report.quotation->span;
  return {article.document_id,
          article.article_id,
          article.path,
          span,
          std::string(slice(article.text, span)),
          terms[report.quotation->term].term};
}

std::string why_rejected(const Constituent& company, const ConstituentRules& rules) {
  if (company.events == 0) return "named only as a source or speaker";
  if (company.events < rules.min_events) {
    return "fewer than " + std::to_string(rules.min_events) + " events";
  }
  if (company.hits == 0) return "no keyword near the name";
  if (company.hits < rules.min_hits) {
    return "a keyword near the name in fewer than " + std::to_string(rules.min_hits) + " events";
  }
  if (company.score < rules.min_score) {
    return "keywords near the name in too small a share of its events";
  }
  return "";
}

/// The company's figures, its evidence, and the reason if it is no member; the weight comes later.
Constituent measure(const Company& company, const std::vector<Report>& reports,
                    const ThemeNews& news, const ConstituentRules& rules) {
  std::vector<const Sketch*> sketches;
  for (const Report& report : reports) sketches.push_back(&report.sketch);
  const std::vector<std::size_t> events = events_of(sketches);
  const std::vector<Report> best = best_reports(reports, events);

  Constituent made;
  made.company_id = company.id;
  made.company = company.name;
  made.security = company.ticker + "." + company.exchange;
  made.events = std::ssize(std::set<std::size_t>(events.begin(), events.end()));
  made.hits = std::ssize(best);
  if (made.events > 0)
    made.share = static_cast<double>(made.hits) / static_cast<double>(made.events);
  made.score = wilson_lower_bound(made.hits, made.events);
  made.rejected = why_rejected(made, rules);
  for (std::size_t at = 0; at < std::min(best.size(), rules.max_evidence); ++at) {
    made.evidence.push_back(evidence_of(best[at], news.keywords));
  }
  return made;
}

/// Gives the members, which stand in order of score and name, their weights.
void weigh(std::vector<Constituent>& members, double cap) {
  std::vector<double> scores;
  for (const Constituent& member : members) scores.push_back(member.score);
  const std::vector<std::int64_t> weights = capped_weights(scores, cap);
  for (std::size_t at = 0; at < members.size(); ++at) {
    members[at].weight = static_cast<double>(weights[at]) / static_cast<double>(kWeightUnits);
  }
}

auto name_order(const Constituent& company) {
  return std::tie(company.company, company.company_id);
}

std::vector<Constituent> ordered(std::vector<Constituent> all, double cap) {
  std::vector<Constituent> members, rejected;
  for (Constituent& company : all) {
    (company.rejected.empty() ? members : rejected).push_back(std::move(company));
  }
  std::ranges::sort(members, [](const Constituent& a, const Constituent& b) {
    return a.score != b.score ? a.score > b.score : name_order(a) < name_order(b);
  });
  weigh(members, cap);
  std::ranges::sort(members, [](const Constituent& a, const Constituent& b) {
    return a.weight != b.weight ? a.weight > b.weight : name_order(a) < name_order(b);
  });
  std::ranges::sort(rejected, {}, name_order);
  std::ranges::move(rejected, std::back_inserter(members));
  return members;
}

}  // namespace

Result<std::vector<Constituent>> constituents(const ThemeNews& news, const ConstituentRules& rules,
                                              const CancelFlag& cancel) {
  const bool has_term = std::ranges::any_of(
      news.keywords, [](const Keyword& entry) { return !text::trim(entry.term).empty(); });
  if (!has_term) {
    return fail(ErrorCode::kInvalidArgument, "the theme has no keyword", "", "give at least one");
  }
  if (!(rules.cap > 0 && rules.cap <= 1)) {
    return fail(ErrorCode::kInvalidArgument, "a cap of " + std::to_string(rules.cap), "",
                "a cap is above 0 and at most 1");
  }
  const auto reports = reports_of(news, cancel);
  if (!reports) return std::unexpected(reports.error());

  std::vector<Constituent> all;
  for (const Company& company : news.companies) {
    if (cancel.cancelled()) return fail(ErrorCode::kCancelled, "cancelled");
    const auto found = reports->find(company.id);
    if (found != reports->end()) all.push_back(measure(company, found->second, news, rules));
  }
  return ordered(std::move(all), rules.cap);
}

}  // namespace eider::theme
