#pragma once
// Cuts along white space: a region's strips, and the gutters that run through them.

#include <vector>

#include "corpus/parse/pdf/fragments.h"

namespace eider::parse::pdf {

using Fragments = std::vector<Fragment>;

struct Gutter {
  float left = 0;
  float right = 0;
  float width() const { return right - left; }
};

struct Strip {
  float top = 0;
  float bottom = 0;
  Fragments fragments;
};

/// From above to below; no fragment crosses from one into the next.
std::vector<Strip> cut_into_strips(Fragments fragments);

/// Strips [first, last) through which at least one gutter of `width` runs between fragments.
struct Band {
  std::size_t first = 0;
  std::size_t last = 0;
  std::vector<Gutter> gutters;  // from left to right; none means: no band begins at `first`
};

/// The band that begins at strip `first`.
Band find_band(const std::vector<Strip>& strips, std::size_t first, float width);

/// Which side of the gutters a place is on: 0 is left of the first.
std::size_t column_at(const std::vector<Gutter>& gutters, float x);

/// Fragments on one base line, left to right; lines from above to below.
std::vector<Fragments> cut_into_lines(Fragments fragments);

float median_size(const Fragments& fragments);

}  // namespace eider::parse::pdf
