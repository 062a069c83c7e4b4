#pragma once
// Rules that find what nobody wrote for reading: navigation, buttons, link lists, tables of
// contents, disclaimers, copyright. Such pieces become kBoilerplate; their text is kept.

#include <vector>

#include "corpus/parse/piece.h"

namespace eider::parse {

/// Prose of an article: long enough, with a comma inside or a full stop at its end.
bool is_running_text(const Piece& piece);

/// The piece becomes boilerplate, whatever it was.
void discard(Piece& piece);

/// Applies all rules below, in an order that lets later ones see what earlier ones marked.
void mark_boilerplate(std::vector<Piece>& pieces);

/// Many short items in one line, parted by spaces, pipes or hyphens.
bool is_navigation_line(std::string_view line);

/// "3. Headline (12,686 reads)": an entry of a most-read list.
bool is_counted_entry(std::string_view line);

}  // namespace eider::parse
