#include "corpus/parse/pdf/roles.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>

#include "corpus/parse/characters.h"
#include "corpus/parse/pdf/hyphens.h"
#include "corpus/parse/phrases.h"
#include "text/utf8.h"

namespace eider::parse::pdf {
namespace {

constexpr float kLarger = 1.1F;  // than the body: a heading's size
constexpr int kHeadingColumns = 160;
constexpr int kBoldHeadingColumns = 100;
constexpr std::size_t kHeadingLines = 4;
constexpr int kDeepest = 6;
constexpr std::size_t kLookAhead = 12;  // passages between the two parts of a paragraph

int step_of(float size) { return static_cast<int>(std::lround(size * 2)); }  // half points

struct Body {
  float size = 0;
  bool bold = false;
};

// The size and weight that most characters have.
Body find_body(const std::vector<Passage>& passages) {
  std::map<std::pair<int, bool>, std::size_t> weights;
  for (const Passage& p : passages) {
    if (p.in_column) weights[{step_of(p.size), p.bold}] += p.piece.text.size();
  }
  Body body;
  std::size_t most = 0;
  for (const auto& [style, weight] : weights) {
    if (weight <= most) continue;
    most = weight;
    body = {static_cast<float>(style.first) / 2, style.second};
  }
  return body;
}

bool has_words(std::string_view text) { return !is_only_symbols(text) && !skeleton(text).empty(); }

bool is_heading(const Passage& p, const Body& body) {
  const std::string& text = p.piece.text;
  bool plain = p.piece.kind == BlockKind::kParagraph || p.piece.kind == BlockKind::kListItem;
  if (!p.in_column || !plain || p.lines > kHeadingLines || !has_words(text)) return false;
  if (has_dot_leader(text) || is_caption(text)) return false;
  int columns = columns_of(text);
  if (p.size > body.size * kLarger && columns <= kHeadingColumns) {
    return !(ends_sentence(text) && p.lines > 2) && columns > 1;
  }
  bool stands_out = p.bold && !body.bold && p.size > body.size * 0.9F;
  return stands_out && columns <= kBoldHeadingColumns && !ends_sentence(text) && columns > 3 &&
         !text.ends_with(':') && !text.ends_with("\uff1a");
}

// Rule: the document's heading sizes, largest first, are its depths; bold text of the body's
// size comes last. Sizes less than a point apart are one.
void mark_headings(std::vector<Passage>& passages) {
  Body body = find_body(passages);
  std::set<int, std::greater<>> steps;
  std::vector<Passage*> headings;
  for (Passage& p : passages) {
    if (!is_heading(p, body)) continue;
    headings.push_back(&p);
    steps.insert(step_of(p.size));
  }
  std::map<int, int> depths;
  int depth = 0;
  int last = 0;
  for (int step : steps) {
    if (depth == 0 || last - step >= 2) {
      ++depth;
      last = step;
    }
    depths[step] = std::min(depth, kDeepest);
  }
  for (Passage* p : headings) {
    p->piece.kind = BlockKind::kHeading;
    p->piece.depth = depths[step_of(p->size)];
  }
}

void mark_plain_roles(std::vector<Passage>& passages) {
  for (Passage& p : passages) {
    if (!p.in_column) continue;
    if (has_dot_leader(p.piece.text)) {
      p.piece.kind = BlockKind::kBoilerplate;
      p.piece.depth = 0;
    } else if (p.piece.kind == BlockKind::kParagraph && is_caption(p.piece.text)) {
      p.piece.kind = BlockKind::kCaption;
    }
  }
}

// Rule: below the heading of a table of contents, a table that ends in page numbers is one.
bool is_contents_table(const Piece& piece) {
  int last = 0;
  for (const Row& row : piece.rows) {
    const std::string& page = row.cells.back();
    bool number = !page.empty() && page.size() <= 4 &&
                  page.find_first_not_of("0123456789") == std::string::npos;
    if (!number || std::stoi(page) < last) return false;
    last = std::stoi(page);
  }
  return !piece.rows.empty();
}

void mark_contents_tables(std::vector<Passage>& passages) {
  for (std::size_t i = 1; i < passages.size(); ++i) {
    Piece& piece = passages[i].piece;
    if (piece.rows.empty() || !is_contents_head(passages[i - 1].piece.text)) continue;
    if (is_contents_table(piece)) piece.kind = BlockKind::kBoilerplate;
  }
}

bool begins_inside_sentence(const Passage& p) {
  char32_t c = first_character(p.piece.text);
  bool lower = c >= U'a' && c <= U'z';
  return lower || text::is_han(c) || text::is_digit(c) || (text::is_punctuation(c) && c >= 0x80);
}

bool goes_on(const Passage& first, const Passage& next) {
  bool texts =
      first.piece.kind == BlockKind::kParagraph || first.piece.kind == BlockKind::kListItem;
  if (!texts || !first.in_column || first.cut_short || ends_sentence(first.piece.text))
    return false;
  if (next.piece.kind != BlockKind::kParagraph || !next.in_column || next.indented) return false;
  if (std::fabs(first.size - next.size) > 0.6F || first.bold != next.bold) return false;
  bool hyphen = first.piece.text.ends_with('-');
  return begins_inside_sentence(next) ||
         (hyphen && is_word_character(first_character(next.piece.text)));
}

bool is_passed_over(const Passage& p) {
  return p.piece.kind == BlockKind::kBoilerplate || p.piece.kind == BlockKind::kCaption ||
         p.piece.kind == BlockKind::kTable;
}

bool is_elsewhere(const PageBox& a, const PageBox& b) {
  return a.page != b.page || b.top < a.bottom || b.left > a.right;
}

// Rule: an unfinished paragraph at the end of a column or page goes on at the top of the next.
void join_broken(std::vector<Passage>& passages) {
  for (std::size_t i = 0; i < passages.size(); ++i) {
    std::size_t next = i + 1;
    while (next < passages.size() && next - i < kLookAhead && is_passed_over(passages[next]))
      ++next;
    if (next >= passages.size() || !goes_on(passages[i], passages[next])) continue;
    if (!is_elsewhere(passages[i].piece.box, passages[next].piece.box)) continue;
    Passage& rest = passages[next];
    append_line(passages[i].piece.text, rest.piece.text);
    // The joined paragraph keeps the place where it begins; what follows may be joined to it.
    rest.piece.text = std::move(passages[i].piece.text);
    rest.piece.box = passages[i].piece.box;
    rest.piece.kind = passages[i].piece.kind;
    std::rotate(passages.begin() + static_cast<std::ptrdiff_t>(i),
                passages.begin() + static_cast<std::ptrdiff_t>(next),
                passages.begin() + static_cast<std::ptrdiff_t>(next + 1));
    passages.erase(passages.begin() + static_cast<std::ptrdiff_t>(i + 1));
    --i;
  }
}

}  // namespace

std::vector<Piece> give_roles(std::vector<Passage> passages) {
  mark_headings(passages);
  mark_plain_roles(passages);
  mark_contents_tables(passages);
  join_broken(passages);
  std::vector<Piece> pieces;
  pieces.reserve(passages.size());
  for (Passage& p : passages) pieces.push_back(std::move(p.piece));
  settle_hyphens(pieces);
  return pieces;
}

}  // namespace eider::parse::pdf
