#pragma once
// What language-model functions did: eider.usage, a row a query and function; and which of their
// rows failed: eider.row_error.

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/error.h"
#include "store/connection.h"
#include "store/schema.h"

namespace eider::store {

struct Usage {
  std::string began_at;  // ISO 8601, UTC
  std::string function;
  std::string model;
  std::int64_t rows = 0;    // with a value for each argument
  std::int64_t calls = 0;   // what the model was asked
  std::int64_t cached = 0;  // what it had been asked before, here or in another row
  std::int64_t prompt_tokens = 0;
  std::int64_t answer_tokens = 0;
  double seconds = 0;
  std::int64_t errors = 0;
};

struct RowError {
  std::string met_at;  // ISO 8601, UTC
  std::string function;
  std::string model;
  std::int64_t row_number = 0;  // from 1, in the order in which rows came to the function
  std::string input;            // how it starts
  std::string error;
  std::string remedy;
};

/// In one transaction. Errors: kIo for a read-only database.
Result<void> keep_usage(Connection connection, const Catalog& catalog, const Usage& usage,
                        std::span<const RowError> errors);

/// In the order of their beginnings; nothing where there is no table.
Result<std::vector<Usage>> usage_of(Connection connection, const Catalog& catalog);
Result<std::vector<RowError>> row_errors(Connection connection, const Catalog& catalog);

}  // namespace eider::store
