#pragma once
// A file and what parse made of it, as bytes: between this process and one that reads for it.
// Numbers are 8 bytes, low byte first; a text is its size, then itself; a list its count, then
// its records, field by field. The bytes are believed only as far as they can be checked: a
// reader that a hostile file has taken over can tell lies about the file, and nothing else.

#include <string>
#include <string_view>

#include "base/error.h"
#include "corpus/parse/parse.h"
#include "records/document.h"

namespace eider::parse {

inline constexpr int kWireVersion = 1;  // of the order of the fields: a change makes it one more

std::string pack_file(const SourceFile& file);

/// The result views `bytes`. Errors: kCorrupt.
Result<SourceFile> unpack_file(std::string_view bytes);

/// What parse_document gave: the document, or the error.
std::string pack_parsed(const Result<ParsedDocument>& parsed);

/// What was packed. Whatever the bytes are, a document that comes back keeps the promises of
/// records/document.h: every text is UTF-8, every range lies inside the reading text on whole
/// characters, blocks and articles are in order. Errors of the outer result: kCorrupt, saying what
/// does not hold.
Result<Result<ParsedDocument>> unpack_parsed(std::string_view bytes);

}  // namespace eider::parse
