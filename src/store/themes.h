#pragma once
// Companies and built themes: one writer, one reader. A theme is replaced whole.

#include <cstdint>
#include <string>
#include <vector>

#include "base/error.h"
#include "records/theme.h"
#include "store/connection.h"
#include "store/schema.h"

namespace eider::store {

/// Replaces the company table and gives the companies their ids (also in `companies`).
Result<void> write_companies(Connection connection, const Catalog& catalog,
                             std::vector<Company>& companies);

/// The companies with their aliases, by id; empty where none were written.
Result<std::vector<Company>> read_companies(Connection connection, const Catalog& catalog);

/// Writes the index and its mentions; an older one of the same store and name goes first.
Result<std::int64_t> write_theme(Connection connection, const Catalog& catalog,
                                 const std::string& store, const ThemeIndex& theme_index,
                                 const std::vector<Mention>& mentions);

/// Errors: kNotFound names the theme and the call that builds it.
Result<ThemeIndex> read_theme(Connection connection, const Catalog& catalog,
                              const std::string& store, const std::string& name);

/// Removes every theme of a store.
Result<void> drop_themes(Connection connection, const Catalog& catalog, const std::string& store);

Result<std::vector<Mention>> read_mentions(Connection connection, const Catalog& catalog,
                                           std::int64_t theme_id);

}  // namespace eider::store
