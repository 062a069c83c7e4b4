#include "store/embedding_models.h"

#include <algorithm>

namespace eider::store {

Result<EmbeddingModels> embedding_models(Connection connection, const Catalog& catalog,
                                         const std::string& store) {
  EmbeddingModels models;
  auto chunks = connection.query(
      catalog.sql("SELECT count(*)::BIGINT FROM {chunk} WHERE store = $1"), {store});
  if (!chunks) return std::unexpected(chunks.error());
  chunks->next();
  models.chunks = chunks->integer(0);
  // Rows of chunks that a plain DELETE took are no coverage.
  auto rows = connection.query(
      catalog.sql("SELECT e.model_hash, count(DISTINCT e.chunk_id)::BIGINT FROM {embedding} e "
                  "JOIN {chunk} c ON c.id = e.chunk_id WHERE e.store = $1 AND c.store = $1 AND "
                  "e.model_hash IS NOT NULL GROUP BY 1 ORDER BY 1"),
      {store});
  if (!rows) return std::unexpected(rows.error());
  while (rows->next()) models.embedded.emplace_back(rows->text(0), rows->integer(1));
  return models;
}

Result<std::int64_t> remove_superseded_embeddings(Connection connection, const Catalog& catalog,
                                                  const std::string& store,
                                                  const std::string& model_hash) {
  auto others =
      connection.query(catalog.sql("SELECT count(*)::BIGINT FROM {embedding} WHERE store = $1 AND "
                                   "model_hash IS DISTINCT FROM $2"),
                       {store, model_hash});
  if (!others) return std::unexpected(others.error());
  others->next();
  if (others->integer(0) == 0) return 0;
  auto transaction = Transaction::begin(connection);
  if (!transaction) return std::unexpected(transaction.error());
  const auto models = embedding_models(connection, catalog, store);
  if (!models) return std::unexpected(models.error());
  const auto own =
      std::ranges::find(models->embedded, model_hash, &std::pair<std::string, std::int64_t>::first);
  if (own == models->embedded.end() || own->second < models->chunks) return 0;
  auto gone = connection.query(
      catalog.sql("DELETE FROM {embedding} WHERE store = $1 AND model_hash IS DISTINCT FROM $2"),
      {store, model_hash});
  if (!gone) return std::unexpected(gone.error());
  if (auto done = transaction->commit(); !done) return std::unexpected(done.error());
  return others->integer(0);
}

}  // namespace eider::store
