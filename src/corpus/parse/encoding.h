#pragma once
// A file's bytes -> valid UTF-8 without a byte order mark.
// Order: byte order mark (UTF-8, UTF-16, UTF-32), strict UTF-8, the charset that an HTML or XML
// head declares, then what the bytes themselves say (encoding_guess.h).

#include <string>
#include <string_view>

#include "base/error.h"

namespace eider::parse {

struct Decoded {
  std::string text;      // valid UTF-8
  std::string encoding;  // "UTF-8", "UTF-16LE", "GB18030", "Big5", "Shift_JIS", ...
};

/// The whole of `bytes` must decode: nothing is replaced.
/// Errors: kCorrupt ("binary file, not text"; or the byte at which UTF-8 breaks, and that no other
/// encoding fits). `where` is the path.
Result<Decoded> decode_bytes(std::string_view bytes, const std::string& where);

/// The charset that the first bytes of an HTML or XML file declare, "" if none.
std::string declared_charset(std::string_view bytes);

}  // namespace eider::parse
