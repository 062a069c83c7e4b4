#include "corpus/parse/headlines.h"

#include <algorithm>
#include <string>
#include <utility>

#include "corpus/parse/characters.h"
#include "text/dates.h"
#include "text/utf8.h"

namespace eider::parse {
namespace {

constexpr std::ptrdiff_t kMostCandidates = 5;  // two headlines, their kickers, and a stray line

void add_pairs(std::string_view text, CharacterPairs& pairs) {
  char32_t before = 0;
  for (std::size_t at = 0; at < text.size();) {
    text::CodePoint c = text::decode(text, at);
    bool word = (text::is_han(c.value) || is_word_character(c.value)) && !text::is_digit(c.value);
    if (word && before != 0) pairs.insert(std::uint64_t{before} << 32 | c.value);
    before = word ? c.value : 0;
    at += c.size;
  }
}

// Short lines of which the last neither ends a sentence nor goes on.
bool looks_like_headline(const std::vector<Line>& lines, const Stanza& stanza) {
  if (stanza.last - stanza.first > 4) return false;
  for (std::size_t i = stanza.first; i < stanza.last; ++i) {
    const Line& line = lines[i];
    if (line.kind != LineKind::kText || line.columns > 72 || line.columns < 4) return false;
    char32_t first = first_character(line.text);
    if (first == U'\uff08' || first == U'(') return false;
    if (text::find_date(line.text)) return false;
  }
  const std::string& text = lines[stanza.last - 1].text;
  char32_t end = last_character(text);
  bool asks = end == U'\uff1f' || end == U'?' || end == U'\uff01' || end == U'!';
  return (asks || !ends_sentence(text)) && end != U'\uff0c' && end != U',' && end != U'\uff1a' &&
         end != U':' && end != U'\u3001';
}

// The stanza's text is complete; a source credit may be wrapped over its last lines.
bool is_finished(const std::vector<Line>& lines, const Stanza& stanza) {
  std::string tail;
  for (std::size_t i = std::max(stanza.first + 3, stanza.last) - 3; i < stanza.last; ++i) {
    append_wrapped(tail, lines[i].text);
  }
  return ends_sentence(tail);
}

// The stanzas at the region's end that may be headlines, after text that is finished.
void find_candidates(const std::vector<Line>& lines, const std::vector<Stanza>& stanzas,
                     Region& region) {
  auto inside = [&](const Stanza& s) { return s.first >= region.first && s.last <= region.last; };
  auto end = std::partition_point(stanzas.begin(), stanzas.end(),
                                  [&](const Stanza& s) { return s.first < region.last; });
  auto begin = end;
  while (begin != stanzas.begin() && end - begin < kMostCandidates && inside(*(begin - 1)) &&
         looks_like_headline(lines, *(begin - 1))) {
    --begin;
  }
  bool first_in_region = begin == stanzas.begin() || !inside(*(begin - 1));
  region.has_body =
      std::any_of(lines.begin() + static_cast<std::ptrdiff_t>(region.first),
                  lines.begin() + static_cast<std::ptrdiff_t>(region.last),
                  [](const Line& line) { return line.columns >= 16 && ends_sentence(line.text); });
  if (begin == end) return;
  // The text before must be finished, or the first "headline" is the end of its sentence.
  if (!first_in_region && region.has_body && !is_finished(lines, *(begin - 1))) ++begin;
  region.candidates.assign(begin, end);
}

}  // namespace

std::vector<Region> find_regions(const std::vector<Line>& lines,
                                 const std::vector<std::size_t>& bylines) {
  std::vector<Stanza> stanzas = find_stanzas(lines);
  std::vector<Region> regions;
  std::size_t first = 0;
  for (std::size_t i = 0; i <= bylines.size(); ++i) {
    Region region;
    region.first = first;
    region.last = i < bylines.size() ? bylines[i] : lines.size();
    find_candidates(lines, stanzas, region);
    regions.push_back(std::move(region));
    if (i < bylines.size()) first = bylines[i] + 1;
  }
  return regions;
}

Affinity::Affinity(const std::vector<Line>& lines, const std::vector<Region>& regions)
    : lines_(lines) {
  for (const Region& region : regions) {
    std::size_t last = region.candidates.empty() ? region.last : region.candidates.front().first;
    CharacterPairs pairs;
    for (std::size_t i = region.first; i < last; ++i) add_pairs(lines[i].text, pairs);
    for (std::uint64_t pair : pairs) ++spread_[pair];
    bodies_.push_back(std::move(pairs));
  }
}

double Affinity::of(std::size_t first, std::size_t last, std::size_t body) const {
  if (body >= bodies_.size()) return 0;
  CharacterPairs pairs;
  for (std::size_t i = first; i < last; ++i) add_pairs(lines_[i].text, pairs);
  double all = 0;
  double shared = 0;
  for (std::uint64_t pair : pairs) {
    auto spread = spread_.find(pair);
    double weight = spread == spread_.end() ? 1.0 : 1.0 / spread->second;
    all += weight;
    if (bodies_[body].contains(pair)) shared += weight;
  }
  return all == 0 ? 0 : shared / all;
}

}  // namespace eider::parse
