#pragma once
// Letter case of ASCII alone: for names of formats, charsets, headers and SQL columns, where the
// case of other letters must stay. For comparing what people wrote, see text/fold.h.

#include <string>
#include <string_view>

namespace eider::text {

/// A to Z become a to z; all other bytes stay.
inline std::string lower_ascii(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

}  // namespace eider::text
