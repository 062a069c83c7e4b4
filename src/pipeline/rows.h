#pragma once
// Rows: the language model and the embedder over values of a column.

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/error.h"
#include "pipeline/host.h"
#include "pipeline/row_statement.h"

namespace eider::pipeline {

/// One a row, in their order: a row's failure is its own.
template <typename T>
using Outcomes = std::vector<Result<T>>;

struct CompleteRow {
  std::string text;
  std::string instruction;
};

struct WritingOptions {
  std::int64_t max_tokens = 256;
  double temperature = 0;  // 0: the likeliest text
  std::uint64_t seed = 0;
};

/// Errors: kInvalidArgument (max_tokens, temperature); of a row: kInvalidArgument (an empty
/// instruction), kLimit (a prompt above the window); those of RowStatement::ask.
Result<Outcomes<std::string>> complete(RowStatement& statement, std::span<const CompleteRow> rows,
                                       const WritingOptions& options);

/// Errors: kInvalidArgument where the embedder is "none", the embedder's.
Result<std::vector<float>> embed(Host& host, const Scope& scope, const std::string& text);

}  // namespace eider::pipeline
