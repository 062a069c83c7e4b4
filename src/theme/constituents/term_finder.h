#pragma once
// Where the words of a theme stand in a text: folded on both sides, so in either script, any case
// and width. A term that begins or ends with a Latin letter or a digit needs the boundary of a
// word there ("AI" is not in "MAIL"); an English term of four letters or more may carry a plural s.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/span.h"
#include "records/theme.h"

namespace eider::theme {

struct TermHit {
  std::size_t term = 0;  // place in the list of keywords
  Span span;             // bytes of the searched text, whole characters
};

/// Immutable after it is made; may be used by several threads.
class TermFinder {
 public:
  explicit TermFinder(const std::vector<Keyword>& terms);

  /// Every hit of every term, overlapping ones included, by their start, then the longest first.
  std::vector<TermHit> find(std::string_view text) const;

  /// Characters of the folded term: a longer one is more specific.
  std::size_t length(std::size_t term) const { return lengths_[term]; }

 private:
  std::vector<std::string> terms_;  // folded; an empty one is never found
  std::vector<std::size_t> lengths_;
};

}  // namespace eider::theme
