#pragma once
// The promises of records/document.h, as a check: for a document that comes from a process which
// a hostile file may have taken over.

#include <string>

#include "base/error.h"
#include "records/document.h"

namespace eider::parse {

/// What does not hold, "" if all does: "block 3 lies outside the text".
std::string find_breach(const ParsedDocument& parsed);

bool is_sound(const Error& error);

}  // namespace eider::parse
