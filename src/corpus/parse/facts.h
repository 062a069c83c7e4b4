#pragma once
// What a document and its articles say of themselves: title, source, address, dates with where
// each comes from, language and script. Called once the reading text is built.

#include <cstdint>
#include <string>
#include <vector>

#include "corpus/parse/piece.h"

namespace eider::parse {

/// `numbers` says which article each piece of `page` belongs to. Titles, bylines and credits of
/// the articles are filled already.
void fill_facts(const Page& page, const std::vector<std::int64_t>& numbers, const std::string& path,
                ParsedDocument& out);

}  // namespace eider::parse
