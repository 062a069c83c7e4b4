#include "corpus/parse/text_reader.h"

#include <algorithm>

#include "corpus/parse/articles.h"
#include "corpus/parse/boilerplate.h"
#include "corpus/parse/credits.h"
#include "corpus/parse/figures.h"
#include "corpus/parse/front_matter.h"
#include "corpus/parse/heading_levels.h"
#include "corpus/parse/lines.h"
#include "corpus/parse/newspaper.h"
#include "corpus/parse/paragraphs.h"
#include "corpus/parse/repeats.h"

namespace eider::parse {

void mend(std::vector<Piece>& pieces) {
  bool divided = std::any_of(pieces.begin(), pieces.end(),
                             [](const Piece& piece) { return piece.opens_article; });
  bool marked = std::any_of(pieces.begin(), pieces.end(), [](const Piece& piece) {
    return piece.kind == BlockKind::kHeading && !piece.is_title && !piece.is_kicker;
  });
  demote_sentence_headings(pieces);
  mark_picture_captions(pieces);
  mark_credit_lines(pieces);
  mark_byline_lines(pieces);
  mark_boilerplate(pieces);
  if (!marked) mark_plain_headings(pieces);
  if (marked) align_numbered_headings(pieces);
  if (!divided && marked) open_articles_at_headings(pieces);
  mark_cover(pieces);
  mark_repeated_boxes(pieces);
}

Result<Page> read_text(std::string_view source) {
  Page page;
  std::size_t body = read_front_matter(source, page.facts);
  Result<std::vector<Line>> lines = scan_lines(source, body);
  if (!lines) return std::unexpected(lines.error());
  mark_newspaper_articles(*lines);
  page.pieces = join_lines(*lines);
  mark_lone_captions(page.pieces);
  mend(page.pieces);
  return page;
}

}  // namespace eider::parse
