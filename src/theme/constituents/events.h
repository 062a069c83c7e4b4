#pragma once
// News -> events: articles that tell nearly the same story count once.
//
// An article is the set of its character 5-grams (shingles; Broder 1997) over folded text without
// white space, kept as the 256 smallest hashes. Two articles are one event where the smaller set
// lies in the other by at least kSameStory: so a copy, a reprint with another headline and a
// follow-up that repeats the first report join, and two reports about one company do not.
// Up to 256 shingles the comparison is exact, above it is an estimate with an error near 0.05.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace eider::theme {

inline constexpr double kSameStory = 0.5;

/// The smallest hashes of an article's shingles, ascending; empty for a text under 5 characters.
using Sketch = std::vector<std::uint64_t>;

Sketch sketch_of(std::string_view article);

/// Which part of the smaller set lies in the other, 0 to 1.
double containment(const Sketch& a, const Sketch& b);

/// One number an article: the place of the first article of its event.
std::vector<std::size_t> events_of(const std::vector<const Sketch*>& articles);

}  // namespace eider::theme
