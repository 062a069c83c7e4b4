#pragma once
// What the functions that write texts over rows share.

#include "base/error.h"
#include "models/row_engine.h"
#include "pipeline/rows.h"

namespace eider::pipeline {

/// Errors: kInvalidArgument (max_tokens, temperature).
Result<void> check_writing(const WritingOptions& options);

models::RowTask writing_task(models::Prompt prompt, const WritingOptions& options);

}  // namespace eider::pipeline
