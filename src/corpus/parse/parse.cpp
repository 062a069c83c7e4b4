#include "corpus/parse/parse.h"

#include <utility>

#include "base/limits.h"
#include "base/sha256.h"
#include "corpus/parse/assemble.h"
#include "corpus/parse/csv_reader.h"
#include "corpus/parse/encoding.h"
#include "corpus/parse/html_reader.h"
#include "corpus/parse/jsonl_reader.h"
#include "corpus/parse/media_type.h"
#include "corpus/parse/text_reader.h"

namespace eider::parse {
namespace {

Result<Page> read_page(Format format, std::string_view text) {
  switch (format) {
    case Format::kText:
    case Format::kMarkdown:
      return read_text(text);
    case Format::kHtml:
      return read_html(text);
    case Format::kCsv:
      return read_csv(text, ',');
    case Format::kTsv:
      return read_csv(text, '\t');
    case Format::kJsonLines:
      return read_jsonl(text);
  }
  std::unreachable();
}

}  // namespace

Result<ParsedDocument> parse_document(const SourceFile& file) {
  if (file.bytes.size() > kMaxFileBytes) {
    return fail(ErrorCode::kLimit, "file larger than " + std::to_string(kMaxFileBytes) + " bytes",
                file.path, "split it");
  }
  Result<Format> format = format_of(file.path, file.bytes.substr(0, 512));
  if (!format) return std::unexpected(format.error());
  Result<Decoded> decoded = decode_bytes(file.bytes, file.path);
  if (!decoded) return std::unexpected(decoded.error());
  Result<Page> page = read_page(*format, decoded->text);
  if (!page) {
    Error error = page.error();
    error.where = error.where.empty() ? file.path : file.path + ", " + error.where;
    return std::unexpected(error);
  }
  ParsedDocument parsed = assemble(std::move(*page), file.path);
  parsed.document.path = file.path;
  parsed.document.media_type = media_type_of(*format);
  parsed.document.source_hash = sha256(file.bytes);
  return parsed;
}

}  // namespace eider::parse
