#pragma once
// Rows judged by likelihoods: filter, score and classify ask for no text, only how likely the
// continuations of a question are (rows/questions.h has its form, rows/answers.h its reading).

#include <span>
#include <string>
#include <vector>

#include "base/error.h"
#include "pipeline/rows.h"

namespace eider::pipeline {

struct JudgedRow {
  std::string text;
  std::vector<std::string> asked;  // one condition, or the labels
};

/// The probability that each row's condition holds. Errors of a row: kInvalidArgument (no
/// condition), kLimit (above the window); those of RowStatement::ask.
Result<Outcomes<double>> judge_conditions(RowStatement& statement, std::span<const JudgedRow> rows);

/// The label that fits each row best. Errors of a row: kInvalidArgument (no labels, an empty one,
/// one twice), kLimit.
Result<Outcomes<std::string>> classify(RowStatement& statement, std::span<const JudgedRow> rows);

/// The labels that hold for each row, each judged by itself, in their order; maybe none.
Result<Outcomes<std::vector<std::string>>> classify_several(RowStatement& statement,
                                                            std::span<const JudgedRow> rows);

}  // namespace eider::pipeline
