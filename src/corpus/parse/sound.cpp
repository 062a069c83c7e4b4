#include "corpus/parse/sound.h"

#include <cmath>
#include <cstdint>
#include <initializer_list>
#include <string_view>

#include "text/utf8.h"

namespace eider::parse {
namespace {

constexpr std::size_t kMaxErrorBytes = 64u << 10;

bool are_texts(std::initializer_list<std::string_view> texts) {
  for (const std::string_view text : texts) {
    if (!text::is_valid_utf8(text)) return false;
  }
  return true;
}

/// Where a character of valid UTF-8 begins, or the text ends.
bool on_character(std::string_view text, std::int64_t at) {
  const auto byte = static_cast<std::size_t>(at);
  return byte == text.size() || (static_cast<unsigned char>(text[byte]) & 0xC0) != 0x80;
}

bool is_inside(std::string_view text, Span span) {
  const auto size = static_cast<std::int64_t>(text.size());
  return 0 <= span.start && span.start <= span.stop && span.stop <= size &&
         on_character(text, span.start) && on_character(text, span.stop);
}

bool is_head(const Document& d) {
  return are_texts({d.path, d.source_hash, d.media_type, d.title, d.source, d.url, d.published_at,
                    d.event_at, d.fetched_at, d.published_from, d.event_from, d.fetched_from,
                    d.language, d.script, d.text, d.error}) &&
         (d.status == "ok" || d.status == "empty" || d.status == "needs_ocr");
}

bool is_block(const Block& block) {
  const PageBox& box = block.box;
  return block.kind <= BlockKind::kBoilerplate && block.depth >= 0 && 0 <= block.source.start &&
         block.source.start <= block.source.stop && box.page >= 0 && std::isfinite(box.left) &&
         std::isfinite(box.top) && std::isfinite(box.right) && std::isfinite(box.bottom);
}

bool is_article(const Article& a) {
  return are_texts({a.title, a.kicker, a.byline, a.source_credit, a.section, a.published_at,
                    a.event_at, a.published_from, a.event_from, a.language, a.script});
}

std::string name(const char* record, std::size_t number, const char* breach) {
  return std::string(record) + " " + std::to_string(number) + " " + breach;
}

std::string breach_of_blocks(const ParsedDocument& parsed) {
  std::int64_t stop = 0;
  for (std::size_t i = 0; i < parsed.blocks.size(); ++i) {
    const Block& block = parsed.blocks[i];
    if (!is_inside(parsed.document.text, block.span))
      return name("block", i, "is outside the text");
    if (block.span.start < stop) return name("block", i, "begins before the last one ends");
    if (!is_block(block)) return name("block", i, "has a field that can't be");
    if (block.article < 0 || block.article >= std::ssize(parsed.articles)) {
      return name("block", i, "is of no article");
    }
    stop = block.span.stop;
  }
  return "";
}

std::string breach_of_articles(const ParsedDocument& parsed) {
  std::int64_t stop = 0;
  for (std::size_t i = 0; i < parsed.articles.size(); ++i) {
    const Article& article = parsed.articles[i];
    if (!is_inside(parsed.document.text, article.span)) {
      return name("article", i, "is outside the text");
    }
    if (article.span.start < stop) return name("article", i, "begins before the last one ends");
    if (article.ordinal != static_cast<std::int64_t>(i))
      return name("article", i, "is misnumbered");
    if (!is_article(article)) return name("article", i, "has a text that is not UTF-8");
    stop = article.span.stop;
  }
  return "";
}

std::string breach_of_cells(const ParsedDocument& parsed) {
  for (std::size_t i = 0; i < parsed.cells.size(); ++i) {
    const TableCell& cell = parsed.cells[i];
    if (!is_inside(parsed.document.text, cell.span)) return name("cell", i, "is outside the text");
    if (cell.table < 0 || cell.row < 0 || cell.column < 0) return name("cell", i, "has no place");
    if (!text::is_valid_utf8(cell.text)) return name("cell", i, "is not UTF-8");
  }
  return "";
}

}  // namespace

std::string find_breach(const ParsedDocument& parsed) {
  if (!is_head(parsed.document)) return "the document has a field that can't be";
  if (auto breach = breach_of_blocks(parsed); !breach.empty()) return breach;
  if (auto breach = breach_of_articles(parsed); !breach.empty()) return breach;
  return breach_of_cells(parsed);
}

bool is_sound(const Error& error) {
  const std::size_t size = error.what.size() + error.where.size() + error.remedy.size();
  return error.code <= ErrorCode::kCancelled && size <= kMaxErrorBytes &&
         are_texts({error.what, error.where, error.remedy});
}

}  // namespace eider::parse
