#include "corpus/parse/parse.h"

#include <utility>

#include "base/limits.h"
#include "base/sha256.h"
#include "corpus/parse/assemble.h"
#include "corpus/parse/encoding.h"
#include "corpus/parse/readers.h"
#include "text/utf8.h"

namespace eider::parse {
namespace {

constexpr std::size_t kHeadBytes = 512;

Result<Page> read_page(const FormatReader& reader, const SourceFile& file) {
  if (!reader.is_text) return reader.read(file.bytes);
  Result<Decoded> decoded = decode_bytes(file.bytes, file.path);
  if (!decoded) return std::unexpected(decoded.error());
  return reader.read(decoded->text);
}

/// What a reader quotes of a file, with U+FFFD for every byte that is not UTF-8.
std::string shown(const std::string& quoting) {
  std::string valid;
  for (std::size_t at = 0; at < quoting.size();) {
    const text::CodePoint c = text::decode(quoting, at);
    text::append(valid, c.value);
    at += c.size;
  }
  return valid;
}

}  // namespace

Result<ParsedDocument> parse_document(const SourceFile& file) {
  if (file.bytes.size() > kMaxFileBytes) {
    return fail(ErrorCode::kLimit, "file larger than " + std::to_string(kMaxFileBytes) + " bytes",
                file.path, "split it");
  }
  auto reader = reader_of(file.path, file.bytes.substr(0, kHeadBytes));
  if (!reader) return std::unexpected(reader.error());
  Result<Page> page = read_page(**reader, file);
  if (!page) {
    Error error = page.error();
    error.what = shown(error.what);  // it may quote the file
    if (!error.where.starts_with(file.path)) {
      error.where = error.where.empty() ? file.path : file.path + ", " + error.where;
    }
    return std::unexpected(error);
  }
  ParsedDocument parsed = assemble(std::move(*page), file.path);
  parsed.document.path = file.path;
  parsed.document.media_type = (*reader)->media_type;
  parsed.document.source_hash = sha256(file.bytes);
  parsed.document.error = shown(parsed.document.error);
  return parsed;
}

}  // namespace eider::parse
