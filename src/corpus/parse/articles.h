#pragma once
// Where articles begin on pages that no byline divides, and which lines are headings there.

#include <vector>

#include "corpus/parse/piece.h"

namespace eider::parse {

/// Rule: on a page without marked headings, a short line between finished text and a paragraph
/// is a heading; the first short line above the text is the title.
void mark_plain_headings(std::vector<Piece>& pieces);

/// Rule: a "heading" that is a whole sentence, with its full stop or source credit, is text.
void demote_sentence_headings(std::vector<Piece>& pieces);

/// Rule: a weekly or digest is a page whose headings each carry a short text: most end in a
/// source credit, or the headings read like headlines, or the top depth is used again. Each
/// such heading opens an article; a heading without text of its own names their section.
/// Headings whose level lies are put on the items' level if their text ends in a credit.
/// A report with numbered or labelled sections stays one article.
void open_articles_at_headings(std::vector<Piece>& pieces);

/// Rule: the cover. Above the first of three articles or more, beside lines that repeat their
/// headlines, everything but the page's own name is boilerplate.
void mark_cover(std::vector<Piece>& pieces);

}  // namespace eider::parse
