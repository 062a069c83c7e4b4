#include "corpus/parse/pdf/sheet.h"

#include <algorithm>
#include <array>
#include <utility>

#include "corpus/parse/pdf/lattice.h"
#include "text/utf8.h"

namespace eider::parse::pdf {
namespace {

Glyph turned(const Glyph& glyph, const Frame& frame) {
  Glyph out = glyph;
  out.box = frame.upright(glyph.box);
  Rect origin = frame.upright({glyph.origin_x, glyph.origin_y, glyph.origin_x, glyph.origin_y});
  out.origin_x = origin.left;
  out.origin_y = origin.top;
  return out;
}

// Text that leans is read in the order it is drawn in, a new line where its size changes.
std::vector<TextLine> read_slanting(const std::vector<Glyph>& glyphs) {
  std::vector<TextLine> lines;
  for (const Glyph& glyph : glyphs) {
    if (lines.empty() || lines.back().size != glyph.size) {
      lines.push_back({glyph.box, glyph.origin_y, glyph.size, glyph.bold, ""});
    }
    lines.back().box = united(lines.back().box, glyph.box);
    text::append(lines.back().text, glyph.value);
  }
  return lines;
}

}  // namespace

Sheet make_sheet(int number, const PageInk& ink, const PageDrawing& drawing) {
  Sheet sheet;
  sheet.number = number;
  sheet.has_pictures = drawing.pictures > 0;
  sheet.unreadable = ink.unreadable;
  std::array<std::vector<Glyph>, kSkewed + 1> by_quarter;
  for (const Glyph& glyph : ink.glyphs) {
    if (glyph.value != U' ') ++sheet.characters;
    bool word = text::is_letter(glyph.value) || text::is_han(glyph.value) ||
                text::is_digit(glyph.value) || text::is_mark(glyph.value);
    if (glyph.value != U' ' && !word) ++sheet.wordless;
    Frame frame{glyph.quarter, ink.space.width(), ink.space.height()};
    by_quarter[glyph.quarter].push_back(glyph.quarter == kSkewed ? glyph : turned(glyph, frame));
  }
  for (int quarter = 0; quarter < kSkewed; ++quarter) {
    const std::vector<Glyph>& glyphs = by_quarter[static_cast<std::size_t>(quarter)];
    if (glyphs.empty()) continue;
    Side side;
    side.frame = {quarter, ink.space.width(), ink.space.height()};
    side.rulings = drawing.rulings.upright(side.frame);
    side.fragments = find_fragments(glyphs, side.rulings);
    sheet.sides.push_back(std::move(side));
  }
  std::stable_sort(sheet.sides.begin(), sheet.sides.end(), [&](const Side& a, const Side& b) {
    auto count = [&](const Side& side) {
      return by_quarter[static_cast<std::size_t>(side.frame.quarter)].size();
    };
    return count(a) > count(b);
  });
  sheet.slanting = read_slanting(by_quarter[kSkewed]);
  return sheet;
}

void lay_out(Sheet& sheet) {
  for (Side& side : sheet.sides) {
    std::vector<Table> tables = take_ruled_tables(side.fragments, side.rulings);
    side.areas = find_areas(std::move(side.fragments), std::move(tables), side.rulings);
    side.fragments.clear();
  }
}

}  // namespace eider::parse::pdf
