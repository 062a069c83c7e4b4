#pragma once
// What the model is asked about a theme. Wording is part of the method: it was chosen on the two
// models of the catalogue, and a change is a change of results.

#include <string_view>

#include "models/generator.h"

namespace eider::theme {

enum class TermLanguage : std::uint8_t { kSimplified, kTraditional, kEnglish };

/// Asks for a list of terms; the reply has the form of keywords/term_list.h.
models::Prompt list_prompt(std::string_view theme, TermLanguage language);

/// Before one term: a question about the theme, and the same question about nothing.
models::Prompt term_prompt(std::string_view theme);
models::Prompt neutral_term_prompt();

}  // namespace eider::theme
