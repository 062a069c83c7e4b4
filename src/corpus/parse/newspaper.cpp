#include "corpus/parse/newspaper.h"

#include <algorithm>
#include <cstdint>
#include <unordered_set>

#include "corpus/parse/characters.h"
#include "corpus/parse/wraps.h"
#include "text/dates.h"
#include "text/utf8.h"

namespace eider::parse {
namespace {

using Pairs = std::unordered_set<std::uint64_t>;

// Lines [first, last) between two bylines, the headline candidates at its end still inside.
struct Region {
  std::size_t first = 0;
  std::size_t last = 0;
  std::vector<Stanza> headlines;  // at its end, at most two, in order
  bool has_body = false;
};

// Pairs of neighbouring characters (Han, letters, digits).
void add_pairs(std::string_view text, Pairs& pairs) {
  char32_t before = 0;
  for (std::size_t at = 0; at < text.size();) {
    text::CodePoint c = text::decode(text, at);
    bool word = text::is_han(c.value) || is_word_character(c.value);
    if (word && before != 0) pairs.insert(std::uint64_t{before} << 32 | c.value);
    before = word ? c.value : 0;
    at += c.size;
  }
}

bool looks_like_headline(const std::vector<Line>& lines, const Stanza& stanza) {
  if (stanza.last - stanza.first > 3) return false;
  int widest = 0;
  for (std::size_t i = stanza.first; i < stanza.last; ++i) {
    const Line& line = lines[i];
    widest = std::max(widest, line.columns);
    if (line.kind != LineKind::kText || line.columns > 72 || line.columns < 6) return false;
    char32_t first = first_character(line.text);
    if (first == U'\uff08' || first == U'(') return false;
    if (text::find_date(line.text)) return false;
  }
  char32_t end = last_character(lines[stanza.last - 1].text);
  bool asks = end == U'\uff1f' || end == U'?' || end == U'\uff01' || end == U'!';
  return widest >= 10 && (asks || !ends_sentence(lines[stanza.last - 1].text)) &&
         end != U'\uff0c' && end != U',' && end != U'\uff1a' && end != U':';
}

// The stanzas at the region's end that may be headlines, after text that is finished.
void find_candidates(const std::vector<Line>& lines, const std::vector<Stanza>& stanzas,
                     Region& region) {
  auto inside = [&](const Stanza& s) { return s.first >= region.first && s.last <= region.last; };
  auto end = std::partition_point(stanzas.begin(), stanzas.end(),
                                  [&](const Stanza& s) { return s.first < region.last; });
  auto begin = end;
  while (begin != stanzas.begin() && end - begin < 2 && inside(*(begin - 1)) &&
         looks_like_headline(lines, *(begin - 1))) {
    --begin;
  }
  bool first_in_region = begin == stanzas.begin() || !inside(*(begin - 1));
  region.has_body =
      std::any_of(lines.begin() + static_cast<std::ptrdiff_t>(region.first),
                  lines.begin() + static_cast<std::ptrdiff_t>(region.last),
                  [](const Line& line) { return line.columns >= 16 && ends_sentence(line.text); });
  if (begin == end) return;
  // What stands before must be finished, or the "headline" is the end of its sentence.
  if (!first_in_region && !ends_sentence(lines[(begin - 1)->last - 1].text)) return;
  region.headlines.assign(begin, end);
}

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

Pairs pairs_of_body(const std::vector<Line>& lines, const Region& region) {
  Pairs pairs;
  std::size_t last = region.headlines.empty() ? region.last : region.headlines.front().first;
  for (std::size_t i = region.first; i < last; ++i) add_pairs(lines[i].text, pairs);
  return pairs;
}

// The share of the headline's pairs that the body has.
double affinity(const std::vector<Line>& lines, const Stanza& headline, const Pairs& body) {
  Pairs pairs;
  for (std::size_t i = headline.first; i < headline.last; ++i) add_pairs(lines[i].text, pairs);
  auto shared = std::count_if(pairs.begin(), pairs.end(),
                              [&](std::uint64_t pair) { return body.contains(pair); });
  return pairs.empty() ? 0 : static_cast<double>(shared) / static_cast<double>(pairs.size());
}

void mark(std::vector<Line>& lines, const Stanza& headline, bool opens) {
  for (std::size_t i = headline.first; i < headline.last; ++i) {
    lines[i].kind = LineKind::kHeadline;
  }
  lines[headline.first].opens_article = opens;
}

// Decides the page's headlines from the first article to the last.
class HeadlineMarker {
 public:
  HeadlineMarker(std::vector<Line>& lines, std::vector<Region> regions)
      : lines_(lines), regions_(std::move(regions)) {}

  void run() {
    bool closing_habit = regions_.front().headlines.empty();
    bool titled = false;  // the article whose text is region i has its headline already
    Pairs before = pairs_of_body(lines_, regions_.front());
    for (std::size_t i = 0; i < regions_.size(); ++i) {
      bool last = i + 1 == regions_.size();
      Pairs after = last ? Pairs{} : pairs_of_body(lines_, regions_[i + 1]);
      const Region& region = regions_[i];
      const std::vector<Stanza>& found = region.headlines;
      bool opened = false;
      bool closed = false;
      bool is_article = i > 0 || region.has_body;
      for (std::size_t k = found.size(); k-- > 0;) {
        double here = is_article && !titled ? affinity(lines_, found[k], before) : -1;
        double there = !last && !opened && !closed ? affinity(lines_, found[k], after) : -1;
        if (here < 0 && there < 0) continue;
        bool closes =
            here >= 0 && (there < 0 || here > there + 0.1 || (closing_habit && here > there - 0.1));
        if (closes && k > 0 && here < 0.1) continue;
        mark(lines_, found[k], !closes);
        titled = titled || closes;
        closed = closed || closes;
        opened = opened || !closes;
      }
      if (!last && !opened) lines_[regions_[i].last].opens_article = true;
      titled = opened;
      before = std::move(after);
    }
  }

 private:
  std::vector<Line>& lines_;
  std::vector<Region> regions_;
};

}  // namespace

void mark_newspaper_articles(std::vector<Line>& lines) {
  std::vector<std::size_t> bylines;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].kind == LineKind::kHeading) return;
    if (lines[i].kind == LineKind::kByline) bylines.push_back(i);
  }
  if (bylines.empty()) return;
  HeadlineMarker(lines, find_regions(lines, bylines)).run();
}

}  // namespace eider::parse
