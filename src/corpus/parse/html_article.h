#pragma once
// Rules for a page on which one article was found: its title, the lines between title and text,
// and the lines that a site appends to every text.

#include <cstdint>
#include <string_view>
#include <vector>

#include "corpus/parse/html_content.h"
#include "corpus/parse/html_tree.h"
#include "corpus/parse/piece.h"

namespace eider::parse {

/// The block that is the article's title: the heading above its first paragraph that the page's
/// <title> repeats, else the last h1 there, else the first h1 in the article; -1 if none.
std::int32_t title_block(const HtmlTree& tree, const HtmlContent& content,
                         std::string_view page_title);

/// `pieces` hold an article and, as boilerplate, what is around it. Bylines and credits get their
/// kind; a date, a source or an author between title and text becomes a fact where none is known;
/// buttons, editors' names, disclaimers and lists of related links become boilerplate.
void mend_article(std::vector<Piece>& pieces, PageFacts& facts);

}  // namespace eider::parse
