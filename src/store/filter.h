#pragma once
// Which articles a request may see: a SQL condition of the user's and a date.

#include <string>

#include "base/error.h"
#include "store/schema.h"
#include "store/value.h"

namespace eider::store {

/// Which documents and articles a request may see.
struct PassageFilter {
  std::string predicate;  // a SQL condition on columns of article and document; "" for all
  std::string as_of;      // ISO date: nothing published (else fetched) after that day, nor undated
  bool empty() const { return predicate.empty() && as_of.empty(); }
};

/// A statement that gives the ids of the store's articles that pass. The condition sees the columns
/// of article and document under their own names; title, dates, language, script and what is said
/// of duplicates are the article's, else the document's. $1 is the store, $2 the date.
std::string passing_articles(const Catalog& catalog, const PassageFilter& filter);

/// What to bind to $1 and $2.
List filter_parameters(const std::string& store, const PassageFilter& filter);

/// The error of a statement that held the filter, naming it.
Error named_filter(Error error, const PassageFilter& filter);

/// A SQL expression for a timestamp as ISO 8601 text, "" for NULL, without the time at midnight.
std::string iso_date(const std::string& expression);

}  // namespace eider::store
