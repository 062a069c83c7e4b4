#include "store/passages.h"

#include <unordered_map>

namespace eider::store {
namespace {

/// Every document's text by id: a chunk's bytes are cut from it here, since SQL counts characters.
Result<std::unordered_map<std::int64_t, std::string>> read_texts(Connection connection,
                                                                 const Catalog& catalog,
                                                                 const std::string& store) {
  auto rows = connection.query(
      catalog.sql("SELECT id, text FROM {document} WHERE store = $1 AND text IS NOT NULL"),
      {store});
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
  auto rows =
      connection.query(catalog.sql("SELECT c.id, c.document_id, c.article_id, c.start, c.stop, "
                                   "coalesce(c.title, ''), coalesce(c.heading, ''), d.path, " +
                                   iso_date("coalesce(a.published_at, d.published_at)") +
                                   " FROM {chunk} c JOIN {document} d ON d.id = c.document_id "
                                   "LEFT JOIN {article} a ON a.id = c.article_id "
                                   "WHERE c.store = $1 ORDER BY c.id"),
                       {store});
  if (!rows) return std::unexpected(rows.error());
  std::vector<Passage> passages;
  while (rows->next()) {
    Passage p;
    p.chunk = {rows->integer(0),           rows->integer(1),
               rows->integer(2),           {rows->integer(3), rows->integer(4)},
               std::string(rows->text(5)), std::string(rows->text(6))};
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
                  "(SELECT sum(hash(id, path, source_hash)) FROM {document} WHERE store = $1)) "
                  "FROM {chunk} WHERE store = $1"),
      {store});
  if (!rows) return std::unexpected(rows.error());
  rows->next();
  return std::string(rows->text(0));
}

Result<std::vector<std::int64_t>> passing_chunks(Connection connection, const Catalog& catalog,
                                                 const std::string& store,
                                                 const PassageFilter& filter) {
  auto rows =
      connection.query(catalog.sql("SELECT id FROM {chunk} WHERE store = $1 AND article_id IN (") +
                           passing_articles(catalog, filter) + ") ORDER BY id",
                       filter_parameters(store, filter));
  if (!rows) return std::unexpected(named_filter(rows.error(), filter));
  std::vector<std::int64_t> ids;
  while (rows->next()) ids.push_back(rows->integer(0));
  return ids;
}

}  // namespace eider::store
