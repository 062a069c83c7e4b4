#pragma once
// The key under which a reply is kept: SHA-256, cut to 16 bytes, of the model's bytes and every
// field of a task that its reply depends on. Each field stands with its length, so that no two
// tasks write the same bytes.

#include <string>
#include <string_view>

#include "models/row_engine.h"

namespace eider::pipeline {

/// 32 hexadecimal digits. `constraint_text` stands for the task's constraint.
std::string key_of(std::string_view model_hash, const models::RowTask& task,
                   std::string_view constraint_text);

}  // namespace eider::pipeline
