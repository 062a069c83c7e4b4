#pragma once
// Rules inside one line: Markdown's marks go, their text stays; spaces are put right.
// Input: one line of the source; output: its reading text. Each rule is linear in the line.

#include <string>
#include <string_view>

#include "corpus/parse/letter_spacing.h"

namespace eider::parse {

/// Rule: images are removed, links and automatic links become their text (a doubled link's text
/// once), emphasis, code marks and back-slashes go, the common entities and tags are read.
std::string strip_marks(std::string_view line);

/// The line is one link and nothing else, marks of emphasis left out of account.
bool is_one_link(std::string_view line);

/// Rule: runs of white space become one space; control and zero-width characters go.
std::string tidy_spaces(std::string_view line);

}  // namespace eider::parse
