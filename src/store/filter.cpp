#include "store/filter.h"

namespace eider::store {

std::string passing_articles(const Catalog& catalog, const PassageFilter& filter) {
  std::string sql = catalog.sql(
      "SELECT article_id FROM (SELECT a.id AS article_id, d.id AS document_id, d.path, "
      "d.media_type, coalesce(a.title, d.title) AS title, d.title AS document_title, d.source, "
      "a.kicker, a.byline, a.source_credit, a.section, "
      "coalesce(a.published_at, d.published_at) AS published_at, "
      "coalesce(a.event_at, d.event_at) AS event_at, d.fetched_at, d.url, "
      "coalesce(a.published_from, d.published_from) AS published_from, "
      "coalesce(a.event_from, d.event_from) AS event_from, d.fetched_from, "
      "coalesce(a.language, d.language) AS language, coalesce(a.script, d.script) AS script, "
      "coalesce(a.duplicate_of, d.duplicate_of) AS duplicate_of, "
      "coalesce(a.duplicate_similarity, d.duplicate_similarity) AS duplicate_similarity, "
      "a.store, a.ordinal, a.start, a.stop, d.source_hash, d.file_bytes, d.text, d.status, d.error "
      "FROM {article} a JOIN "
      "{document} d ON d.id = a.document_id "
      "WHERE a.store = $1) WHERE true");
  if (!filter.as_of.empty()) {
    sql += " AND coalesce(published_at, fetched_at) < CAST($2 AS DATE) + INTERVAL 1 DAY";
  }
  if (!filter.predicate.empty()) sql += " AND (" + filter.predicate + "\n)";
  return sql;
}

List filter_parameters(const std::string& store, const PassageFilter& filter) {
  List values{store};
  if (!filter.as_of.empty()) values.emplace_back(filter.as_of);
  return values;
}

Error named_filter(Error error, const PassageFilter& filter) {
  if (!filter.predicate.empty()) {
    error.where = "filter " + filter.predicate;
    error.remedy = "a filter is a SQL condition on columns of eider.article and eider.document";
  }
  return error;
}

std::string iso_date(const std::string& expression) {
  const std::string& t = expression;
  return "CASE WHEN " + t + " IS NULL THEN '' WHEN " + t + " = date_trunc('day', " + t +
         ") THEN strftime(" + t + ", '%Y-%m-%d') ELSE strftime(" + t + ", '%Y-%m-%dT%H:%M:%S') END";
}

}  // namespace eider::store
