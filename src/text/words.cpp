// One pass: a Han character is a word, and with a Han character right after it another; a run of
// letters, digits and marks is a word; so is a number with its inner points and commas.

#include "text/words.h"

#include <cstddef>

#include "text/utf8.h"

namespace eider::text {
namespace {

Word word_of(std::string_view text, std::size_t start, std::size_t stop) {
  return {text.substr(start, stop - start),
          {static_cast<std::int64_t>(start), static_cast<std::int64_t>(stop)}};
}

/// Whether the point or comma at `at` stands inside a number whose digits end at `at`.
bool joins_digits(std::string_view text, std::size_t at) {
  const CodePoint mark = decode(text, at);
  return (mark.value == U'.' || mark.value == U',') && is_digit(decode(text, at + 1).value);
}

/// The end of the letters, digits and marks that begin at `start`.
std::size_t word_stop(std::string_view text, std::size_t start) {
  std::size_t at = start;
  bool number = true;
  for (CodePoint c = decode(text, at); c.size > 0; c = decode(text, at)) {
    if (is_digit(c.value) || (number && at > start && joins_digits(text, at))) {
      at += c.size;
    } else if (is_letter(c.value) || (at > start && is_mark(c.value))) {
      number = false;
      at += c.size;
    } else {
      break;
    }
  }
  return at;
}

}  // namespace

std::vector<Word> words(std::string_view folded) {
  std::vector<Word> result;
  for (std::size_t at = 0; at < folded.size();) {
    const CodePoint c = decode(folded, at);
    std::size_t stop = at + c.size;
    if (is_han(c.value)) {
      result.push_back(word_of(folded, at, stop));
      const CodePoint next = decode(folded, stop);
      if (is_han(next.value)) result.push_back(word_of(folded, at, stop + next.size));
    } else if (is_letter(c.value) || is_digit(c.value)) {
      stop = word_stop(folded, at);
      result.push_back(word_of(folded, at, stop));
    }
    at = stop;
  }
  return result;
}

}  // namespace eider::text
