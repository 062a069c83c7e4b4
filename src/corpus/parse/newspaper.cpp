#include "corpus/parse/newspaper.h"

#include <algorithm>
#include <cstdint>
#include <string>
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

// Pairs of neighbouring characters (Han, letters).
void add_pairs(std::string_view text, Pairs& pairs) {
  char32_t before = 0;
  for (std::size_t at = 0; at < text.size();) {
    text::CodePoint c = text::decode(text, at);
    bool word = (text::is_han(c.value) || is_word_character(c.value)) && !text::is_digit(c.value);
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
  // The text before must be finished, or the "headline" is the end of its sentence.
  if (!first_in_region && region.has_body && !is_finished(lines, *(begin - 1))) return;
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
      : lines_(lines), regions_(std::move(regions)) {
    for (const Region& region : regions_) bodies_.push_back(pairs_of_body(lines_, region));
    bodies_.emplace_back();
  }

  void run() {
    closing_habit_ = closes_by_habit();
    bool titled = false;  // the article whose text is region i has its headline already
    for (std::size_t i = 0; i < regions_.size(); ++i) {
      bool last = i + 1 == regions_.size();
      bool opened = decide(i, titled);
      if (!last && !opened) lines_[regions_[i].last].opens_article = true;
      titled = opened;
    }
  }

 private:
  bool is_article(std::size_t i) const { return i > 0 || regions_[i].has_body; }

  // All headlines before their texts, or all after: which shares more words?
  bool closes_by_habit() const {
    double closing = 0;
    double opening = 0;
    for (std::size_t i = 0; i < regions_.size(); ++i) {
      if (regions_[i].headlines.empty()) continue;
      closing += affinity(lines_, regions_[i].headlines.front(), bodies_[i]);
      opening += affinity(lines_, regions_[i].headlines.back(), bodies_[i + 1]);
    }
    if (closing == opening) return regions_.front().headlines.empty();
    return closing > opening;
  }

  // Marks the headlines between two bylines; returns whether one opens the next article.
  bool decide(std::size_t i, bool titled) {
    const std::vector<Stanza>& found = regions_[i].headlines;
    bool last = i + 1 == regions_.size();
    bool opened = false;
    bool closed = false;
    for (std::size_t k = found.size(); k-- > 0;) {
      bool may_close = is_article(i) && !titled;
      bool may_open = !last && !opened && !closed;
      if (!may_close && !may_open) continue;
      double here = affinity(lines_, found[k], bodies_[i]);
      double there = affinity(lines_, found[k], bodies_[i + 1]);
      double habit = found.size() > 1 ? 0 : closing_habit_ ? kHabit : -kHabit;
      bool closes = may_close && (!may_open || here + habit > there);
      if (closes && k > 0 && here < kUnrelated) continue;  // a page's footer
      mark(lines_, found[k], !closes);
      titled = titled || closes;
      closed = closed || closes;
      opened = opened || !closes;
    }
    return opened;
  }

  static constexpr double kHabit = 0.35;  // how much more must speak against the habit
  static constexpr double kUnrelated = 0.1;

  std::vector<Line>& lines_;
  std::vector<Region> regions_;
  std::vector<Pairs> bodies_;  // of each region, and an empty one after the last
  bool closing_habit_ = false;
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
