#pragma once
// Units as they stand in eider.signature.

#include <string>
#include <vector>

#include "base/error.h"
#include "store/connection.h"
#include "store/duplicate_roots.h"

namespace eider::store {

/// What read_units selects.
const std::string& unit_columns();

/// The units of a SELECT of unit_columns().
Result<std::vector<Unit>> read_units(Connection connection, const std::string& sql,
                                     const List& parameters);

}  // namespace eider::store
