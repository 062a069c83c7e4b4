#pragma once
// Which encoding bytes without a mark are in: each candidate decodes strictly, and its characters
// are weighed: frequent ones of its language speak for it, rare and odd ones against it.

#include <string>
#include <string_view>

namespace eider::parse {

/// `text` read in the candidate that fits best, and that candidate's name; "" where none fits.
struct EncodingGuess {
  std::string text;  // valid UTF-8
  std::string encoding;
};

/// Candidates: GB18030, Big5, Shift_JIS, EUC-JP, EUC-KR, windows-1252, UTF-16 in both orders; then
/// what uchardet names, for other alphabets. `only_utf16` leaves the others out.
EncodingGuess guess_encoding(std::string_view bytes, bool only_utf16);

}  // namespace eider::parse
