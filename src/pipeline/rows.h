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

/// One or two sentences with no number of the model's own. Errors of a row: kInvalidArgument (an
/// empty text), kCorrupt (a number that the text does not have), kLimit.
Result<Outcomes<std::string>> summarize(RowStatement& statement, std::span<const std::string> texts,
                                        const WritingOptions& options);

struct TranslatedRow {
  std::string text;
  std::string language;
};

/// Amounts are carried by code (rows/amounts.h); simplified characters where that is the language.
/// Errors of a row: kInvalidArgument (an empty language), kCorrupt (an amount lost or invented),
/// kLimit.
Result<Outcomes<std::string>> translate(RowStatement& statement,
                                        std::span<const TranslatedRow> rows,
                                        const WritingOptions& options);

/// How many tokens of the generator each text has. Errors: those of Host::row_executor.
Result<Outcomes<std::int64_t>> count_tokens(RowStatement& statement,
                                            std::span<const std::string> texts);

struct Pair {
  std::string left;
  std::string right;
};

/// The cosine of the embeddings of each pair. Errors: those of embed().
Result<Outcomes<double>> similarity(RowStatement& statement, std::span<const Pair> pairs);

/// Errors: kInvalidArgument where the embedder is "none", the embedder's.
Result<std::vector<std::vector<float>>> embed(Host& host, const Scope& scope,
                                              std::span<const std::string> texts);
Result<std::vector<float>> embed(Host& host, const Scope& scope, const std::string& text);

}  // namespace eider::pipeline
