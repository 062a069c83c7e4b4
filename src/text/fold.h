#pragma once
// Folding: NFKC (UAX #15), case folding, traditional to simplified by character. Both sides of
// every comparison are folded; what is stored never is. fold(fold(x)) == fold(x).
// Zero-width spaces (U+200B, U+FEFF) vanish; a byte that is not UTF-8 becomes U+FFFD.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/span.h"

namespace eider::text {

/// Folded text with the way back: byte i of `text` came from the character that starts at
/// `starts[i]` of the original; `starts` never falls, and has one more entry, the original's
/// size. Characters that compose into one (a letter and its marks) count as one.
/// Originals are below 4 GiB (kMaxFileBytes is less).
struct Folded {
  std::string text;
  std::vector<std::uint32_t> starts;

  /// The original's bytes behind a range of the folded text, whole characters.
  Span original(Span folded) const;
};

Folded fold(std::string_view text);

/// Only the text, without the way back.
std::string fold_text(std::string_view text);

/// NFKC alone (what an embedding model's tokenizer expects); broken bytes become U+FFFD.
std::string nfkc(std::string_view text);

/// Traditional characters replaced one by one by simplified ones (OpenCC's TSCharacters); all
/// other bytes stay.
std::string to_simplified(std::string_view text);

}  // namespace eider::text
