#pragma once
// What stands on one page: characters with their boxes, and how much of it is pictures.
// Input: a page of PDFium; output in points of the shown page (after crop box and rotation).
// Characters keep the order of the page's content; spaces are glyphs as far as the file has them.

#include <cstdint>
#include <vector>

#include "base/error.h"
#include "corpus/parse/pdf/geometry.h"
#include "corpus/parse/pdf/pdfium.h"

namespace eider::parse::pdf {

inline constexpr std::uint8_t kSkewed = 4;  // a Glyph::quarter: runs along no side of the page

struct Glyph {
  char32_t value = 0;
  Rect box;            // its advance width, from the font's descent to its ascent
  float origin_x = 0;  // on the baseline
  float origin_y = 0;
  float size = 0;  // of the font, in points on the page
  bool bold = false;
  std::uint8_t quarter = 0;  // turns of the text against the clock, as shown
};

/// From the page's own space to the shown page.
struct PageSpace {
  FpdfRect bounds{};
  int rotation = 0;  // quarter turns, clockwise

  float width() const;
  float height() const;
  void shown(float x, float y, float& to_x, float& to_y) const;
  Rect shown(const FpdfRect& box) const;
};

struct PageInk {
  PageSpace space;
  std::vector<Glyph> glyphs;
  std::size_t unreadable = 0;  // characters without a Unicode value
};

/// Errors: kLimit above kMaxPageCharacters.
Result<PageInk> read_ink(const Pdfium& pdfium, FpdfPage* page);

}  // namespace eider::parse::pdf
