// Any bytes -> document -> chunks, under every reader. Looks for crashes, and for the invariants
// that the rest of the program stands on: ranges inside the text, in order, on whole characters.
// The first byte chooses the reader; run: build/fuzz/fuzz/parse_fuzz CORPUS_FOLDER

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "corpus/chunk/chunk.h"
#include "corpus/parse/parse.h"
#include "text/utf8.h"

namespace {

constexpr std::array kNames = {"a.txt",  "a.md",  "a.html", "a.csv",  "a.tsv", "a.jsonl",
                               "a.docx", "a.eml", "a.json", "a.pptx", "a.xlsx"};

bool on_characters(std::string_view text, eider::Span span) {
  const auto size = static_cast<std::int64_t>(text.size());
  return 0 <= span.start && span.start <= span.stop && span.stop <= size &&
         eider::text::is_valid_utf8(eider::slice(text, span));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const auto parsed = eider::parse::parse_document({kNames[data[0] % kNames.size()], bytes});
  if (!parsed) return 0;
  const std::string& text = parsed->document.text;
  if (!eider::text::is_valid_utf8(text)) __builtin_trap();
  std::int64_t stop = 0;
  for (const auto& block : parsed->blocks) {
    if (block.span.start < stop || !on_characters(text, block.span)) __builtin_trap();
    stop = block.span.stop;
  }
  stop = 0;
  for (const auto& chunk : eider::chunk::chunk_document(*parsed)) {
    if (chunk.span.start < stop || !on_characters(text, chunk.span)) __builtin_trap();
    stop = chunk.span.stop;
  }
  return 0;
}
