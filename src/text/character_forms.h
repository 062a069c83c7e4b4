#pragma once
// What normalising makes of characters, one by one (looked up in a table) or a piece at a time.
// A piece begins at a character that nothing before it can change, and ends before the next one;
// so normalising a text is normalising its pieces. utf8proc has the Unicode tables.

#include <string>
#include <string_view>

namespace eider::text {

enum class Form {
  kNfkc,  // UAX #15 NFKC
  kFold,  // NFKC, case folding, simplified characters, without U+200B and U+FEFF
};

struct CharacterForm {
  char32_t replacement = 0;  // what the character becomes when it is a piece by itself
  bool single = false;       // whether that is one character: else `replacement` means nothing
  bool begins = false;       // whether a piece begins here
};

CharacterForm form_of(char32_t c, Form form);

/// The normal form of one piece.
std::u32string normalise_piece(std::u32string_view piece, Form form);

}  // namespace eider::text
