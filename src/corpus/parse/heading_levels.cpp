#include "corpus/parse/heading_levels.h"

#include <algorithm>
#include <array>
#include <optional>

#include "corpus/parse/characters.h"
#include "text/fold.h"
#include "text/utf8.h"

namespace eider::parse {
namespace {

constexpr std::u32string_view kHanNumerals =
    U"\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341";

// How a heading is numbered: its style, and which number it has.
struct Numbering {
  bool bracketed = false;
  bool han = false;
  int number = 0;

  bool continues(const Numbering& before) const {
    return bracketed == before.bracketed && han == before.han && number == before.number + 1;
  }
};

// "(1) ...", "1. ...", both also in Han numerals up to ten; full width or not.
std::optional<Numbering> numbering_of(std::string_view heading) {
  std::string text = text::fold_text(heading.substr(0, 24));
  std::string_view rest = text::trim(text);
  Numbering found;
  found.bracketed = rest.starts_with('(');
  if (found.bracketed) rest = text::trim(rest.substr(1));
  char32_t first = first_character(rest);
  auto numeral = kHanNumerals.find(first);
  found.han = numeral != std::u32string_view::npos;
  if (found.han) {
    found.number = static_cast<int>(numeral) + 1;
    rest.remove_prefix(3);
  } else {
    while (!rest.empty() && rest[0] >= '0' && rest[0] <= '9' && found.number < 1000) {
      found.number = found.number * 10 + (rest[0] - '0');
      rest.remove_prefix(1);
    }
  }
  char32_t mark = first_character(text::trim(rest));
  bool ends = found.bracketed ? mark == U')' : mark == U'.' || mark == U'\u3001';
  return found.number > 0 && ends ? std::optional(found) : std::nullopt;
}

void align(std::vector<Piece*>& series) {
  if (series.size() >= 2) {
    std::array<int, 16> count{};
    for (const Piece* piece : series) ++count[static_cast<std::size_t>(piece->depth) % 16];
    int depth = series.front()->depth;
    for (const Piece* piece : series) {
      if (count[static_cast<std::size_t>(piece->depth) % 16] >
          count[static_cast<std::size_t>(depth) % 16]) {
        depth = piece->depth;
      }
    }
    for (Piece* piece : series) piece->depth = depth;
  }
  series.clear();
}

}  // namespace

void align_numbered_headings(std::vector<Piece>& pieces) {
  std::vector<Piece*> series;
  std::optional<Numbering> last;
  for (Piece& piece : pieces) {
    if (piece.kind != BlockKind::kHeading) continue;
    auto numbering = numbering_of(piece.text);
    bool goes_on = numbering && last && numbering->continues(*last);
    // A heading without a number above the series' own level ends it; one below belongs to it.
    bool inside = !numbering && !series.empty() && piece.depth > series.back()->depth;
    if (inside) continue;
    if (!goes_on) align(series);
    if (numbering) series.push_back(&piece);
    last = numbering;
  }
  align(series);
}

}  // namespace eider::parse
