#pragma once
// Replies grow by bytes, but a constraint and the caller see whole characters only. These helpers
// tell where the whole characters end and what the unfinished one may still become.

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace eider::models {

/// Bytes of `text` that are whole characters, if all of it is valid UTF-8 or valid up to an
/// unfinished last character; nullopt if it is broken.
std::optional<std::size_t> whole_characters(std::string_view text);

/// Is there a way to finish the last, unfinished character of `text` that `accepts`? Tries at
/// most 4,096 ways (two missing bytes); with three missing bytes it says no.
bool can_finish(std::string text, const std::function<bool(std::string_view)>& accepts);

}  // namespace eider::models
