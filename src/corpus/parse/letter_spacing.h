#pragma once
// Rules for spaces that typesetting put between characters, and no author.

#include <cstddef>
#include <string>
#include <string_view>

namespace eider::parse {

/// A justified line ("A B C D" in Han): three or more single Han characters in a row stand apart
/// by one space.
bool is_letter_spaced(std::string_view line);

/// Rule: letter-spaced justification. In such a line the gaps beside single Han characters close;
/// those beside letters and digits stay. Any other line comes back as it is.
std::string close_letter_spacing(std::string_view line);

/// How a page sets Han beside letters and digits: with a space between, or without.
struct LatinGaps {
  std::size_t open = 0;
  std::size_t closed = 0;
};
void count_latin_gaps(std::string_view line, LatinGaps& gaps);

/// Without the spaces between Han and letters or digits.
std::string close_latin_gaps(std::string_view line);

/// Rule: names with an inner space. A family name and one more Han character, parted by a space
/// and by nothing else from it, are one name: "(reporter D R)", "D R said".
std::string close_spaced_names(std::string_view line);

}  // namespace eider::parse
