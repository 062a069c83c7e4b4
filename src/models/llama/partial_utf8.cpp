#include "models/llama/partial_utf8.h"

#include "text/utf8.h"

namespace eider::models {
namespace {

std::size_t sequence_size(unsigned char lead) {
  if (lead >= 0xF0) return 4;
  if (lead >= 0xE0) return 3;
  return 2;
}

bool finish(std::string& text, std::size_t missing,
            const std::function<bool(std::string_view)>& accepts) {
  if (missing == 0) return text::is_valid_utf8(text) && accepts(text);
  bool found = false;
  for (int byte = 0x80; byte <= 0xBF && !found; ++byte) {
    text.push_back(static_cast<char>(byte));
    found = finish(text, missing - 1, accepts);
    text.pop_back();
  }
  return found;
}

}  // namespace

std::optional<std::size_t> whole_characters(std::string_view text) {
  const std::size_t broken = text::first_invalid_byte(text);
  if (broken == std::string_view::npos) return text.size();
  // An unfinished character becomes valid by some continuation bytes; the second byte decides
  // what overlong forms and surrogates would be, so both ends of its range are tried.
  const std::string_view tail = text.substr(broken);
  const auto lead = static_cast<unsigned char>(tail[0]);
  if (lead < 0xC2 || lead > 0xF4 || tail.size() >= sequence_size(lead)) return std::nullopt;
  for (const char byte : {'\x80', '\x90', '\xA0', '\xBF'}) {
    std::string filled(tail);
    filled.resize(sequence_size(lead), byte);
    if (text::is_valid_utf8(filled)) return broken;
  }
  return std::nullopt;
}

bool can_finish(std::string text, const std::function<bool(std::string_view)>& accepts) {
  const std::optional<std::size_t> whole = whole_characters(text);
  if (!whole || *whole == text.size()) return false;
  const std::size_t size = sequence_size(static_cast<unsigned char>(text[*whole]));
  const std::size_t missing = *whole + size - text.size();
  return missing <= 2 && finish(text, missing, accepts);
}

}  // namespace eider::models
