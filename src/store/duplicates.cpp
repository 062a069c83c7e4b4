#include "store/duplicates.h"

#include <cstring>
#include <utility>

#include "store/appender.h"
#include "store/filter.h"

namespace eider::store {
namespace {

const std::string& unit_columns() {
  static const std::string columns =
      "unit_id, document_id, article, " + iso_date("published_at") +
      ", coalesce(source_hash, ''), coalesce(content_hash, ''), minhash, root_id";
  return columns;
}

std::string bytes_of(const text::MinhashSignature& minhash) {
  std::string bytes(sizeof minhash, '\0');
  std::memcpy(bytes.data(), minhash.data(), bytes.size());
  return bytes;
}

Unit read_unit(const Rows& rows) {
  Unit unit;
  unit.id = rows.integer(0);
  unit.document_id = rows.integer(1);
  unit.article = rows.boolean(2);
  unit.published_at = rows.text(3);
  unit.source_hash = rows.text(4);
  unit.content.content_hash = rows.text(5);
  const std::string_view minhash = rows.text(6);
  if (minhash.size() == sizeof unit.content.minhash) {
    std::memcpy(unit.content.minhash.data(), minhash.data(), minhash.size());
  }
  unit.root_id = rows.integer(7);
  return unit;
}

Result<std::vector<Unit>> read_units(Connection connection, const std::string& sql,
                                     const List& parameters) {
  auto rows = connection.query(sql, parameters);
  if (!rows) return std::unexpected(rows.error());
  std::vector<Unit> units;
  while (rows->next()) units.push_back(read_unit(*rows));
  return units;
}

/// "(1, 2, 3)"; "(0)" for none, which is nobody's id.
std::string id_list(const std::vector<std::int64_t>& ids) {
  std::string list = "(0";
  for (const std::int64_t id : ids) list += ", " + std::to_string(id);
  return list + ")";
}

std::vector<std::int64_t> ids_of(const std::vector<Unit>& units) {
  std::vector<std::int64_t> ids;
  for (const Unit& unit : units) ids.push_back(unit.id);
  return ids;
}

Result<void> write_keys(Connection connection, const Catalog& catalog, const Unplaced& unplaced) {
  auto appender = Appender::open(connection, catalog, "signature_band");
  if (!appender) return std::unexpected(appender.error());
  for (const Unit& unit : unplaced.fresh) {
    for (const std::int64_t key : meeting_keys(unit)) {
      auto added = appender->row({unplaced.store, unplaced.document_id, unit.id, key});
      if (!added) return added;
    }
  }
  return appender->finish();
}

/// The roots that stand and share a key with a fresh unit or with one of `ids`.
Result<std::vector<Unit>> roots_met(Connection connection, const Catalog& catalog,
                                    const Unplaced& unplaced,
                                    const std::vector<std::int64_t>& ids) {
  return read_units(
      connection,
      catalog.sql("SELECT " + unit_columns() +
                  " FROM {signature} WHERE root_id = unit_id AND unit_id IN (SELECT unit_id FROM "
                  "{signature_band} WHERE store = $1 AND band_key IN (SELECT band_key FROM "
                  "{signature_band} WHERE document_id = $2 OR unit_id IN " +
                  id_list(ids) + "))"),
      {unplaced.store, unplaced.document_id});
}

Result<void> write_signatures(Connection connection, const Catalog& catalog,
                              const Unplaced& unplaced, const DuplicateRoots& roots) {
  auto appender = Appender::open(connection, catalog, "signature");
  if (!appender) return std::unexpected(appender.error());
  for (const Unit& unit : unplaced.fresh) {
    List row{unplaced.store,
             unplaced.document_id,
             unit.id,
             unit.article,
             text_or_null(unit.published_at),
             text_or_null(unit.source_hash),
             text_or_null(unit.content.content_hash)};
    row.emplace_back();
    if (!text::is_empty_signature(unit.content.minhash)) {
      row.back() = Blob{bytes_of(unit.content.minhash)};
    }
    row.emplace_back(roots.units().at(unit.id).root_id);
    auto added = appender->row(row);
    if (!added) return added;
  }
  return appender->finish();
}

/// Sets the root of a unit that is stored.
Result<void> relink(Connection connection, const Catalog& catalog, const Unit& unit) {
  auto done =
      connection.query(catalog.sql("UPDATE {signature} SET root_id = $2 WHERE unit_id = $1"),
                       {unit.id, unit.root_id});
  if (!done) return std::unexpected(done.error());
  List values{unit.id, Value(), Value()};
  if (unit.root_id != unit.id) values = {unit.id, unit.root_id, unit.similarity};
  done = connection.query(
      catalog.sql(std::string("UPDATE ") + (unit.article ? "{article}" : "{document}") +
                  " SET duplicate_of = $2, duplicate_similarity = $3 WHERE id = $1"),
      values);
  if (!done) return std::unexpected(done.error());
  return {};
}

/// Places what has no root, then what the newcomers took the root from, until all have one.
Result<void> place_all(Connection connection, const Catalog& catalog, const Unplaced& unplaced,
                       DuplicateRoots& roots) {
  std::vector<Unit> waiting = unplaced.fresh;
  waiting.insert(waiting.end(), unplaced.orphans.begin(), unplaced.orphans.end());
  std::vector<std::int64_t> stored = ids_of(unplaced.orphans);
  while (!waiting.empty()) {
    auto met = roots_met(connection, catalog, unplaced, stored);
    if (!met) return std::unexpected(met.error());
    for (const Unit& root : *met) roots.add_root(root);
    const auto fallen = roots.place(std::move(waiting));
    waiting.clear();
    if (fallen.empty()) break;
    auto deserted = read_units(connection,
                               catalog.sql("SELECT " + unit_columns() +
                                           " FROM {signature} WHERE unit_id <> root_id AND "
                                           "root_id IN " +
                                           id_list(fallen)),
                               {});
    if (!deserted) return std::unexpected(deserted.error());
    for (Unit& unit : *deserted) {
      if (!roots.knows(unit.id)) waiting.push_back(std::move(unit));
    }
    stored = ids_of(waiting);
  }
  return {};
}

}  // namespace

Result<std::vector<Unit>> units_rooted_in(Connection connection, const Catalog& catalog,
                                          std::int64_t document_id) {
  return read_units(connection,
                    catalog.sql("SELECT " + unit_columns() +
                                " FROM {signature} WHERE document_id <> $1 AND root_id IN "
                                "(SELECT unit_id FROM {signature} WHERE document_id = $1)"),
                    {document_id});
}

Result<DuplicateLinks> place_units(Connection connection, const Catalog& catalog,
                                   const Unplaced& unplaced) {
  DuplicateLinks links;
  if (unplaced.fresh.empty() && unplaced.orphans.empty()) return links;
  if (auto done = write_keys(connection, catalog, unplaced); !done) {
    return std::unexpected(done.error());
  }
  DuplicateRoots roots;
  if (auto done = place_all(connection, catalog, unplaced, roots); !done) {
    return std::unexpected(done.error());
  }
  if (auto done = write_signatures(connection, catalog, unplaced, roots); !done) {
    return std::unexpected(done.error());
  }
  for (const auto& [id, unit] : roots.units()) {
    if (unit.document_id == unplaced.document_id) {
      if (unit.root_id != id) links[id] = {unit.root_id, unit.similarity};
    } else if (unit.placed) {
      if (auto done = relink(connection, catalog, unit); !done) {
        return std::unexpected(done.error());
      }
    }
  }
  return links;
}

}  // namespace eider::store
