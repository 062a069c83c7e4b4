#include "store/unit_rows.h"

#include <cstring>

#include "store/filter.h"

namespace eider::store {
namespace {

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

}  // namespace

const std::string& unit_columns() {
  static const std::string columns =
      "unit_id, document_id, article, " + iso_date("published_at") +
      ", coalesce(source_hash, ''), coalesce(content_hash, ''), minhash, root_id";
  return columns;
}

Result<std::vector<Unit>> read_units(Connection connection, const std::string& sql,
                                     const List& parameters) {
  auto rows = connection.query(sql, parameters);
  if (!rows) return std::unexpected(rows.error());
  std::vector<Unit> units;
  while (rows->next()) units.push_back(read_unit(*rows));
  return units;
}

}  // namespace eider::store
