#pragma once
// Rule: running heads and feet. A line at the top or bottom edge that stands at the same height
// with the same words, digits apart, on several pages is no text; nor is a page number alone.

#include <vector>

#include "corpus/parse/pdf/sheet.h"

namespace eider::parse::pdf {

/// Moves such lines from the sides' fragments to their header and footer.
void take_furniture(std::vector<Sheet>& sheets);

/// "12", "- 12 -", "Page 3 of 10", "xiv", the Chinese forms.
bool is_page_number(std::string_view line);

}  // namespace eider::parse::pdf
