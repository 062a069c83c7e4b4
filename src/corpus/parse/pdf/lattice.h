#pragma once
// Ruled tables. Rulings that cross one another make a grid; where a line between two of its fields
// is missing, the fields are one cell.
// Method: A. Nurminen, Algorithmic extraction of data in tables in PDF documents (2013), as in
// Tabula's "lattice"; the acceptance rules are our own.

#include <vector>

#include "corpus/parse/pdf/areas.h"
#include "corpus/parse/pdf/rulings.h"

namespace eider::parse::pdf {

/// Takes the text of ruled tables out of `fragments`.
std::vector<Table> take_ruled_tables(std::vector<Fragment>& fragments, const Rulings& rulings);

}  // namespace eider::parse::pdf
