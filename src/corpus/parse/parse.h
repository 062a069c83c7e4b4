#pragma once
// A file's bytes -> reading text, blocks, articles, table cells. Deterministic; touches no file.
// The formats are the rows of readers.cpp; the encodings of text are those of encoding.h.

#include <string>
#include <string_view>

#include "base/error.h"
#include "records/document.h"

namespace eider::parse {

/// `path` names the file in errors, and its extension and date help; `bytes` are read only.
struct SourceFile {
  std::string path;
  std::string_view bytes;
};

/// The document's text is built from its blocks: mended, joined by a blank line. `status` is
/// "ok" or "empty"; with "ok", `error` may name single rows that could not be read.
/// Block::source counts bytes of the file as UTF-8, without a byte order mark.
/// Errors: kLimit (too large), kCorrupt (binary, or no encoding fits), kUnsupported (format).
Result<ParsedDocument> parse_document(const SourceFile& file);

}  // namespace eider::parse
