// Any bytes -> a JSON schema, a DuckDB type or a pattern, and a walk through its language. Looks
// for crashes, for errors without words, and for a reply that is no JSON, no UTF-8 or not the
// schema's, wherever it is closed. The first byte says which of the three, the text goes up to the
// first NUL, what is behind it chooses the way; run: build/fuzz/fuzz/schema_fuzz NEW_FOLDER
// fuzz/seeds/schema

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "rows/constraint/constraint.h"
#include "rows/constraint/schema_json.h"
#include "rows/constraint/schema_language.h"
#include "rows/constraint/schema_type.h"
#include "text/utf8.h"

namespace {

using eider::Result;
using eider::rows::Language;
using eider::rows::LanguagePool;
using eider::rows::Schema;

constexpr std::size_t kMaxSteps = 200;

void require(bool holds, const std::string& what) {
  if (holds) return;
  std::fprintf(stderr, "broken promise: %s\n", what.c_str());
  __builtin_trap();
}

Result<Schema> schema_of(char kind, std::string_view text) {
  if (kind == 'j') return eider::rows::schema_of_json(text);
  if (kind == 't') return eider::rows::schema_of_type(text);
  return Schema{eider::rows::StringSchema{.pattern = std::string(text)}};
}

// The n-th byte that may stand, for each byte of `way`; then the shortest end.
std::string write_reply(LanguagePool& pool, Language state, std::string_view way) {
  std::string text;
  for (const char step : way.substr(0, kMaxSteps)) {
    const auto set = pool.first_bytes(state);
    if (set.none()) break;
    std::size_t skipped = static_cast<unsigned char>(step) % set.count();
    std::size_t byte = set._Find_first();
    for (; skipped > 0; --skipped) byte = set._Find_next(byte);
    const Language next = pool.after(state, static_cast<unsigned char>(byte));
    require(pool.shortest(next) != eider::rows::kNeverEnds, "a state without an end");
    text += static_cast<char>(byte);
    state = next;
  }
  return text + pool.shortest_text(state);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const std::size_t end = std::min(bytes.find('\0', 1), size);
  const auto schema = schema_of(bytes[0], bytes.substr(1, end - 1));
  if (!schema) {
    require(!schema.error().what.empty(), "an error without words");
    return 0;
  }
  LanguagePool pool;
  const auto language = eider::rows::schema_language(pool, *schema);
  if (!language) {
    require(!language.error().where.empty(), "an error without a place");
    return 0;
  }
  const std::string text = write_reply(pool, *language, bytes.substr(end));
  require(nlohmann::json::accept(text), "no JSON: " + text);
  require(eider::text::is_valid_utf8(text), "no UTF-8: " + text);
  const auto checked = eider::rows::conforms(*schema, text);
  require(checked.has_value(), "not of its schema: " + text);
  return 0;
}
