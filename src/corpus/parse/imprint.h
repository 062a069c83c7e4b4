#pragma once
// Lines that the makers of a page put beside an article: who edited it, codes, decorations.

#include <string_view>

namespace eider::parse {

/// "Editor: X", "proofs: Y", "(edited by X)".
bool is_editor_line(std::string_view line);

/// A licence or an issue by its code alone: letters and six digits or more, no words.
bool is_bare_code(std::string_view line);

/// One to four Latin words in capitals, and nothing else.
bool is_capitals_line(std::string_view line);

}  // namespace eider::parse
