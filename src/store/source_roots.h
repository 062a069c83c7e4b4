#pragma once
// The paths that loads were given: what a refresh looks at again.

#include <cstdint>
#include <string>
#include <vector>

#include "base/error.h"
#include "store/connection.h"
#include "store/schema.h"

namespace eider::store {

struct SourceRoot {
  std::string path;           // as it was given: the paths of its documents begin with it
  std::string absolute_path;  // where it was then, whatever folder a refresh runs in
  std::int64_t device = 0;    // of the file system it was on
};

/// In the order of their paths.
Result<std::vector<SourceRoot>> source_roots(Connection connection, const Catalog& catalog,
                                             const std::string& store);

/// The file of the database, "" where it has none.
Result<std::string> database_file(Connection connection, const Catalog& catalog);

/// Keeps the root; one with the same path is replaced.
Result<void> remember_root(Connection connection, const Catalog& catalog, const std::string& store,
                           const SourceRoot& root);

}  // namespace eider::store
