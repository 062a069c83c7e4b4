#pragma once
// The tables of schema `eider` in the user's own database: what they are, and how a file that
// has none gets them. Anyone reads them with a stock DuckDB.

#include <cstdint>
#include <string>

#include "base/error.h"
#include "store/connection.h"

namespace eider::store {

/// Which database (DuckDB: catalog) a request works on, ready to stand before a table's name.
class Catalog {
 public:
  explicit Catalog(std::string name) : name_(std::move(name)) {}
  const std::string& name() const { return name_; }
  /// "catalog"."eider"."table"
  std::string table(std::string_view table) const;
  /// The same as a SQL string, which nextval() takes.
  std::string literal(std::string_view name) const;
  /// Replaces every "{table}" in the statement by its qualified name.
  std::string sql(std::string_view statement) const;

 private:
  std::string name_;
};

/// The version of the tables that this Eider makes.
inline constexpr std::int64_t kSchemaVersion = 4;

/// Makes schema and tables where they are missing, and brings those of an older Eider to this
/// version, in one transaction. Errors: kIo for a read-only database, kUnsupported for a file whose
/// tables a newer Eider made.
Result<void> ensure_schema(Connection connection, const Catalog& catalog);

/// Whether the tables are there; those of an older Eider are brought to this version first. A
/// read-only file of version 2 or 3 stays as it is: it lacks only tables that can be done without.
/// Errors: as above, where the tables are of another version.
Result<bool> open_schema(Connection connection, const Catalog& catalog);

}  // namespace eider::store
