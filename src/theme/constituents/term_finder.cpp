#include "theme/constituents/term_finder.h"

#include <algorithm>

#include "text/fold.h"
#include "text/utf8.h"

namespace eider::theme {

namespace {

constexpr std::size_t kPluralMinBytes = 4;

bool is_word_character(char32_t c) { return text::is_letter(c) || text::is_digit(c); }

char32_t character_at(std::string_view folded, std::size_t at) {
  return at < folded.size() ? text::decode(folded, at).value : 0;
}

char32_t character_before(std::string_view folded, std::size_t at) {
  if (at == 0) return 0;
  std::size_t start = at - 1;
  while (start > 0 && at - start < 4 &&
         (static_cast<unsigned char>(folded[start]) & 0xc0) == 0x80) {
    --start;
  }
  return text::decode(folded, start).value;
}

bool is_ascii_letter(char c) { return c >= 'a' && c <= 'z'; }

/// Where the hit ends as a word (behind a plural s), 0 where it is only a part of a word.
std::size_t word_end(std::string_view folded, std::size_t start, std::size_t stop) {
  if (is_word_character(character_at(folded, start)) &&
      is_word_character(character_before(folded, start))) {
    return 0;
  }
  if (!is_word_character(character_before(folded, stop))) return stop;
  if (!is_word_character(character_at(folded, stop))) return stop;
  const bool is_plural = stop - start >= kPluralMinBytes && is_ascii_letter(folded[stop - 1]) &&
                         folded[stop] == 's' && !is_word_character(character_at(folded, stop + 1));
  return is_plural ? stop + 1 : 0;
}

}  // namespace

TermFinder::TermFinder(const std::vector<Keyword>& terms) {
  for (const Keyword& entry : terms) {
    terms_.push_back(text::fold_text(text::trim(entry.term)));
    lengths_.push_back(text::count_characters(terms_.back()));
  }
}

std::vector<TermHit> TermFinder::find(std::string_view text) const {
  const text::Folded folded = text::fold(text);
  const std::string_view haystack = folded.text;
  std::vector<TermHit> hits;
  for (std::size_t term = 0; term < terms_.size(); ++term) {
    if (terms_[term].empty()) continue;
    std::size_t at = haystack.find(terms_[term]);
    for (; at != std::string_view::npos; at = haystack.find(terms_[term], at + 1)) {
      const std::size_t stop = word_end(haystack, at, at + terms_[term].size());
      if (stop == 0) continue;
      hits.push_back({term, folded.original(
                                {static_cast<std::int64_t>(at), static_cast<std::int64_t>(stop)})});
    }
  }
  std::ranges::stable_sort(hits, [](const TermHit& a, const TermHit& b) {
    return a.span.start != b.span.start ? a.span.start < b.span.start : a.span.stop > b.span.stop;
  });
  return hits;
}

}  // namespace eider::theme
