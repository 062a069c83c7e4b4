// One pass over the characters: a character that is a piece by itself and becomes one character
// is looked up; anything else is gathered into its piece (character_forms.h) and normalised.

#include "text/fold.h"

#include "text/character_forms.h"
#include "text/script_table.h"
#include "text/utf8.h"

namespace eider::text {
namespace {

/// Where the characters of the normal form go; `starts` may be null.
struct Output {
  std::string& text;
  std::vector<std::uint32_t>* starts;

  void put(char32_t c, std::size_t origin) {
    append(text, c);
    if (starts) starts->resize(text.size(), static_cast<std::uint32_t>(origin));
  }
};

struct Character {
  CodePoint code;
  CharacterForm form;
};

Character read(std::string_view text, std::size_t at, Form form) {
  const CodePoint code = decode(text, at);
  if (code.size == 0) return {code, {.begins = true}};
  return {code, form_of(code.value, form)};
}

/// Writes the piece at `at` and returns where the next one begins.
std::size_t put_piece(std::string_view text, std::size_t at, Form form, Output& out) {
  const std::size_t origin = at;
  std::u32string piece;
  Character next = read(text, at, form);
  do {
    piece.push_back(next.code.value);
    at += next.code.size;
    next = read(text, at, form);
  } while (!next.form.begins);
  for (char32_t c : normalise_piece(piece, form)) out.put(c, origin);
  return at;
}

void normalise(std::string_view text, Form form, Output out) {
  out.text.reserve(text.size());
  if (out.starts) out.starts->reserve(text.size() + 1);
  Character here = read(text, 0, form);
  for (std::size_t at = 0; at < text.size();) {
    const Character next = read(text, at + here.code.size, form);
    if (here.form.single && next.form.begins) {
      out.put(here.form.replacement, at);
      at += here.code.size;
      here = next;
    } else {
      at = put_piece(text, at, form, out);
      here = read(text, at, form);
    }
  }
}

}  // namespace

Span Folded::original(Span folded) const {
  const auto first = static_cast<std::size_t>(folded.start);
  auto last = static_cast<std::size_t>(folded.stop);
  if (last > first) {
    const std::uint32_t covered = starts[last - 1];
    while (last + 1 < starts.size() && starts[last] == covered) ++last;
  }
  return {starts[first], starts[last]};
}

Folded fold(std::string_view text) {
  Folded folded;
  normalise(text, Form::kFold, {folded.text, &folded.starts});
  folded.starts.push_back(static_cast<std::uint32_t>(text.size()));
  return folded;
}

std::string fold_text(std::string_view text) {
  std::string folded;
  normalise(text, Form::kFold, {folded, nullptr});
  return folded;
}

std::string nfkc(std::string_view text) {
  std::string normal;
  normalise(text, Form::kNfkc, {normal, nullptr});
  return normal;
}

std::string to_simplified(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = decode(text, at);
    const char32_t replacement = is_han(c.value) ? simplified(c.value) : c.value;
    if (replacement == c.value) {
      result.append(text, at, c.size);
    } else {
      append(result, replacement);
    }
    at += c.size;
  }
  return result;
}

}  // namespace eider::text
