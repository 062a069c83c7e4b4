#pragma once
// Rule: newspaper pages. A byline opens an article; its headline stands before the byline or
// after the last paragraph, one or two lines, with or without a kicker above it. Which article a
// headline belongs to is decided for the page as a whole by the words it shares with either text,
// then by the page's habit.
// Input: lines of a page without Markdown headings; output: headline lines marked kHeadline and
// kKicker, the first line of each article marked opens_article.

#include <vector>

#include "corpus/parse/lines.h"

namespace eider::parse {

/// Does nothing on a page without bylines or with Markdown headings.
void mark_newspaper_articles(std::vector<Line>& lines);

}  // namespace eider::parse
