#include "store/passages.h"

#include <set>
#include <unordered_map>

#include "store/index_rows.h"

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

template <typename Ids>
std::string list_of(const Ids& ids) {
  std::string list = "(";
  for (const std::int64_t id : ids) {
    if (list.size() > 1) list += ',';
    list += std::to_string(id);
  }
  return list + ")";
}

/// The documents of these chunks and what dates their articles have, in one statement: kind, id,
/// date, path, text. Not a join, which would read a whole table.
std::string documents_and_articles(const Catalog& catalog, std::span<const Chunk> chunks) {
  std::set<std::int64_t> documents;
  std::set<std::int64_t> articles;
  for (const Chunk& chunk : chunks) {
    documents.insert(chunk.document_id);
    if (chunk.article_id != 0) articles.insert(chunk.article_id);
  }
  std::string sql = "SELECT false, id, " + iso_date("published_at") +
                    ", path, text FROM {document} WHERE id IN " + list_of(documents);
  if (!articles.empty()) {
    sql += " UNION ALL SELECT true, id, " + iso_date("published_at") +
           ", NULL, NULL FROM {article} WHERE published_at IS NOT NULL AND id IN " +
           list_of(articles);
  }
  return catalog.sql(sql);
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

Result<std::vector<Chunk>> chunks_of(Connection connection, const Catalog& catalog,
                                     std::span<const std::int64_t> ids) {
  std::vector<Chunk> chunks;
  if (ids.empty()) return chunks;
  auto rows = connection.query(
      catalog.sql("SELECT id, document_id, article_id, start, stop, title, heading FROM {chunk} "
                  "WHERE id IN ") +
      list_of(ids));
  if (!rows) return std::unexpected(rows.error());
  while (rows->next()) {
    chunks.push_back({rows->integer(0),
                      rows->integer(1),
                      rows->integer(2),
                      {rows->integer(3), rows->integer(4)},
                      std::string(rows->text(5)),
                      std::string(rows->text(6))});
  }
  return chunks;
}

Result<std::unordered_map<std::int64_t, Passage>> passages_of(Connection connection,
                                                              const Catalog& catalog,
                                                              std::span<const Chunk> chunks) {
  std::unordered_map<std::int64_t, Passage> passages;
  if (chunks.empty()) return passages;
  auto rows = connection.query(documents_and_articles(catalog, chunks));
  if (!rows) return std::unexpected(rows.error());
  std::unordered_map<std::int64_t, std::vector<const Chunk*>> of_document;
  for (const Chunk& chunk : chunks) of_document[chunk.document_id].push_back(&chunk);
  std::unordered_map<std::int64_t, std::string> dates;
  while (rows->next()) {
    if (rows->boolean(0)) {
      dates.emplace(rows->integer(1), rows->text(2));
      continue;
    }
    const std::string_view text = rows->text(4);
    for (const Chunk* chunk : of_document[rows->integer(1)]) {
      if (rows->is_null(4) || !is_span_of(text, chunk->span)) continue;
      Passage& passage = passages[chunk->id];
      passage.path = rows->text(3);
      passage.published_at = rows->text(2);
      passage.text = slice(text, chunk->span);
      passage.chunk = *chunk;
    }
  }
  for (auto& [id, passage] : passages) {
    const auto date = dates.find(passage.chunk.article_id);
    if (date != dates.end()) passage.published_at = date->second;
  }
  return passages;
}

Result<std::vector<IndexedRows>> count_indexed(Connection connection, const Catalog& catalog,
                                               const std::string& store) {
  auto rows = connection.query(
      catalog.sql("SELECT '' AS hash, count(*)::BIGINT FROM {chunk} WHERE store = $1 UNION ALL "
                  "SELECT e.model_hash, count(DISTINCT c.id)::BIGINT FROM {embedding} e LEFT JOIN "
                  "{chunk} c ON c.id = e.chunk_id AND c.store = $1 WHERE e.store = $1 AND "
                  "e.model_hash <> '' GROUP BY e.model_hash ORDER BY hash"),
      {store});
  if (!rows) return std::unexpected(rows.error());
  std::vector<IndexedRows> counts;
  while (rows->next()) counts.push_back({std::string(rows->text(0)), rows->integer(1)});
  return counts;
}

Result<std::unordered_map<std::int64_t, Surroundings>> surroundings_of(
    Connection connection, const Catalog& catalog, std::span<const std::int64_t> ids,
    std::int64_t count) {
  std::unordered_map<std::int64_t, Surroundings> found;
  if (ids.empty() || count < 1) return found;
  auto rows = connection.query(
      catalog.sql("WITH placed AS (SELECT id, document_id, article_id, start, stop, row_number() "
                  "OVER (PARTITION BY article_id ORDER BY start, id) AS place FROM {chunk} WHERE "
                  "article_id IN (SELECT article_id FROM {chunk} WHERE id IN ") +
          list_of(ids) +
          catalog.sql(")), spans AS (SELECT a.id, a.document_id, a.start, a.stop, min(b.start) AS "
                      "first, max(b.stop) AS last FROM placed a JOIN placed b ON b.article_id = "
                      "a.article_id AND abs(b.place - a.place) <= $1 WHERE a.id IN ") +
          list_of(ids) +
          catalog.sql(" GROUP BY ALL) SELECT s.id, s.first, s.start, s.stop, s.last, d.text FROM "
                      "spans s JOIN {document} d ON d.id = s.document_id WHERE d.text IS NOT NULL"),
      {count});
  if (!rows) return std::unexpected(rows.error());
  while (rows->next()) {
    const std::string_view text = rows->text(5);
    const Span before{rows->integer(1), rows->integer(2)};
    const Span after{rows->integer(3), rows->integer(4)};
    if (!is_span_of(text, before) || !is_span_of(text, after)) continue;
    found[rows->integer(0)] = {std::string(slice(text, before)), std::string(slice(text, after))};
  }
  return found;
}

Result<bool> has_embeddings(Connection connection, const Catalog& catalog, const std::string& store,
                            const std::string& model_hash) {
  if (model_hash.empty()) return false;
  auto rows = connection.query(
      catalog.sql("SELECT 1 FROM {embedding} WHERE store = $1 AND model_hash = $2 LIMIT 1"),
      {store, model_hash});
  if (!rows) return std::unexpected(rows.error());
  return rows->next();
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
