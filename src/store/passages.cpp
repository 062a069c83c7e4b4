#include "store/passages.h"

#include <unordered_map>

namespace eider::store {
namespace {

// ISO 8601 with a T, without the time where it is midnight.
constexpr const char* kDated =
    "CASE WHEN t IS NULL THEN '' WHEN t = date_trunc('day', t) THEN strftime(t, '%Y-%m-%d') "
    "ELSE strftime(t, '%Y-%m-%dT%H:%M:%S') END";

/// Every document's text by id: a chunk's bytes are cut from it here, since SQL counts characters.
Result<std::unordered_map<std::int64_t, std::string>> read_texts(Connection connection,
                                                                 const Catalog& catalog,
                                                                 const std::string& store) {
  auto rows = connection.query(
      catalog.sql("SELECT id, text FROM {document} WHERE store = $1 AND text IS NOT NULL"), {store});
  if (!rows) return std::unexpected(rows.error());
  std::unordered_map<std::int64_t, std::string> texts;
  while (rows->next()) texts.emplace(rows->integer(0), rows->text(1));
  return texts;
}

Result<std::string> cut(const std::unordered_map<std::int64_t, std::string>& texts,
                        std::int64_t document_id, Span span) {
  const auto found = texts.find(document_id);
  const bool inside = found != texts.end() && 0 <= span.start && span.start <= span.stop &&
                      span.stop <= static_cast<std::int64_t>(found->second.size());
  if (inside) return std::string(slice(found->second, span));
  return fail(ErrorCode::kCorrupt,
              "bytes " + std::to_string(span.start) + " to " + std::to_string(span.stop) +
                  " lie outside its text",
              "document " + std::to_string(document_id), "load it again");
}

/// The ids of the articles that pass. A predicate sees the columns of article and document under
/// their own names; title and published_at are the article's, else the document's.
std::string passing_articles(const Catalog& catalog, const PassageFilter& filter) {
  std::string sql = catalog.sql(
      "SELECT article_id FROM (SELECT a.id AS article_id, d.id AS document_id, d.path, "
      "d.media_type, coalesce(a.title, d.title) AS title, d.title AS document_title, d.source, "
      "a.kicker, a.byline, a.source_credit, a.section, "
      "coalesce(a.published_at, d.published_at) AS published_at, d.event_at, d.fetched_at, "
      "d.language, d.script FROM {article} a JOIN {document} d ON d.id = a.document_id "
      "WHERE a.store = $1) WHERE true");
  if (!filter.as_of.empty()) {
    sql += " AND coalesce(published_at, fetched_at) < CAST($2 AS DATE) + INTERVAL 1 DAY";
  }
  if (!filter.predicate.empty()) sql += " AND (" + filter.predicate + "\n)";
  return sql;
}

List parameters(const std::string& store, const PassageFilter& filter) {
  List values{store};
  if (!filter.as_of.empty()) values.emplace_back(filter.as_of);
  return values;
}

Error with_predicate(Error error, const PassageFilter& filter) {
  if (!filter.predicate.empty()) {
    error.where = "filter " + filter.predicate;
    error.remedy = "a filter is a SQL condition on columns of eider.article and eider.document";
  }
  return error;
}

std::string dated(const std::string& expression) {
  return "(SELECT " + std::string(kDated) + " FROM (SELECT " + expression + " AS t))";
}

Result<void> read_embeddings(Connection connection, const Catalog& catalog,
                             const std::string& model_hash, std::vector<Passage>& passages) {
  if (passages.empty()) return {};
  std::unordered_map<std::int64_t, std::size_t> at;
  for (std::size_t i = 0; i < passages.size(); ++i) at[passages[i].chunk.id] = i;
  auto rows = connection.query(
      catalog.sql("SELECT chunk_id, vector FROM {embedding} WHERE model_hash = $1"), {model_hash});
  if (!rows) return std::unexpected(rows.error());
  while (rows->next()) {
    const auto found = at.find(rows->integer(0));
    if (found == at.end()) continue;
    const auto values = rows->floats(1);
    passages[found->second].embedding.assign(values.begin(), values.end());
  }
  return {};
}

}  // namespace

Result<std::vector<Passage>> read_passages(Connection connection, const Catalog& catalog,
                                           const std::string& store,
                                           const std::string& model_hash) {
  const auto texts = read_texts(connection, catalog, store);
  if (!texts) return std::unexpected(texts.error());
  auto rows = connection.query(
      catalog.sql("SELECT c.id, c.document_id, c.article_id, c.start, c.stop, "
                  "coalesce(c.title, ''), coalesce(c.heading, ''), d.path, " +
                  dated("coalesce(a.published_at, d.published_at)") +
                  " FROM {chunk} c JOIN {document} d ON d.id = c.document_id "
                  "LEFT JOIN {article} a ON a.id = c.article_id "
                  "WHERE c.store = $1 ORDER BY c.id"),
      {store});
  if (!rows) return std::unexpected(rows.error());
  std::vector<Passage> passages;
  while (rows->next()) {
    Passage p;
    p.chunk = {rows->integer(0),
               rows->integer(1),
               rows->integer(2),
               {rows->integer(3), rows->integer(4)},
               std::string(rows->text(5)),
               std::string(rows->text(6))};
    p.path = rows->text(7);
    p.published_at = rows->text(8);
    auto text = cut(*texts, p.chunk.document_id, p.chunk.span);
    if (!text) return std::unexpected(text.error());
    p.text = std::move(*text);
    passages.push_back(std::move(p));
  }
  auto read = read_embeddings(connection, catalog, model_hash, passages);
  if (!read) return std::unexpected(read.error());
  return passages;
}

Result<std::string> passages_stamp(Connection connection, const Catalog& catalog,
                                   const std::string& store) {
  auto rows = connection.query(
      catalog.sql("SELECT concat_ws('/', count(*), max(id), sum(id), "
                  "(SELECT count(*) FROM {embedding} WHERE store = $1), "
                  "(SELECT concat_ws('/', count(*), max(id)) FROM {document} WHERE store = $1)) "
                  "FROM {chunk} WHERE store = $1"),
      {store});
  if (!rows) return std::unexpected(rows.error());
  rows->next();
  return std::string(rows->text(0));
}

Result<std::vector<std::int64_t>> passing_chunks(Connection connection, const Catalog& catalog,
                                                 const std::string& store,
                                                 const PassageFilter& filter) {
  auto rows = connection.query(
      catalog.sql("SELECT id FROM {chunk} WHERE store = $1 AND article_id IN (") +
          passing_articles(catalog, filter) + ") ORDER BY id",
      parameters(store, filter));
  if (!rows) return std::unexpected(with_predicate(rows.error(), filter));
  std::vector<std::int64_t> ids;
  while (rows->next()) ids.push_back(rows->integer(0));
  return ids;
}

Result<std::vector<ArticleText>> read_articles(Connection connection, const Catalog& catalog,
                                               const std::string& store,
                                               const PassageFilter& filter) {
  const auto texts = read_texts(connection, catalog, store);
  if (!texts) return std::unexpected(texts.error());
  auto rows = connection.query(
      catalog.sql("SELECT a.id, a.document_id, a.ordinal, coalesce(a.title, ''), a.start, a.stop, "
                  "d.path, " +
                  dated("coalesce(a.published_at, d.published_at)") +
                  " FROM {article} a JOIN {document} d ON d.id = a.document_id "
                  "WHERE a.store = $1 AND a.id IN (") +
          passing_articles(catalog, filter) + ") ORDER BY a.id",
      parameters(store, filter));
  if (!rows) return std::unexpected(with_predicate(rows.error(), filter));
  std::vector<ArticleText> articles;
  while (rows->next()) {
    ArticleText a;
    a.article.id = rows->integer(0);
    a.article.document_id = rows->integer(1);
    a.article.ordinal = rows->integer(2);
    a.article.title = rows->text(3);
    a.article.span = {rows->integer(4), rows->integer(5)};
    a.path = rows->text(6);
    a.article.published_at = rows->text(7);
    auto text = cut(*texts, a.article.document_id, a.article.span);
    if (!text) return std::unexpected(text.error());
    a.text = std::move(*text);
    articles.push_back(std::move(a));
  }
  return articles;
}

}  // namespace eider::store
