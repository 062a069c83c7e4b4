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
};

/// The reader of a file: by the extension of `path`; a name without one, or .txt, is text, or HTML
/// where `head`, the file's first bytes, begins like it. Lives for ever.
/// Errors: kUnsupported, naming the formats that are read.
Result<const FormatReader*> reader_of(const std::string& path, std::string_view head);

}  // namespace eider::parse
