#pragma once
// Folding: NFKC (UAX #15), case folding, traditional to simplified by character. Both sides of
// every comparison are folded; what is stored never is. fold(fold(x)) == fold(x).

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/span.h"

namespace eider::text {

/// Folded text with the way back: byte i of `text` came from the character that starts at
/// `starts[i]` of the original; `starts` has one more entry, the original's size.
struct Folded {
  std::string text;
  std::vector<std::uint32_t> starts;

  /// The original's bytes behind a range of the folded text, whole characters.
  Span original(Span folded) const;
};

Folded fold(std::string_view text);

/// Only the text, without the way back.
std::string fold_text(std::string_view text);

/// NFKC alone (what an embedding model's tokenizer expects).
std::string nfkc(std::string_view text);

/// Traditional characters replaced one by one by simplified ones (OpenCC's TSCharacters).
std::string to_simplified(std::string_view text);

}  // namespace eider::text
