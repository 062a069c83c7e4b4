#pragma once
// The news read once: articles, mentions and keywords -> for each company the reports that name
// it, the oldest first, each with the best quotation where a keyword stands near the name.

#include <map>
#include <optional>
#include <tuple>
#include <vector>

#include "base/cancel.h"
#include "base/error.h"
#include "records/theme.h"
#include "theme/constituents/closeness.h"
#include "theme/constituents/events.h"

namespace eider::theme {

/// The caller keeps what the views point to. Mentions belong to articles by document_id and
/// article_id; mentions of articles that are not given are left out.
struct ThemeNews {
  const std::vector<NewsArticle>& articles;
  const std::vector<Mention>& mentions;
  const std::vector<Keyword>& keywords;
  const std::vector<Company>& companies;
};

/// One article that names a company.
struct Report {
  const NewsArticle* article = nullptr;
  Sketch sketch;                       // empty where the company is no subject of it
  std::optional<Quotation> quotation;  // none: no keyword near the name
};

/// Oldest first; articles without a date stand before all others.
inline auto age_order(const NewsArticle& article) {
  return std::tie(article.published_at, article.document_id, article.article_id);
}

/// By company id. A company that is named, but never as a subject, has an empty list; one that is
/// never named has none. Articles outside their text are left out.
/// Errors: kCancelled.
Result<std::map<std::int64_t, std::vector<Report>>> reports_of(const ThemeNews& news,
                                                               const CancelFlag& cancel);

}  // namespace eider::theme
