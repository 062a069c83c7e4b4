#pragma once
// A parsed document -> the pieces that are embedded and found.
// A chunk is one range of the reading text inside one article, of at most kChunkMaxChars
// characters: whole sentences of neighbouring blocks under one heading, or whole rows of one
// table. Boilerplate is in no chunk; every other character that is not white space is in exactly
// one. Chunks are in order and of about equal size under each heading.

#include <vector>

#include "records/document.h"

namespace eider::chunk {

/// `article_id` of each chunk is its article's ordinal, `document_id` the document's id. A
/// sentence longer than kChunkMaxChars stands alone; one longer than twice that (text without
/// stops) is cut at commas, else at spaces, else between characters. A row of a table longer than
/// kChunkMaxChars is cut between its sentences, then likewise, first behind its cells. Each chunk
/// of a table has as heading the caption, else the heading above, and the header row.
std::vector<Chunk> chunk_document(const ParsedDocument& parsed);

}  // namespace eider::chunk
