#include "store/relations.h"

#include <algorithm>
#include <utility>

#include "text/ascii.h"

namespace eider::store {
namespace {

using Place = std::pair<std::string, std::string>;  // catalog, schema

constexpr const char* kMain = "main";

/// The text cut at `separator`, but not inside double quotes.
std::vector<std::string_view> cut_outside_quotes(std::string_view text, char separator) {
  std::vector<std::string_view> pieces;
  bool quoted = false;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '"') quoted = !quoted;
    if (text[i] != separator || quoted) continue;
    pieces.push_back(text.substr(begin, i - begin));
    begin = i + 1;
  }
  pieces.push_back(text.substr(begin));
  return pieces;
}

/// One part without its quotes; "" where it is none.
std::string unquoted(std::string_view part) {
  if (!part.starts_with('"')) {
    return part.find('"') == std::string_view::npos ? std::string(part) : "";
  }
  if (part.size() < 2 || !part.ends_with('"')) return "";
  part = part.substr(1, part.size() - 2);
  std::string name;
  for (std::size_t i = 0; i < part.size(); ++i) {
    name += part[i];
    if (part[i] != '"') continue;
    ++i;  // a quote inside is doubled
    if (i == part.size() || part[i] != '"') return "";
  }
  return name;
}

/// Where a name of one part may stand, nearest first.
std::vector<Place> places_on_path(const NameScope& scope) {
  std::vector<Place> places;
  for (const std::string_view entry : cut_outside_quotes(scope.search_path, ',')) {
    const auto parts = name_parts(entry);
    if (!parts) continue;
    if (parts->size() == 2) places.emplace_back(parts->front(), parts->back());
    if (parts->size() == 1) {
      places.emplace_back(scope.catalog, parts->front());
      places.emplace_back(parts->front(), kMain);
    }
  }
  places.emplace_back(scope.catalog, kMain);
  return places;
}

std::vector<Place> places_of(const std::vector<std::string>& parts, const NameScope& scope) {
  switch (parts.size()) {
    case 1:
      return places_on_path(scope);
    case 2:
      return {{scope.catalog, parts[0]}, {parts[0], kMain}};
    default:
      return {{parts[0], parts[1]}};
  }
}

Result<bool> read_columns(Connection connection, const Place& place, const std::string& table,
                          NamedRelation& relation) {
  auto rows = connection.query(
      "SELECT c.database_name, c.schema_name, c.table_name, c.column_name, c.data_type, "
      "EXISTS (FROM duckdb_tables() t WHERE t.table_oid = c.table_oid AND "
      "t.database_name = c.database_name) FROM duckdb_columns() c "
      "WHERE lower(c.database_name) = lower($1) AND lower(c.schema_name) = lower($2) AND "
      "lower(c.table_name) = lower($3) ORDER BY c.column_index",
      {place.first, place.second, table});
  if (!rows) return std::unexpected(rows.error());
  while (rows->next()) {
    relation.name = quote_name(rows->text(0)) + "." + quote_name(rows->text(1)) + "." +
                    quote_name(rows->text(2));
    relation.columns.push_back({std::string(rows->text(3)), std::string(rows->text(4))});
    relation.is_table = rows->boolean(5);
  }
  return !relation.columns.empty();
}

}  // namespace

Result<RelationColumn> NamedRelation::column(std::string_view wanted) const {
  const std::string lower = text::lower_ascii(wanted);
  std::string known;
  for (const RelationColumn& column : columns) {
    if (text::lower_ascii(column.name) == lower) return column;
    known.append(known.empty() ? "" : ", ").append(column.name);
  }
  return fail(ErrorCode::kNotFound, "there is no column " + std::string(wanted), name,
              "it has: " + known);
}

Result<std::vector<std::string>> name_parts(std::string_view name) {
  std::vector<std::string> parts;
  for (const std::string_view piece : cut_outside_quotes(name, '.')) {
    std::string part = unquoted(piece);
    if (part.empty() || parts.size() == 3) {
      return fail(ErrorCode::kInvalidArgument, "this is no name of a table",
                  "name " + std::string(name),
                  "write table, schema.table or database.schema.table");
    }
    parts.push_back(std::move(part));
  }
  return parts;
}

Result<NamedRelation> find_relation(Connection connection, const std::string& name,
                                    const NameScope& scope) {
  const auto parts = name_parts(name);
  if (!parts) return std::unexpected(parts.error());
  for (const Place& place : places_of(*parts, scope)) {
    NamedRelation relation;
    const auto found = read_columns(connection, place, parts->back(), relation);
    if (!found) return std::unexpected(found.error());
    if (*found) return relation;
  }
  return fail(ErrorCode::kNotFound, "there is no such table or view", "table " + name,
              "name one that is committed and not TEMP");
}

}  // namespace eider::store
