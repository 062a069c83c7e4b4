#include "store/documents.h"

#include <array>
#include <string_view>
#include <utility>

#include "store/appender.h"
#include "store/duplicates.h"
#include "store/themes.h"

namespace eider::store {
namespace {

constexpr std::array<std::string_view, 6> kDerived = {"embedding", "chunk",   "table_cell",
                                                      "block",     "article", "signature"};
// What built themes quote of a document: it must not outlive the bytes it points to.
constexpr std::array<std::string_view, 2> kQuoted = {"evidence", "mention"};

/// Deletes the rows; `quotes` too: what themes quote of the document.
Result<void> delete_rows(Connection connection, const Catalog& catalog, std::int64_t id,
                         bool quotes) {
  std::vector<std::string_view> tables(kDerived.begin(), kDerived.end());
  if (quotes) tables.insert(tables.end(), kQuoted.begin(), kQuoted.end());
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

struct Ids {
  std::int64_t document = 0;
  std::vector<std::int64_t> articles;
  std::vector<std::int64_t> chunks;
};

/// Ids for all that has none yet.
Result<Ids> give_ids(IdBlock& block, Connection connection, const Catalog& catalog,
                     const NewDocument& document, std::int64_t replaced_id) {
  Ids ids;
  ids.document = replaced_id;
  for (const Article& article : document.parsed.articles) ids.articles.push_back(article.id);
  for (const Chunk& chunk : document.chunks) ids.chunks.push_back(chunk.id);
  std::vector<std::int64_t*> wanted{&ids.document};
  for (std::vector<std::int64_t>* group : {&ids.articles, &ids.chunks}) {
    for (std::int64_t& id : *group) wanted.push_back(&id);
  }
  std::erase_if(wanted, [](const std::int64_t* id) { return *id != 0; });
  const auto fresh = block.take(connection, catalog, wanted.size());
  if (!fresh) return std::unexpected(fresh.error());
  for (std::size_t i = 0; i < wanted.size(); ++i) *wanted[i] = (*fresh)[i];
  return ids;
}

/// The document and its articles, as far as they say anything.
std::vector<Unit> units_of(const NewDocument& document, const Ids& ids) {
  const Document& head = document.parsed.document;
  std::vector<Unit> units;
  if (head.status != "ok" && head.status != "needs_ocr") return units;
  units.push_back({ids.document, ids.document, false, head.published_at, head.source_hash,
                   document.signatures.document});
  for (std::size_t i = 0; i < document.signatures.articles.size(); ++i) {
    const std::string& published = document.parsed.articles[i].published_at;
    units.push_back({ids.articles[i], ids.document, true,
                     published.empty() ? head.published_at : published, "",
                     document.signatures.articles[i]});
  }
  std::erase_if(units, [](const Unit& unit) { return meeting_keys(unit).empty(); });
  return units;
}

/// The two columns of a duplicate: NULLs for a root.
void append_link(List& row, const DuplicateLinks& links, std::int64_t id) {
  const auto found = links.find(id);
  if (found == links.end()) {
    row.resize(row.size() + 2);
    return;
  }
  row.emplace_back(found->second.root_id);
  row.emplace_back(found->second.similarity);
}

/// A document on its way into the tables.
struct Writing {
  const NewDocument& document;
  const Ids& ids;
  const DuplicateLinks& links;
};

Result<void> write_head(Connection connection, const Catalog& catalog, const Writing& writing) {
  const Document& d = writing.document.parsed.document;
  List row{writing.ids.document,
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
           writing.document.file_bytes};
  append_link(row, writing.links, writing.ids.document);
  return append_rows(connection, catalog, "document", 1, [&](std::size_t) { return row; });
}

Result<void> write_articles(Connection connection, const Catalog& catalog, const Writing& writing) {
  const ParsedDocument& parsed = writing.document.parsed;
  return append_rows(connection, catalog, "article", parsed.articles.size(), [&](std::size_t i) {
    const Article& a = parsed.articles[i];
    List row{writing.ids.articles[i],
             parsed.document.store,
             writing.ids.document,
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
             text_or_null(a.script)};
    append_link(row, writing.links, writing.ids.articles[i]);
    return row;
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

/// An ordinal's id; 0 for an ordinal that no article has.
std::int64_t article_id(const Ids& ids, std::int64_t ordinal) {
  const auto place = static_cast<std::size_t>(ordinal);
  return ordinal >= 0 && place < ids.articles.size() ? ids.articles[place] : 0;
}

Result<void> write_blocks(Connection connection, const Catalog& catalog, const Writing& writing) {
  const ParsedDocument& parsed = writing.document.parsed;
  const std::string& store = parsed.document.store;
  const std::int64_t id = writing.ids.document;
  auto written =
      append_rows(connection, catalog, "block", parsed.blocks.size(), [&](std::size_t i) {
        const Block& b = parsed.blocks[i];
        List row{store,
                 id,
                 article_id(writing.ids, b.article),
                 integer(i),
                 name_of(b.kind),
                 static_cast<std::int64_t>(b.depth),
                 b.span.start,
                 b.span.stop,
                 b.source.start,
                 b.source.stop};
        append_box(row, b.box);
        return row;
      });
  if (!written) return written;
  return append_rows(connection, catalog, "table_cell", parsed.cells.size(), [&](std::size_t i) {
    const TableCell& c = parsed.cells[i];
    List row{store, id, c.table, c.row, c.column, c.header, c.text};
    const bool has_place = c.span.size() > 0 || c.text.empty();
    row.resize(row.size() + 2);
    if (!has_place) return row;
    row[row.size() - 2] = c.span.start;
    row[row.size() - 1] = c.span.stop;
    return row;
  });
}

Result<void> write_chunks(Connection connection, const Catalog& catalog, const Writing& writing) {
  const NewDocument& document = writing.document;
  const Ids& ids = writing.ids;
  const std::string& store = document.parsed.document.store;
  auto written =
      append_rows(connection, catalog, "chunk", document.chunks.size(), [&](std::size_t i) {
        const Chunk& c = document.chunks[i];
        return List{
            ids.chunks[i], store,       ids.document,          article_id(ids, c.article_id),
            c.span.start,  c.span.stop, text_or_null(c.title), text_or_null(c.heading)};
      });
  if (!written) return written;
  written =
      append_rows(connection, catalog, "embedding", document.embeddings.size(), [&](std::size_t i) {
        const Embedding& e = document.embeddings[i];
        return List{store, ids.chunks[i], ids.document, e.model_hash, e.values};
      });
  if (!written) return written;
  return append_rows(connection, catalog, "embedding", document.others.size(), [&](std::size_t i) {
    const Embedding& e = document.others[i];
    return List{store, e.chunk_id, ids.document, e.model_hash, e.values};
  });
}

/// What themes quote names the path too.
Result<void> rename_quotes(Connection connection, const Catalog& catalog, std::int64_t id,
                           const std::string& path) {
  auto done = connection.query(
      catalog.sql("UPDATE {evidence} SET path = $2 WHERE document_id = $1 AND path <> $2"),
      {id, path});
  if (!done) return std::unexpected(done.error());
  return {};
}

Result<void> write_rows(Connection connection, const Catalog& catalog, const Writing& writing) {
  auto written = write_head(connection, catalog, writing);
  if (written) written = write_articles(connection, catalog, writing);
  if (written) written = write_blocks(connection, catalog, writing);
  if (written) written = write_chunks(connection, catalog, writing);
  return written;
}

}  // namespace

Result<DocumentWriter> DocumentWriter::open(Connection connection, const Catalog& catalog,
                                            const std::string& store) {
  auto places = std::make_shared<MeetingPlaces>();
  if (auto read = places->read(connection, catalog, store); !read) {
    return std::unexpected(read.error());
  }
  return DocumentWriter(connection, catalog, store, std::move(places));
}

Result<std::int64_t> DocumentWriter::write(const NewDocument& document, std::int64_t replaced_id) {
  auto written = write_whole(document, replaced_id);
  if (written) {
    checkpoints_.committed(connection_, catalog_, document.parsed.document.text.size());
  } else {
    free_ids_.forget();
  }
  return written;
}

Result<std::int64_t> DocumentWriter::write_whole(const NewDocument& document,
                                                 std::int64_t replaced_id) {
  auto transaction = Transaction::begin(connection_);
  if (!transaction) return std::unexpected(transaction.error());
  Unplaced unplaced{store_, 0, {}, {}};
  if (replaced_id != 0) {
    auto orphans = units_rooted_in(connection_, catalog_, replaced_id);
    if (!orphans) return std::unexpected(orphans.error());
    unplaced.orphans = std::move(*orphans);
    auto gone = delete_rows(connection_, catalog_, replaced_id, !document.keeps_quotes);
    if (gone) {
      gone = rename_quotes(connection_, catalog_, replaced_id, document.parsed.document.path);
    }
    if (!gone) return std::unexpected(gone.error());
  }
  const auto ids = give_ids(free_ids_, connection_, catalog_, document, replaced_id);
  if (!ids) return std::unexpected(ids.error());
  unplaced.document_id = ids->document;
  unplaced.fresh = units_of(document, *ids);
  const auto links = place_units(connection_, catalog_, unplaced, *places_);
  if (!links) return std::unexpected(links.error());
  auto written = write_rows(connection_, catalog_, {document, *ids, *links});
  if (written) written = transaction->commit();
  if (!written) return std::unexpected(written.error());
  return ids->document;
}

Result<void> DocumentWriter::remove(std::int64_t id) {
  auto transaction = Transaction::begin(connection_);
  if (!transaction) return std::unexpected(transaction.error());
  auto orphans = units_rooted_in(connection_, catalog_, id);
  if (!orphans) return std::unexpected(orphans.error());
  if (auto gone = delete_rows(connection_, catalog_, id, true); !gone) return gone;
  const auto links =
      place_units(connection_, catalog_, {store_, 0, {}, std::move(*orphans)}, *places_);
  if (!links) return std::unexpected(links.error());
  return transaction->commit();
}

Result<std::int64_t> write_document(Connection connection, const Catalog& catalog,
                                    const NewDocument& document, std::int64_t replaced_id) {
  auto writer = DocumentWriter::open(connection, catalog, document.parsed.document.store);
  if (!writer) return std::unexpected(writer.error());
  return writer->write(document, replaced_id);
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
  tables.insert(tables.end(), {"document", "source_root", "index_segment"});
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
