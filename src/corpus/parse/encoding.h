#pragma once
// A file's bytes -> valid UTF-8 without a byte order mark.
// Order: byte order mark, strict UTF-8, GB18030 if it decodes strictly and reads like Chinese.

#include <string>
#include <string_view>

#include "base/error.h"

namespace eider::parse {

struct Decoded {
  std::string text;      // valid UTF-8
  std::string encoding;  // "UTF-8", "UTF-16LE", "UTF-16BE", "GB18030"
};

/// Errors: kCorrupt ("binary file, not text"; or the byte at which UTF-8 breaks), kUnavailable
/// where the system cannot convert. `where` is the path.
Result<Decoded> decode_bytes(std::string_view bytes, const std::string& where);

}  // namespace eider::parse
