#pragma once
// Text on a screen of fixed columns: measured, cut, padded and wrapped by display width, so that
// Chinese and English stay aligned. Invariant: no character is cut in two.

#include <cstddef>
#include <string>
#include <string_view>

namespace eider::cli {

/// White space and control characters as single spaces, none at either end: what fits on one line.
std::string one_line(std::string_view text);

/// At most `columns` wide; what is cut off is shown by an ellipsis.
std::string cut(std::string_view text, std::size_t columns);

/// Blanks up to `columns`, behind the text or, flush right, before it.
std::string pad(std::string_view text, std::size_t columns, bool right = false);

/// One paragraph in lines of at most `columns`, each after `indent` blanks; the last of `lines`
/// lines is cut (0: as many as it takes). Ends with a line feed, "" for a text of blanks.
struct Wrapping {
  std::size_t columns = 80;
  std::size_t indent = 0;
  std::size_t lines = 0;
};
std::string wrap(std::string_view text, const Wrapping& wrapping);

}  // namespace eider::cli
