#include "store/news.h"

#include <unordered_map>

namespace eider::store {
namespace {

using Places = std::unordered_map<std::int64_t, std::size_t>;

Result<void> read_blocks(Connection connection, const Catalog& catalog, const std::string& store,
                         std::vector<NewsDocument>& documents, const Places& places) {
  auto rows = connection.query(
      catalog.sql("SELECT document_id, kind, start, stop FROM {block} WHERE store = $1 AND kind IN "
                  "('byline', 'source_credit', 'boilerplate') ORDER BY document_id, ordinal"),
      {store});
  if (!rows) return std::unexpected(rows.error());
  while (rows->next()) {
    const auto found = places.find(rows->integer(0));
    if (found == places.end()) continue;
    Block block;
    for (const BlockKind kind :
         {BlockKind::kByline, BlockKind::kSourceCredit, BlockKind::kBoilerplate}) {
      if (rows->text(1) == name_of(kind)) block.kind = kind;
    }
    block.span = {rows->integer(2), rows->integer(3)};
    documents[found->second].blocks.push_back(block);
  }
  return {};
}

Result<void> read_documents(Connection connection, const Catalog& catalog, const std::string& store,
                            std::vector<NewsDocument>& documents, Places& places) {
  auto rows = connection.query(catalog.sql("SELECT id, path, coalesce(source, ''), text FROM "
                                           "{document} WHERE store = $1 ORDER BY id"),
                               {store});
  if (!rows) return std::unexpected(rows.error());
  while (rows->next()) {
    places[rows->integer(0)] = documents.size();
    documents.push_back({rows->integer(0),
                         std::string(rows->text(1)),
                         std::string(rows->text(2)),
                         std::string(rows->text(3)),
                         {},
                         {}});
  }
  return {};
}

}  // namespace

Result<std::vector<NewsDocument>> read_news(Connection connection, const Catalog& catalog,
                                            const std::string& store, const PassageFilter& filter) {
  std::vector<NewsDocument> documents;
  Places places;
  if (auto read = read_documents(connection, catalog, store, documents, places); !read) {
    return std::unexpected(read.error());
  }
  auto rows = connection.query(
      catalog.sql(
          "SELECT a.id, a.document_id, a.ordinal, coalesce(a.title, ''), a.start, a.stop, " +
          iso_date("coalesce(a.published_at, d.published_at)") +
          " FROM {article} a JOIN {document} d ON d.id = a.document_id "
          "WHERE a.store = $1 AND a.id IN (") +
          passing_articles(catalog, filter) + ") ORDER BY a.id",
      filter_parameters(store, filter));
  if (!rows) return std::unexpected(named_filter(rows.error(), filter));
  while (rows->next()) {
    Article a;
    a.id = rows->integer(0);
    a.document_id = rows->integer(1);
    a.ordinal = rows->integer(2);
    a.title = rows->text(3);
    a.span = {rows->integer(4), rows->integer(5)};
    a.published_at = rows->text(6);
    const auto found = places.find(a.document_id);
    if (found != places.end()) documents[found->second].articles.push_back(std::move(a));
  }
  if (auto read = read_blocks(connection, catalog, store, documents, places); !read) {
    return std::unexpected(read.error());
  }
  return documents;
}

}  // namespace eider::store
