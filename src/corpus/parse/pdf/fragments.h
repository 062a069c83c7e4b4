#pragma once
// Characters -> fragments: what stands on one base line without a wide gap, as text.
// A gap becomes a space by its width against the font's size and the fragment's other gaps, so
// that letter-spaced words stay whole and words that no space character parts do not run together.
// Rule after pdfminer's and poppler's word margins; the thresholds are our own.

#include <string>
#include <vector>

#include "corpus/parse/pdf/ink.h"
#include "corpus/parse/pdf/rulings.h"

namespace eider::parse::pdf {

struct Word {
  float left = 0;
  float right = 0;
  std::size_t start = 0;  // in the fragment's text
};

struct Fragment {
  Rect box;  // from a little above the capitals to a little below the base line
  float baseline = 0;
  float size = 0;  // of the font that most of it is in
  bool bold = false;
  std::string text;
  std::vector<Word> words;
  int table = -1;  // stands for the table of that number, which was found before
};

/// `glyphs` run from left to right (see Frame). A standing ruling parts fragments.
std::vector<Fragment> find_fragments(const std::vector<Glyph>& glyphs, const Rulings& rulings);

/// Its words [first, stop) as a fragment of their own.
Fragment part_of(const Fragment& fragment, std::size_t first, std::size_t stop);

/// The fragment that holds both, `right` after `left`, with a space where words need one.
Fragment joined(const Fragment& left, const Fragment& right);

}  // namespace eider::parse::pdf
