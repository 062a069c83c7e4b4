#include "store/tables.h"

#include <array>

namespace eider::store {
namespace {

constexpr std::array kKinds = {
    BlockKind::kHeading, BlockKind::kParagraph, BlockKind::kListItem,     BlockKind::kTable,
    BlockKind::kCaption, BlockKind::kByline,    BlockKind::kSourceCredit, BlockKind::kBoilerplate};

BlockKind kind_named(std::string_view name) {
  for (const BlockKind kind : kKinds) {
    if (name == name_of(kind)) return kind;
  }
  return BlockKind::kParagraph;
}

// Rows of (id, path, hash, table number or NULL), by id and number.
std::vector<TabledDocument> gather(Rows& rows) {
  std::vector<TabledDocument> documents;
  while (rows.next()) {
    if (documents.empty() || documents.back().id != rows.integer(0)) {
      documents.push_back(
          {rows.integer(0), std::string(rows.text(1)), std::string(rows.text(2)), {}});
    }
    if (!rows.is_null(3)) documents.back().tables.push_back(rows.integer(3));
  }
  return documents;
}

}  // namespace

Result<std::vector<TabledDocument>> tabled_documents(Connection connection, const Catalog& catalog,
                                                     const std::string& store) {
  auto rows = connection.query(
      catalog.sql("SELECT DISTINCT d.id, d.path, d.source_hash, c.table_number FROM {document} d "
                  "JOIN {table_cell} "
                  "c ON c.document_id = d.id WHERE d.store = $1 AND c.store = $1 ORDER BY ALL"),
      {store});
  if (!rows) return std::unexpected(rows.error());
  return gather(*rows);
}

Result<std::optional<TabledDocument>> tabled_document(Connection connection, const Catalog& catalog,
                                                      const std::string& store, std::int64_t id) {
  auto rows = connection.query(
      catalog.sql("SELECT DISTINCT d.id, d.path, d.source_hash, c.table_number FROM {document} d "
                  "LEFT JOIN (SELECT "
                  "* FROM {table_cell} WHERE document_id = $2) c ON c.document_id = d.id WHERE "
                  "d.store = $1 AND d.id = $2 ORDER BY ALL"),
      {store, id});
  if (!rows) return std::unexpected(rows.error());
  std::vector<TabledDocument> documents = gather(*rows);
  if (documents.empty()) return std::nullopt;
  return std::move(documents.front());
}

Result<std::vector<TabledDocument>> documents_at(Connection connection, const Catalog& catalog,
                                                 const std::string& store,
                                                 const std::string& path) {
  for (const char* condition : {"path = $2", "ends_with(replace(path, '\\', '/'), '/' || $2)"}) {
    auto rows = connection.query(
        catalog.sql(
            "SELECT id, path, source_hash, NULL::BIGINT FROM {document} WHERE store = $1 AND ") +
            condition + " ORDER BY path, id",
        {store, path});
    if (!rows) return std::unexpected(rows.error());
    std::vector<TabledDocument> documents = gather(*rows);
    if (!documents.empty()) return documents;
  }
  return std::vector<TabledDocument>{};
}

Result<std::vector<std::string>> some_paths(Connection connection, const Catalog& catalog,
                                            const std::string& store, std::int64_t most) {
  auto rows = connection.query(
      catalog.sql("SELECT path FROM {document} WHERE store = $1 ORDER BY path LIMIT $2"),
      {store, most});
  if (!rows) return std::unexpected(rows.error());
  std::vector<std::string> paths;
  while (rows->next()) paths.emplace_back(rows->text(0));
  return paths;
}

Result<std::vector<TableCell>> read_table_cells(Connection connection, const Catalog& catalog,
                                                std::int64_t document_id, std::int64_t number) {
  auto rows = connection.query(
      catalog.sql("SELECT table_number, row_number, column_number, header, text, start, stop FROM "
                  "{table_cell} WHERE document_id = $1 AND table_number = $2 ORDER BY row_number, "
                  "column_number"),
      {document_id, number});
  if (!rows) return std::unexpected(rows.error());
  std::vector<TableCell> cells;
  while (rows->next()) {
    cells.push_back({rows->integer(0),
                     rows->integer(1),
                     rows->integer(2),
                     rows->boolean(3),
                     std::string(rows->text(4)),
                     {rows->integer(5), rows->integer(6)}});
  }
  return cells;
}

Result<ParsedDocument> read_layout(Connection connection, const Catalog& catalog,
                                   std::int64_t document_id) {
  ParsedDocument layout;
  auto head = connection.query(
      catalog.sql("SELECT coalesce(title, ''), text FROM {document} WHERE id = $1"), {document_id});
  if (!head) return std::unexpected(head.error());
  if (head->next()) {
    layout.document.id = document_id;
    layout.document.title = head->text(0);
    layout.document.text = head->text(1);
  }
  auto rows = connection.query(
      catalog.sql("SELECT kind, start, stop FROM {block} WHERE document_id = $1 ORDER BY ordinal"),
      {document_id});
  if (!rows) return std::unexpected(rows.error());
  while (rows->next()) {
    Block block;
    block.kind = kind_named(rows->text(0));
    block.span = {rows->integer(1), rows->integer(2)};
    layout.blocks.push_back(block);
  }
  return layout;
}

}  // namespace eider::store
