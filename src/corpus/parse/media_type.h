#pragma once
// Which reader a file gets: by the extension of its name, else by how it begins.

#include <string>
#include <string_view>

#include "base/error.h"

namespace eider::parse {

enum class Format { kText, kMarkdown, kHtml, kCsv, kTsv, kJsonLines };

/// By the extension of `path`; a name without one is text, or HTML where `head` begins like it.
/// Errors: kUnsupported, naming the formats that are read.
Result<Format> format_of(const std::string& path, std::string_view head);

/// "text/plain", "text/markdown", "text/html", "text/csv", ...
const char* media_type_of(Format format);

}  // namespace eider::parse
