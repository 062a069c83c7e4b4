#pragma once
// A table or view of the user's own, found by the name that stands in a function's argument.
// Input: the name as SQL writes it (parts behind dots, in double quotes where need be) and the
// caller's search path -> output: its qualified name and its columns.
// Only what is committed and not TEMP is seen: statements run on a connection of Eider's own.

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "store/connection.h"

namespace eider::store {

struct RelationColumn {
  std::string name;
  std::string type;  // as DuckDB writes it: "VARCHAR", "FLOAT[384]"
};

struct NamedRelation {
  std::string name;       // qualified and quoted, ready for FROM
  bool is_table = false;  // a view has no rowid
  std::vector<RelationColumn> columns;

  /// Names are alike in any case. Errors: kNotFound, with the names that there are.
  Result<RelationColumn> column(std::string_view name) const;
};

/// Where the caller looks for names.
struct NameScope {
  std::string catalog;      // where nothing else is said
  std::string search_path;  // as current_setting('search_path') gives it
};

/// The parts of a name: a."b.c" gives a and b.c. Errors: kInvalidArgument (an empty part, a quote
/// that does not end).
Result<std::vector<std::string>> name_parts(std::string_view name);

/// Errors: those of name_parts; kNotFound.
Result<NamedRelation> find_relation(Connection connection, const std::string& name,
                                    const NameScope& scope);

}  // namespace eider::store
