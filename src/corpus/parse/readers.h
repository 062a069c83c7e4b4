#pragma once
// The formats that are read: one row a format, with the reader of its own.
// A reader turns a file's bytes into a Page and knows nothing of paths, stores or processes.

#include <string>
#include <string_view>

#include "base/error.h"
#include "corpus/parse/piece.h"

namespace eider::parse {

struct FormatReader {
  std::string_view extensions;  // in lower case, with a space between and at both ends
  const char* media_type;
  bool is_text;  // the reader gets UTF-8, decoded from the file's encoding; else the raw bytes
  Result<Page> (*read)(std::string_view bytes);
  bool apart = false;  // a hostile file may hurt its reader: read in a worker process
  Result<void> (*prepare)() = nullptr;  // what `read` needs that a worker may not do later
};

/// The reader of a file: by the extension of `path`, unless `head`, the file's first bytes, says
/// otherwise: a PDF is read as one whatever its name; HTML where the name promises an office file,
/// .txt or nothing; .doc, .xls and .ppt where they hold the newer format. Lives for ever.
/// Errors: kUnsupported, naming the formats that are read; kCorrupt where a text format's name
/// stands on a zip archive or a binary office file.
Result<const FormatReader*> reader_of(const std::string& path, std::string_view head);

/// Loads what the readers need. A worker calls it once, before it gives up opening files and
/// mapping code; afterwards a reader may only compute. Errors: the first reader's.
Result<void> prepare_readers();

}  // namespace eider::parse
