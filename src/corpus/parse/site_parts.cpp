#include "corpus/parse/site_parts.h"

#include <algorithm>

#include "corpus/parse/boilerplate.h"
#include "corpus/parse/characters.h"
#include "corpus/parse/phrases.h"
#include "text/dates.h"

namespace eider::parse {
namespace {

constexpr std::size_t kFewestLinks = 3;
constexpr int kDateColumns = 30;

bool is_boilerplate(const Piece& piece) { return piece.kind == BlockKind::kBoilerplate; }
bool is_heading(const Piece& piece) { return piece.kind == BlockKind::kHeading; }

/// The day under a link: it belongs to the list.
bool is_day(const Piece& piece) {
  return columns_of(piece.text, kDateColumns) <= kDateColumns && text::find_date(piece.text);
}

bool announces(const Piece& piece) {
  const char32_t end = last_character(piece.text);
  return !is_boilerplate(piece) && (end == U':' || end == U'\uff1a');
}

}  // namespace

void mark_link_runs(std::vector<Piece>& pieces) {
  for (std::size_t i = 0; i < pieces.size();) {
    std::size_t links = 0;
    std::size_t end = i;
    while (end < pieces.size() &&
           (pieces[end].is_link ||
            (links > 0 && (is_boilerplate(pieces[end]) || is_day(pieces[end]))))) {
      links += pieces[end].is_link ? 1 : 0;
      ++end;
    }
    const bool away = links >= kFewestLinks && (i == 0 || !announces(pieces[i - 1]));
    for (std::size_t k = i; k < end && away; ++k) discard(pieces[k]);
    i = std::max(end, i + 1);
  }
}

void mark_comments(std::vector<Piece>& pieces) {
  constexpr int kPlainLine = 7;  // any heading ends what a plain line heads
  bool has_text = false;
  int depth = 0;  // of the head, 0 outside
  for (Piece& piece : pieces) {
    const bool leaves = piece.opens_article || (is_heading(piece) && piece.depth <= depth);
    const bool head = has_text && is_comments_head(piece.text);
    if (depth > 0 && leaves && !head) depth = 0;
    if (head && depth == 0) depth = is_heading(piece) ? piece.depth : kPlainLine;
    if (depth > 0) {
      discard(piece);
    } else {
      has_text = has_text || is_running_text(piece);
    }
  }
}

}  // namespace eider::parse
