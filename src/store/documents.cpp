#include "store/documents.h"

#include <array>
#include <string_view>

#include "store/appender.h"
#include "store/themes.h"

namespace eider::store {
namespace {

constexpr std::array<std::string_view, 7> kDerived = {
    "embedding", "chunk", "table_cell", "block", "article", "signature", "signature_band"};
// What built themes quote of a document: it must not outlive the bytes it points to.
constexpr std::array<std::string_view, 2> kQuoted = {"evidence", "mention"};

Result<std::int64_t> reserve_ids(Connection connection, const Catalog& catalog, std::size_t count) {
  // One statement for all: a sequence never gives a number twice, also after a rollback.
  auto rows = connection.query("SELECT min(n)::BIGINT FROM (SELECT nextval(" +
                                   catalog.literal("id") + ") AS n FROM range($1))",
                               {static_cast<std::int64_t>(count)});
  if (!rows) return std::unexpected(rows.error());
  rows->next();
  return rows->integer(0);
}

Result<void> remove_document(Connection connection, const Catalog& catalog, std::int64_t id) {
  std::vector<std::string_view> tables(kDerived.begin(), kDerived.end());
  tables.insert(tables.end(), kQuoted.begin(), kQuoted.end());
  for (const std::string_view table : tables) {
    auto gone =
        connection.query("DELETE FROM " + catalog.table(table) + " WHERE document_id = $1", {id});
    if (!gone) return std::unexpected(gone.error());
  }
  auto gone = connection.query(catalog.sql("DELETE FROM {document} WHERE id = $1"), {id});
  if (!gone) return std::unexpected(gone.error());
  return {};
}

/// Appends one row for each index below `count`.
template <typename MakeRow>
Result<void> append_rows(Connection connection, const Catalog& catalog, std::string_view table,
                         std::size_t count, MakeRow make_row) {
  if (count == 0) return {};
  auto appender = Appender::open(connection, catalog, table);
  if (!appender) return std::unexpected(appender.error());
  for (std::size_t i = 0; i < count; ++i) {
    if (auto added = appender->row(make_row(i)); !added) return added;
  }
  return appender->finish();
}

Value integer(std::size_t number) { return static_cast<std::int64_t>(number); }

/// The ids that one document takes: itself, then its articles, then its chunks.
struct Ids {
  std::int64_t document = 0;
  std::int64_t first_article = 0;
  std::int64_t first_chunk = 0;

  std::int64_t article(std::int64_t ordinal) const { return first_article + ordinal; }
  std::int64_t chunk(std::size_t i) const { return first_chunk + static_cast<std::int64_t>(i); }
};

Result<void> write_head(Connection connection, const Catalog& catalog, const Document& d,
                        std::int64_t id) {
  return append_rows(connection, catalog, "document", 1, [&](std::size_t) {
    return List{id,
                d.store,
                d.path,
                text_or_null(d.source_hash),
                text_or_null(d.media_type),
                text_or_null(d.title),
                text_or_null(d.source),
                text_or_null(d.published_at),
                text_or_null(d.event_at),
                text_or_null(d.fetched_at),
                text_or_null(d.language),
                text_or_null(d.script),
                d.text,
                d.status,
                text_or_null(d.error),
                text_or_null(d.url),
                text_or_null(d.published_from),
                text_or_null(d.event_from),
                text_or_null(d.fetched_from),
                Value(),
                Value(),
                Value()};
  });
}

/// NULLs where the format has no pages.
void append_box(List& row, const PageBox& box) {
  if (box.page == 0) {
    row.resize(row.size() + 5);
    return;
  }
  row.emplace_back(box.page);
  for (const float edge : {box.left, box.top, box.right, box.bottom}) {
    row.emplace_back(static_cast<double>(edge));
  }
}

Result<void> write_parsed(Connection connection, const Catalog& catalog,
                          const ParsedDocument& parsed, const Ids& ids) {
  const std::string& store = parsed.document.store;
  auto written =
      append_rows(connection, catalog, "article", parsed.articles.size(), [&](std::size_t i) {
        const Article& a = parsed.articles[i];
        return List{ids.article(static_cast<std::int64_t>(i)),
                    store,
                    ids.document,
                    integer(i),
                    text_or_null(a.title),
                    text_or_null(a.kicker),
                    text_or_null(a.byline),
                    text_or_null(a.source_credit),
                    text_or_null(a.section),
                    text_or_null(a.published_at),
                    a.span.start,
                    a.span.stop,
                    text_or_null(a.event_at),
                    text_or_null(a.published_from),
                    text_or_null(a.event_from),
                    text_or_null(a.language),
                    text_or_null(a.script),
                    Value(),
                    Value()};
      });
  if (!written) return written;
  written = append_rows(connection, catalog, "block", parsed.blocks.size(), [&](std::size_t i) {
    const Block& b = parsed.blocks[i];
    List row{store,        ids.document,    ids.article(b.article),
             integer(i),   name_of(b.kind), static_cast<std::int64_t>(b.depth),
             b.span.start, b.span.stop,     b.source.start,
             b.source.stop};
    append_box(row, b.box);
    return row;
  });
  if (!written) return written;
  return append_rows(connection, catalog, "table_cell", parsed.cells.size(), [&](std::size_t i) {
    const TableCell& c = parsed.cells[i];
    const bool has_place = c.span.size() > 0 || c.text.empty();
    return List{store,
                ids.document,
                c.table,
                c.row,
                c.column,
                c.header,
                c.text,
                has_place ? Value(c.span.start) : Value(),
                has_place ? Value(c.span.stop) : Value()};
  });
}

Result<void> write_chunks(Connection connection, const Catalog& catalog,
                          const NewDocument& document, const Ids& ids) {
  const std::string& store = document.parsed.document.store;
  auto written =
      append_rows(connection, catalog, "chunk", document.chunks.size(), [&](std::size_t i) {
        const Chunk& c = document.chunks[i];
        return List{ids.chunk(i), store,       ids.document,          ids.article(c.article_id),
                    c.span.start, c.span.stop, text_or_null(c.title), text_or_null(c.heading)};
      });
  if (!written) return written;
  return append_rows(connection, catalog, "embedding", document.embeddings.size(),
                     [&](std::size_t i) {
                       const Embedding& e = document.embeddings[i];
                       return List{store, ids.chunk(i), ids.document, e.model_hash, e.values};
                     });
}

}  // namespace

Result<std::map<std::string, KnownDocument>> known_documents(Connection connection,
                                                             const Catalog& catalog,
                                                             const std::string& store,
                                                             const std::string& model_hash) {
  auto rows = connection.query(
      catalog.sql("SELECT path, id, coalesce(source_hash, ''), status, "
                  "(SELECT count(*) FROM {article} a WHERE a.document_id = d.id)::BIGINT, "
                  "(SELECT count(*) FROM {chunk} c WHERE c.document_id = d.id)::BIGINT, "
                  "(SELECT count(*) FROM {embedding} e WHERE e.document_id = d.id "
                  " AND e.model_hash = $2)::BIGINT FROM {document} d WHERE store = $1"),
      {store, model_hash});
  if (!rows) return std::unexpected(rows.error());
  std::map<std::string, KnownDocument> known;
  while (rows->next()) {
    known[std::string(rows->text(0))] = {rows->integer(1),           std::string(rows->text(2)),
                                         std::string(rows->text(3)), rows->integer(4),
                                         rows->integer(5),           rows->integer(6)};
  }
  return known;
}

Result<std::int64_t> write_document(Connection connection, const Catalog& catalog,
                                    const NewDocument& document, std::int64_t replaced_id) {
  auto transaction = Transaction::begin(connection);
  if (!transaction) return std::unexpected(transaction.error());
  if (replaced_id != 0) {
    auto gone = remove_document(connection, catalog, replaced_id);
    if (!gone) return std::unexpected(gone.error());
  }
  const std::size_t articles = document.parsed.articles.size();
  const auto first = reserve_ids(connection, catalog, 1 + articles + document.chunks.size());
  if (!first) return std::unexpected(first.error());
  const Ids ids{*first, *first + 1, *first + 1 + static_cast<std::int64_t>(articles)};

  auto written = write_head(connection, catalog, document.parsed.document, ids.document);
  if (written) written = write_parsed(connection, catalog, document.parsed, ids);
  if (written) written = write_chunks(connection, catalog, document, ids);
  if (written) written = transaction->commit();
  if (!written) return std::unexpected(written.error());
  return ids.document;
}

Result<std::int64_t> drop_store(Connection connection, const Catalog& catalog,
                                const std::string& store) {
  auto transaction = Transaction::begin(connection);
  if (!transaction) return std::unexpected(transaction.error());
  auto counted = connection.query(
      catalog.sql("SELECT count(*)::BIGINT FROM {document} WHERE store = $1"), {store});
  if (!counted) return std::unexpected(counted.error());
  counted->next();
  const std::int64_t documents = counted->integer(0);
  std::vector<std::string_view> tables(kDerived.begin(), kDerived.end());
  tables.insert(tables.end(), {"document", "source_root"});
  for (const std::string_view table : tables) {
    auto gone =
        connection.query("DELETE FROM " + catalog.table(table) + " WHERE store = $1", {store});
    if (!gone) return std::unexpected(gone.error());
  }
  auto gone = drop_themes(connection, catalog, store);
  if (gone) gone = transaction->commit();
  if (!gone) return std::unexpected(gone.error());
  return documents;
}

Result<std::vector<std::string>> store_names(Connection connection, const Catalog& catalog) {
  auto rows = connection.query(catalog.sql("SELECT DISTINCT store FROM {document} ORDER BY store"));
  if (!rows) return std::unexpected(rows.error());
  std::vector<std::string> names;
  while (rows->next()) names.emplace_back(rows->text(0));
  return names;
}

}  // namespace eider::store
