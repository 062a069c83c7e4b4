#include "store/known_documents.h"

#include <utility>

namespace eider::store {
namespace {

Result<void> read_articles(Connection connection, const Catalog& catalog, std::int64_t id,
                           StoredDocument& document) {
  auto rows = connection.query(catalog.sql("SELECT id, start, stop FROM {article} WHERE "
                                           "document_id = $1 ORDER BY ordinal"),
                               {id});
  if (!rows) return std::unexpected(rows.error());
  while (rows->next()) {
    Article article;
    article.id = rows->integer(0);
    article.span = {rows->integer(1), rows->integer(2)};
    document.articles.push_back(std::move(article));
  }
  return {};
}

Result<void> read_chunks(Connection connection, const Catalog& catalog, std::int64_t id,
                         StoredDocument& document) {
  auto rows = connection.query(
      catalog.sql("SELECT id, start, stop, coalesce(title, ''), coalesce(heading, '') FROM {chunk} "
                  "WHERE document_id = $1 ORDER BY start, id"),
      {id});
  if (!rows) return std::unexpected(rows.error());
  while (rows->next()) {
    document.chunks.push_back({rows->integer(0),
                               id,
                               0,
                               {rows->integer(1), rows->integer(2)},
                               std::string(rows->text(3)),
                               std::string(rows->text(4))});
  }
  return {};
}

Result<void> read_embeddings(Connection connection, const Catalog& catalog, std::int64_t id,
                             const std::string& model_hash, StoredDocument& document) {
  auto rows = connection.query(
      catalog.sql("SELECT chunk_id, vector, model_hash FROM {embedding} WHERE document_id = $1"),
      {id});
  if (!rows) return std::unexpected(rows.error());
  while (rows->next()) {
    const auto values = rows->floats(1);
    auto& into = rows->text(2) == model_hash ? document.embeddings : document.others;
    into.push_back({rows->integer(0), std::string(rows->text(2)), {values.begin(), values.end()}});
  }
  return {};
}

}  // namespace

Result<std::vector<KnownDocument>> known_documents(Connection connection, const Catalog& catalog,
                                                   const std::string& store,
                                                   const std::string& model_hash) {
  auto rows = connection.query(
      catalog.sql("SELECT id, path, coalesce(source_hash, ''), status, "
                  "coalesce(error, ''), coalesce(file_bytes, -1), "
                  "(SELECT count(*) FROM {article} a WHERE a.document_id = d.id)::BIGINT, "
                  "(SELECT count(*) FROM {chunk} c WHERE c.document_id = d.id)::BIGINT, "
                  "(SELECT count(*) FROM {embedding} e WHERE e.document_id = d.id "
                  " AND e.model_hash = $2)::BIGINT FROM {document} d WHERE store = $1 ORDER BY id"),
      {store, model_hash});
  if (!rows) return std::unexpected(rows.error());
  std::vector<KnownDocument> known;
  while (rows->next()) {
    known.push_back({rows->integer(0), std::string(rows->text(1)), std::string(rows->text(2)),
                     std::string(rows->text(3)), std::string(rows->text(4)), rows->integer(5),
                     rows->integer(6), rows->integer(7), rows->integer(8)});
  }
  return known;
}

Result<StoredDocument> read_document(Connection connection, const Catalog& catalog, std::int64_t id,
                                     const std::string& model_hash) {
  StoredDocument document;
  auto rows = connection.query(
      catalog.sql("SELECT coalesce(text, '') FROM {document} WHERE id = $1"), {id});
  if (!rows) return std::unexpected(rows.error());
  if (!rows->next()) {
    return fail(ErrorCode::kNotFound, "there is no such document",
                "document " + std::to_string(id));
  }
  document.text = rows->text(0);
  auto read = read_articles(connection, catalog, id, document);
  if (read) read = read_chunks(connection, catalog, id, document);
  if (read) read = read_embeddings(connection, catalog, id, model_hash, document);
  if (!read) return std::unexpected(read.error());
  return document;
}

}  // namespace eider::store
