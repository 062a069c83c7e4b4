#pragma once
// What a request found, for people: the JSON of the command line's contract -> text.
// A source is written path:start-stop, bytes of the document's reading text.

#include <cstddef>
#include <string>

#include "cli/table.h"

namespace eider::cli {

std::string render_hits(const Json& search, std::size_t columns);
std::string render_answer(const Json& answer, std::size_t columns);
std::string render_theme(const Json& theme, std::size_t columns);
std::string render_document(const Json& document);  // a line of a load
std::string render_load(const Json& load);          // its last line
std::string render_verification(const Json& verification);

}  // namespace eider::cli
