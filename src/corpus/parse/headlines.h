#pragma once
// The lines between two bylines of a newspaper page that may be headlines, and how much a line
// has in common with an article's text.

#include <cstdint>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "corpus/parse/lines.h"
#include "corpus/parse/wraps.h"

namespace eider::parse {

using CharacterPairs = std::unordered_set<std::uint64_t>;

/// A headline: lines [first, last), of which those before `head` are its kicker.
struct Headline {
  std::size_t first = 0;
  std::size_t head = 0;
  std::size_t last = 0;
};

/// Lines [first, last) between two bylines: an article's text, then stanzas that may be headlines.
struct Region {
  std::size_t first = 0;
  std::size_t last = 0;
  std::vector<Stanza> candidates;  // at its end, in order
  bool has_body = false;
};

/// The regions before, between and after the bylines.
std::vector<Region> find_regions(const std::vector<Line>& lines,
                                 const std::vector<std::size_t>& bylines);

/// What texts have in common: pairs of neighbouring characters (Han, letters), a pair counting
/// the less, the more of the page's texts have it.
class Affinity {
 public:
  Affinity(const std::vector<Line>& lines, const std::vector<Region>& regions);

  /// The share of the pairs of lines [first, last) that the text of region `body` has, 0 to 1.
  double of(std::size_t first, std::size_t last, std::size_t body) const;

 private:
  const std::vector<Line>& lines_;
  std::vector<CharacterPairs> bodies_;
  std::unordered_map<std::uint64_t, int> spread_;  // in how many texts a pair occurs
};

}  // namespace eider::parse
