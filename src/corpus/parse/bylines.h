#pragma once
// A line that says who wrote: a role (reporter of this paper) and names, or "By X and Y".

#include <optional>
#include <string>
#include <string_view>

namespace eider::parse {

/// The names, joined by a space, if the whole line is a byline; inner spaces of two-character
/// names are closed. A role without a name is no byline.
std::optional<std::string> byline_names(std::string_view line);

/// The source credit in parentheses that ends a paragraph, after its last full stop; "" if none.
std::string trailing_credit(std::string_view paragraph);

/// A common family name of one Han character.
bool is_family_name(char32_t c);

/// Two to four Han characters that begin with a common family name, and nothing else.
bool is_personal_name(std::string_view line);

}  // namespace eider::parse
