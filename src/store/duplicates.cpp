#include "store/duplicates.h"

#include <cstring>
#include <utility>

#include "store/appender.h"
#include "store/unit_rows.h"

namespace eider::store {
namespace {

std::string bytes_of(const text::MinhashSignature& minhash) {
  std::string bytes(sizeof minhash, '\0');
  std::memcpy(bytes.data(), minhash.data(), bytes.size());
  return bytes;
}

/// "(1, 2, 3)"; "(0)" for none, which is nobody's id.
std::string id_list(const std::vector<std::int64_t>& ids) {
  std::string list = "(0";
  for (const std::int64_t id : ids) list += ", " + std::to_string(id);
  return list + ")";
}

/// The roots that stand and may share a key with one of the units.
Result<std::vector<Unit>> roots_met(Connection connection, const Catalog& catalog,
                                    const std::string& store,
                                    const std::vector<std::int64_t>& documents) {
  if (documents.empty()) return std::vector<Unit>();
  return read_units(connection,
                    catalog.sql("SELECT " + unit_columns() +
                                " FROM {signature} WHERE store = $1 AND root_id = unit_id AND "
                                "document_id IN " +
                                id_list(documents)),
                    {store});
}

Result<void> write_signatures(Connection connection, const Catalog& catalog,
                              const Unplaced& unplaced, const DuplicateRoots& roots) {
  if (unplaced.fresh.empty()) return {};
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
                       const MeetingPlaces& places, DuplicateRoots& roots) {
  std::vector<Unit> waiting = unplaced.fresh;
  waiting.insert(waiting.end(), unplaced.orphans.begin(), unplaced.orphans.end());
  while (!waiting.empty()) {
    auto met = roots_met(connection, catalog, unplaced.store, places.met_by(waiting));
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
                                   const Unplaced& unplaced, MeetingPlaces& places) {
  DuplicateLinks links;
  if (unplaced.fresh.empty() && unplaced.orphans.empty()) return links;
  DuplicateRoots roots;
  if (auto done = place_all(connection, catalog, unplaced, places, roots); !done) {
    return std::unexpected(done.error());
  }
  if (auto done = write_signatures(connection, catalog, unplaced, roots); !done) {
    return std::unexpected(done.error());
  }
  for (const auto& [id, unit] : roots.units()) {
    // Before the commit: a root that is rolled back is only one too many.
    if (unit.placed && unit.root_id == id) places.add(unit);
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
