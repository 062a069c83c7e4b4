#pragma once
// The forms in which rows ask the model for text: a row's values -> what the model reads.
// (questions.h has those that are answered by likelihoods.)
// Invariants: what the rows of a column share stands first, the row's text behind it; a form is in
// Chinese where what a person asks is. Changing a form changes the key of every reply (pipeline's
// row_key), so nothing old is taken for new.

#include <string_view>

#include "models/generator.h"

namespace eider::rows {

/// A person's own instruction.
models::Prompt prompt_of(std::string_view text, std::string_view instruction);

models::Prompt extraction_form(std::string_view text, std::string_view schema);
models::Prompt summary_form(std::string_view text);
models::Prompt translation_form(std::string_view text, std::string_view language);

/// Whether a language's name means simplified Chinese, or any Chinese.
bool names_simplified_chinese(std::string_view language);
bool names_chinese(std::string_view language);

}  // namespace eider::rows
