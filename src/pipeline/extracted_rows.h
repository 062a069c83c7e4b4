#pragma once
// Rows read into values of a schema: the reply is JSON that can't break it, whatever the model
// would like to write.

#include <span>
#include <string>

#include "base/error.h"
#include "pipeline/rows.h"

namespace eider::pipeline {

struct ExtractedRow {
  std::string text;
  std::string schema;  // a DuckDB type, or a JSON schema
};

/// JSON texts. Errors of a row: kInvalidArgument, kUnsupported (its schema), kLimit (a prompt above
/// the window, a reply that max_tokens cut); those of RowStatement::ask.
Result<Outcomes<std::string>> extract(RowStatement& statement, std::span<const ExtractedRow> rows,
                                      const WritingOptions& options);

}  // namespace eider::pipeline
