#pragma once
// What must hold of every document, whatever its bytes: the promises of records/document.h, chunks
// in order on whole characters, and the way through another process and back. Traps where not.

#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>

#include "corpus/chunk/chunk.h"
#include "corpus/parse/parse.h"
#include "corpus/parse/sound.h"
#include "corpus/parse/wire.h"
#include "text/utf8.h"

namespace eider::fuzz {

inline void require(bool holds, const std::string& what) {
  if (holds) return;
  std::fprintf(stderr, "broken promise: %s\n", what.c_str());
  __builtin_trap();
}

inline void check_document(const ParsedDocument& parsed) {
  const std::string breach = parse::find_breach(parsed);
  require(breach.empty(), breach);
  std::int64_t stop = 0;
  for (const Chunk& chunk : chunk::chunk_document(parsed)) {
    require(stop <= chunk.span.start && chunk.span.start <= chunk.span.stop, "a chunk's range");
    stop = chunk.span.stop;
    require(stop <= std::ssize(parsed.document.text), "a chunk past the text");
    require(text::is_valid_utf8(slice(parsed.document.text, chunk.span)), "a chunk's characters");
  }
  const std::string packed = parse::pack_parsed(parsed);
  const auto back = parse::unpack_parsed(packed);
  require(back && *back && parse::pack_parsed(*back) == packed, "the way there and back");
}

inline void check_file(const std::string& name, std::string_view bytes) {
  const auto parsed = parse::parse_document({name, bytes});
  if (parsed) return check_document(*parsed);
  require(parse::is_sound(parsed.error()) && !parsed.error().what.empty(), "an error's text");
  require(parsed.error().where.starts_with(name), "an error that names its file");
}

}  // namespace eider::fuzz
