#pragma once
// Straight lines and edges of filled boxes on a page: what draws a table's grid.
// Input: path objects, also inside forms; output: lying and standing segments, in points of the
// shown page, pieces of one line joined.

#include <vector>

#include "base/error.h"
#include "corpus/parse/pdf/geometry.h"
#include "corpus/parse/pdf/ink.h"
#include "corpus/parse/pdf/pdfium.h"

namespace eider::parse::pdf {

struct Ruling {
  float at = 0;    // y of a lying one, x of a standing one
  float from = 0;  // its ends
  float to = 0;
};

struct Rulings {
  std::vector<Ruling> lying;     // by `at`, then `from`
  std::vector<Ruling> standing;  // by `at`, then `from`

  /// A standing one crosses height y between these two places.
  bool part(float left, float right, float y) const;

  Rulings upright(const Frame& frame) const;
};

struct PageDrawing {
  Rulings rulings;
  std::size_t pictures = 0;
};

/// Errors: kLimit above kMaxPageObjects or kMaxFormDepth.
Result<PageDrawing> read_drawing(const Pdfium& pdfium, FpdfPage* page, const PageSpace& space);

}  // namespace eider::parse::pdf
