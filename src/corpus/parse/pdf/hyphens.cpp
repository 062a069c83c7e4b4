#include "corpus/parse/pdf/hyphens.h"

#include <algorithm>
#include <unordered_set>

#include "corpus/parse/characters.h"
#include "text/ascii.h"
#include "text/utf8.h"

namespace eider::parse::pdf {
namespace {

constexpr std::string_view kOpenCut = "\u00ad";
// Shorter halves ("in-", "re-", "pre-") are words of their own in any text and tell nothing.
constexpr std::size_t kTellingLetters = 4;

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool is_in_word(char c) { return is_letter(c) || c == '-'; }

std::string_view word_before(std::string_view text, std::size_t stop) {
  std::size_t start = stop;
  while (start > 0 && is_in_word(text[start - 1])) --start;
  return text.substr(start, stop - start);
}

std::string_view word_after(std::string_view text, std::size_t start) {
  std::size_t stop = start;
  while (stop < text.size() && is_in_word(text[stop])) ++stop;
  return text.substr(start, stop - start);
}

/// The words that a document writes whole, in lower case.
class WholeWords {
 public:
  void add(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
      const std::string_view word = word_after(text, at);
      const std::size_t stop = at + word.size();
      const bool cut =
          text.substr(stop).starts_with(kOpenCut) || text.substr(0, at).ends_with(kOpenCut);
      if (!word.empty() && !cut) words_.insert(text::lower_ascii(word));
      at = stop + 1;
    }
  }

  bool has(std::string_view word) const { return words_.contains(std::string(word)); }

  bool keeps_hyphen(std::string_view left, std::string_view right) const {
    const std::string first = text::lower_ascii(left);
    const std::string second = text::lower_ascii(right);
    if (has(first + "-" + second)) return true;
    if (has(first + second)) return false;
    return std::min(first.size(), second.size()) >= kTellingLetters && has(first) && has(second);
  }

 private:
  std::unordered_set<std::string> words_;
};

void settle(std::string& text, const WholeWords& words) {
  std::size_t at = text.find(kOpenCut);
  while (at != std::string::npos) {
    const std::size_t next = at + kOpenCut.size();
    const bool keeps = words.keeps_hyphen(word_before(text, at), word_after(text, next));
    text.erase(at, kOpenCut.size());
    if (keeps) text.insert(at, 1, '-');
    at = text.find(kOpenCut, at);
  }
}

template <typename Do>
void each_text(std::vector<Piece>& pieces, Do each) {
  for (Piece& piece : pieces) {
    each(piece.text);
    for (Row& row : piece.rows) {
      for (std::string& cell : row.cells) each(cell);
    }
  }
}

}  // namespace

void append_line(std::string& text, std::string_view next) {
  const bool cut = text.size() > 1 && text.back() == '-' && is_letter(text[text.size() - 2]) &&
                   !next.empty() && next.front() >= 'a' && next.front() <= 'z';
  if (!cut) return append_wrapped(text, next);
  text.pop_back();
  text += kOpenCut;
  text += next;
}

void settle_hyphens(std::vector<Piece>& pieces) {
  bool open = false;
  each_text(pieces, [&](const std::string& text) { open = open || text.contains(kOpenCut); });
  if (!open) return;
  WholeWords words;
  each_text(pieces, [&](const std::string& text) { words.add(text); });
  each_text(pieces, [&](std::string& text) { settle(text, words); });
}

}  // namespace eider::parse::pdf
