#pragma once
// Rules that give short lines their role by where they stand.

#include <string>
#include <string_view>
#include <vector>

#include "corpus/parse/piece.h"

namespace eider::parse {

/// A line that is only a credit in parentheses, below a paragraph, is a source credit.
void mark_credit_lines(std::vector<Piece>& pieces);

/// Right below a title a personal name is a byline, and the page's own `source` its credit.
void mark_name_lines(std::vector<Piece>& pieces, const std::string& source);

/// A paragraph that is a byline, or a short line with a labelled author, is a byline.
void mark_byline_lines(std::vector<Piece>& pieces);

/// The names of a byline, or of "author: X" in a line of facts; else the line itself.
std::string byline_of(std::string_view line);

/// What follows "source:" in a short line of facts, or the paper's name that begins a dateline;
/// "" if it has none.
std::string labelled_source(std::string_view line);

/// Whose dispatch a paragraph begins as: the name in its bracketed head, "" if it has none or is
/// the paper's own.
std::string dateline_source(std::string_view paragraph);

/// The address after "address of this article:", "original link:"; "" if the line has none.
std::string labelled_address(std::string_view line);

}  // namespace eider::parse
