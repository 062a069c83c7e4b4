#pragma once
// A row's text and a person's instruction -> what the model reads.
// Invariant: the instruction stands first, so that the rows of a column share its prefix.

#include <string>
#include <string_view>

#include "models/generator.h"

namespace eider::rows {

models::Prompt prompt_of(std::string_view text, std::string_view instruction);

}  // namespace eider::rows
