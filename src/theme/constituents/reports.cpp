#include "theme/constituents/reports.h"

#include <algorithm>
#include <set>
#include <utility>

namespace eider::theme {

namespace {

using ArticleKey = std::pair<std::int64_t, std::int64_t>;
using Mentions = std::vector<const Mention*>;

ArticleKey key_of(const NewsArticle& article) { return {article.document_id, article.article_id}; }

bool is_inside(const NewsArticle& article) {
  return article.span.start >= 0 && article.span.start <= article.span.stop &&
         article.span.stop <= static_cast<std::int64_t>(article.text.size());
}

std::vector<const NewsArticle*> oldest_first(const std::vector<NewsArticle>& articles) {
  std::vector<const NewsArticle*> ordered;
  for (const NewsArticle& article : articles) {
    if (is_inside(article)) ordered.push_back(&article);
  }
  std::ranges::sort(ordered, [](const NewsArticle* a, const NewsArticle* b) {
    return age_order(*a) < age_order(*b);
  });
  return ordered;
}

std::map<ArticleKey, Mentions> by_article(const std::vector<Mention>& mentions) {
  std::map<ArticleKey, Mentions> grouped;
  for (const Mention& mention : mentions) {
    grouped[{mention.document_id, mention.article_id}].push_back(&mention);
  }
  for (auto& [key, list] : grouped) {
    std::ranges::stable_sort(list, {}, [](const Mention* mention) { return mention->span.start; });
  }
  return grouped;
}

std::set<std::int64_t> subjects_of(const Mentions& mentions) {
  std::set<std::int64_t> subjects;
  for (const Mention* mention : mentions) {
    if (mention->role == MentionRole::kSubject) subjects.insert(mention->company_id);
  }
  return subjects;
}

}  // namespace

Result<std::map<std::int64_t, std::vector<Report>>> reports_of(const ThemeNews& news,
                                                               const CancelFlag& cancel) {
  const TermFinder finder(news.keywords);
  const std::map<ArticleKey, Mentions> mentions = by_article(news.mentions);
  std::map<std::int64_t, std::vector<Report>> reports;
  for (const NewsArticle* article : oldest_first(news.articles)) {
    if (cancel.cancelled()) return fail(ErrorCode::kCancelled, "cancelled");
    const auto found = mentions.find(key_of(*article));
    if (found == mentions.end()) continue;
    for (const Mention* mention : found->second) reports.try_emplace(mention->company_id);
    const std::set<std::int64_t> subjects = subjects_of(found->second);
    if (subjects.empty()) continue;
    const Sketch sketch = sketch_of(slice(article->text, article->span));
    const auto quoted = quotations(*article, found->second, finder);
    for (const std::int64_t company : subjects) {
      const auto quotation = quoted.find(company);
      Report report{article, sketch, std::nullopt};
      if (quotation != quoted.end()) report.quotation = quotation->second;
      reports[company].push_back(std::move(report));
    }
  }
  return reports;
}

}  // namespace eider::theme
