#include "corpus/chunk/units.h"

#include <algorithm>

#include "base/limits.h"
#include "text/sentences.h"
#include "text/utf8.h"

namespace eider::chunk {
namespace {

enum class Cut { kNone, kSpace, kComma };

// How good a place to cut the end of this character is.
Cut cut_after(char32_t c) {
  constexpr std::u32string_view kMarks = U"\uff0c,\uff1b;\u3001\uff1a:|";
  if (kMarks.find(c) != std::u32string_view::npos) return Cut::kComma;
  return text::is_space(c) ? Cut::kSpace : Cut::kNone;
}

// The end of the first part of `rest`: at most kChunkMaxChars characters, the second half of
// which is searched for the best place to cut.
std::size_t first_part(std::string_view rest) {
  std::size_t at = 0;
  std::size_t best = 0;
  Cut found = Cut::kNone;
  for (std::size_t count = 1; count <= kChunkMaxChars && at < rest.size(); ++count) {
    text::CodePoint c = text::decode(rest, at);
    at += c.size;
    Cut cut = cut_after(c.value);
    if (count * 2 > kChunkMaxChars && cut != Cut::kNone && cut >= found) {
      found = cut;
      best = at;
    }
  }
  return found == Cut::kNone || at == rest.size() ? at : best;
}

void add_unit(std::string_view text, Span span, std::vector<Unit>& units) {
  std::string_view part = slice(text, span);
  std::string_view bare = text::trim(part);
  if (bare.empty()) return;
  auto start = span.start + (bare.data() - part.data());
  Span kept{start, start + static_cast<std::int64_t>(bare.size())};
  units.push_back({kept, text::count_characters(bare), false});
}

// A whole sentence; text without stops in parts.
void add_whole(std::string_view text, Span span, std::vector<Unit>& units) {
  std::string_view rest = slice(text, span);
  bool monster =
      rest.size() > 2 * kChunkMaxChars && text::count_characters(rest) > 2 * kChunkMaxChars;
  while (monster && !rest.empty()) {
    auto size = static_cast<std::int64_t>(first_part(rest));
    add_unit(text, {span.start, span.start + size}, units);
    span.start += size;
    rest.remove_prefix(static_cast<std::size_t>(size));
  }
  if (!monster) add_unit(text, span, units);
}

void add_sentences(std::string_view text, Span span, std::vector<Unit>& units) {
  for (Span sentence : text::sentences(slice(text, span))) {
    add_whole(text, {span.start + sentence.start, span.start + sentence.stop}, units);
  }
}

void add_rows(std::string_view text, Span span, std::vector<Unit>& units) {
  std::int64_t start = span.start;
  while (start < span.stop) {
    std::size_t line = text.find('\n', static_cast<std::size_t>(start));
    std::int64_t stop = std::min(span.stop, static_cast<std::int64_t>(std::min(line, text.size())));
    const std::string_view row = slice(text, {start, stop});
    if (row.size() > kChunkMaxChars && text::count_characters(row) > kChunkMaxChars) {
      add_sentences(text, {start, stop}, units);
    } else {
      add_unit(text, {start, stop}, units);
    }
    start = stop + 1;
  }
}

}  // namespace

std::vector<Unit> units_of(std::string_view text, const Block& block) {
  std::vector<Unit> units;
  std::string_view part = slice(text, block.span);
  if (block.kind == BlockKind::kTable) {
    add_rows(text, block.span, units);
  } else if (part.size() <= kChunkMaxChars && block.kind != BlockKind::kParagraph) {
    add_unit(text, block.span, units);
  } else {
    add_sentences(text, block.span, units);
  }
  if (!units.empty()) units.back().ends_block = true;
  return units;
}

}  // namespace eider::chunk
