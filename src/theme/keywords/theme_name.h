#pragma once
// The name of a theme as a user writes it -> trimmed and checked.

#include <string>
#include <string_view>

#include "base/error.h"

namespace eider::theme {

/// Errors: kInvalidArgument (empty, not UTF-8), kLimit (kMaxQuestionBytes).
Result<std::string> theme_name(std::string_view written);

}  // namespace eider::theme
